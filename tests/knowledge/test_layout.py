"""Putting a file in order moves keys, and loses nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.folders import SHIPPED
from knowledge.layout import LayoutError, lay_out, without_tracking

UNTIDY = """# Parlour, kept by the privacy team
name = "Parlour"
# the slug never changes
slug = "parlour"   # not even after a rebrand


[sources.terms]
kind = "primary"
url = "https://parlour.example.com/terms?utm_source=mail&lang=en"
title = "Terms"
# the first answer that people want
[[answers]]
verdict = "no"
topic = "ai-training"
# both were read
sources = [
  { name = "terms" },   # since 2025
]
"""
TIDY = """# the slug never changes
slug = "parlour"   # not even after a rebrand
# Parlour, kept by the privacy team
name = "Parlour"

[sources.terms]
title = "Terms"
url = "https://parlour.example.com/terms?lang=en"
kind = "primary"

# the first answer that people want
[[answers]]
topic = "ai-training"
verdict = "no"
# both were read
sources = [
  { name = "terms" },   # since 2025
]
"""


def test_orders_keys_and_keeps_every_comment() -> None:
    """A comment moves with the key or the table below it."""
    assert lay_out(UNTIDY) == TIDY


def test_what_is_in_order_stays_as_it_is() -> None:
    """Putting in order twice is the same as once."""
    assert lay_out(TIDY) == TIDY


@pytest.mark.parametrize("path", sorted((SHIPPED / "platforms").glob("*.toml"))[::7], ids=lambda path: path.stem)
def test_keeps_what_a_real_file_says(path: Path) -> None:
    """To a parser, nothing changes, even with its lines ended as Windows ends them."""
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(lay_out(text.replace("\n", "\r\n"))) == tomllib.loads(text)


@pytest.mark.parametrize("text", ["slug = ", 'a = """\nb = 1\n\nc = 2\n"""\n', "[" * 3000])
def test_leaves_alone_what_it_cannot_order(text: str) -> None:
    """With a word why."""
    with pytest.raises(LayoutError, match=r"TOML|by hand"):
        lay_out(text)


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("https://a.example/x?utm_source=y", "https://a.example/x"),
        ("https://a.example/x?a=1&fbclid=y&b=2", "https://a.example/x?a=1&b=2"),
        ("https://a.example/x?utm_campaign=y&b=2", "https://a.example/x?b=2"),
        ("https://a.example/x?b=2#part", "https://a.example/x?b=2#part"),
    ],
)
def test_takes_tracking_out_of_addresses(address: str, cleaned: str) -> None:
    """And nothing else."""
    assert without_tracking(address) == cleaned


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.integers() | st.text(max_size=20), max_size=8))
def test_any_flat_table_says_the_same_afterwards(table: dict[str, int | str]) -> None:
    """Whatever its keys and values are."""
    import json

    text = "".join(f"{key} = {json.dumps(value, ensure_ascii=True)}\n" for key, value in table.items())
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert tomllib.loads(lay_out(text)) == parsed
