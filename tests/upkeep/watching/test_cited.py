"""Which pages are watched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.revision import Revision
from bot.upkeep.watching.cited import by_host, cited_pages
from bot.upkeep.watching.extract import Block
from bot.upkeep.watching.sections import find_part
from knowledge.watched import parts_of
from tests.upkeep.watching.base import base


def test_only_pages_on_which_an_answer_rests_today_are_watched() -> None:
    """Each once, with every part that is cited; of several copies of one page the newest."""
    pages = {page.key: page for page in cited_pages(base("https://harrow.example"))}
    assert set(pages) == {("harrow", "terms"), ("fenwick", "faq")}
    assert pages["harrow", "terms"].parts == ("10.2", "12", "10.4", "10.5")
    assert [answer.topic for answer in pages["harrow", "terms"].answers] == ["ai-training", "opt-out"]


def test_the_pages_of_one_server_are_kept_together(revision: Revision) -> None:
    """Of the shipped base: every answer with a source has one that is watched."""
    pages = tuple(cited_pages(revision.knowledge))
    assert len({page.key for page in pages}) == len(pages) > 500
    assert sum(map(len, by_host(pages).values())) == len(pages)
    assert all(page.parts for page in pages)


@pytest.mark.parametrize(
    ("section", "parts"),
    [
        (None, ("",)),
        ("whole document", ("",)),
        ("page", ("",)),
        ("10.2", ("10.2",)),
        ("10.2, 10.4", ("10.2", "10.4")),
        ("3, 4", ("3", "4")),
        ("Content others share or reshare; AI integrations", ("Content others share or reshare", "AI integrations")),
        ("3, Your Rights and Grant of Rights in the Content", ("3, Your Rights and Grant of Rights in the Content",)),
        ("calendar events: record, is_blocked_from_capture", ("calendar events: record, is_blocked_from_capture",)),
    ],
)
def test_a_section_names_one_or_more_parts(section: str | None, parts: tuple[str, ...]) -> None:
    """As the shipped base writes them."""
    assert parts_of(section) == parts


PAGE = (
    Block("Harrow Terms", 1),
    Block("Welcome."),
    Block("10. Your Content", 2),
    Block("10.1 You keep it."),
    Block("10.2 We store it."),
    Block("1. for a year"),
    Block("2. in Ireland"),
    Block("10.3 We delete it."),
    Block("11. What We Collect When You Call", 2),
    Block("Names."),
    Block("Phone calls", 3),
    Block("Numbers."),
    Block("12. Changes", 2),
    Block("We do not read, listen or store what you say."),
    Block("CSAM"),
    Block("Never."),
)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("10.2", "10.2 We store it.", "2. in Ireland"),
        ("10", "10. Your Content", "10.3 We delete it."),
        ("Section 10.3", "10.3 We delete it.", "10.3 We delete it."),
        ("11, What We Collect", "11. What We Collect When You Call", "Numbers."),
        ("What we collect", "11. What We Collect When You Call", "Numbers."),
        ("What we collect when you call (Phone calls)", "Phone calls", "Numbers."),
        ("Your Content", "10. Your Content", "10.3 We delete it."),
        ("introduction", "Harrow Terms", "Welcome."),
        (
            "We do not read, listen or store",
            "We do not read, listen or store what you say.",
            "We do not read, listen or store what you say.",
        ),
        ("CSAM row", "CSAM", "Never."),
        ("", "Welcome.", "Never."),
    ],
)
def test_a_part_is_found_by_number_heading_title_or_phrase(part: str, first: str, last: str) -> None:
    """And ends where the next begins."""
    found = (find_part(part, PAGE) or "").splitlines()
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize("part", ["10.9", "Our blog", "100", "subpoena"])
def test_a_part_that_is_not_there_is_not_found(part: str) -> None:
    """Nothing stands in for it."""
    assert find_part(part, PAGE) is None


@given(st.text(max_size=60), st.lists(st.builds(Block, st.text(max_size=60), st.integers(0, 8)), max_size=12))
def test_any_section_can_be_looked_for_in_any_page(section: str, blocks: list[Block]) -> None:
    """What is found is made of the page's own lines, in their order."""
    for part in parts_of(section):
        found = find_part(part, blocks)
        assert found is None or found in "\n".join(block.text for block in blocks) or part == ""
