"""Words as they are matched."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.understanding.text import MAX_CHARACTERS, split


def words(text: str) -> list[str]:
    """The words of a message."""
    return list(split(text).words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can't Zoom stop?", ["cannot", "zoom", "stop"]),
        ("pls, u won't train?", ["please", "you", "will", "not", "train"]),
        ("it doesn’t", ["it", "does", "not"]),
        ("Zoom's terms", ["zoom", "terms"]),
        ("read.ai vs tl;dv", ["read", "ai", "vs", "tl", "dv"]),
        ("Café", ["cafe"]),
        ("w/o asking, b/c why", ["without", "asking", "because", "why"]),
        ("z\u200boom\x00 te\u0301ams\u202e", ["zoom", "teams"]),
        ("😀 你好", []),
    ],
)
def test_spells_out_and_cleans(text: str, expected: list[str]) -> None:
    """Contractions are spelt out, marks and invisible characters go."""
    assert words(text) == expected


def test_gives_back_what_was_written() -> None:
    """A reply can repeat a name as somebody typed it."""
    said = split("I asked. Teams isn't Anna's, it's HERS")
    assert said.between(2, 6) == "Teams isn't Anna's"


def test_reads_only_the_beginning_of_an_endless_message() -> None:
    """A pasted book costs no more than a long question."""
    assert len(split("word " * 100_000).words) <= MAX_CHARACTERS


@given(st.text())
@example("n't")
def test_any_text_can_be_split(text: str) -> None:
    """Whatever is typed, words are lower-case letters and digits at places in the cleaned text."""
    result = split(text)
    for place, word in enumerate(result.words):
        assert word.isalnum()
        assert word == word.lower()
        assert word in split(result.between(place, place + 1)).words
