"""A card is shortened by the roles of its blocks: the verdict last, sources and changes on record late, and always enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies import wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.shorten import parts_of, shorten
from bot.replies.texts import cut, cut_name
from knowledge.base import Cited
from knowledge.records import Source
from tests.cards import ENDLESS, blocks

SENTENCE = "Something happened that is told at length. "


def length(shown: Sequence[Block]) -> int:
    """How long a simple surface makes a card."""
    total = 0
    for block in shown:
        match block:
            case Heading(text=text):
                total += len(text)
            case Paragraph(text=text, label=label):
                total += len(label) + len(text)
            case Points(label=label, points=points):
                total += len(label) + sum(map(len, points))
            case Sources(sources=sources, longest_title=longest, dated=dated):
                total += sum(len(entry.source.url) + len(entry.source.title[:longest]) + 60 * dated for entry in sources)
    return total


def room(most: int) -> Callable[[Sequence[Block]], bool]:
    """A surface that shows so many characters."""
    return lambda shown: length(shown) <= most


def sources(count: int) -> Sources:
    """So many sources with short addresses."""
    cited = (Cited(Source(f"Terms of {number}", f"https://a.example/{number}", "A", "primary"), None) for number in range(count))
    return Sources(tuple(cited))


CARD = (
    Paragraph("Check before you rely on this.", role=BlockRole.WARNING),
    Heading("Parlour: No"),
    Paragraph("No. The terms rule it out.", role=BlockRole.HEADLINE),
    Paragraph(SENTENCE * 40, role=BlockRole.DETAIL),
    Paragraph("all plans", "For whom", BlockRole.SCOPE),
    Points("Exceptions", (SENTENCE * 10,) * 5, BlockRole.CONDITIONS),
    Points("What changed", ("2023: " + SENTENCE * 2,) * 10, BlockRole.HISTORY),
    sources(10),
)


def test_a_card_that_fits_stays_as_it_is() -> None:
    """Every block of it."""
    assert shorten(CARD, room(10_000)) == CARD


def test_details_and_exceptions_give_way_first() -> None:
    """They end at a sentence and say so; sources, dates and changes on record stay as they are."""
    short = shorten(CARD, room(length(CARD) - 2_500))
    assert short is not None
    assert {block.role for block, before in zip(short, CARD, strict=True) if block != before} == {BlockRole.DETAIL, BlockRole.CONDITIONS}
    detail = next(block for block in short if block.role is BlockRole.DETAIL)
    assert isinstance(detail, Paragraph)
    assert detail.text.endswith(f"length. {wording.SHORTENED}")


def test_as_many_parts_and_sources_are_kept_as_fit() -> None:
    """So that a little more room is never left empty."""
    claims = [block for number in range(30) for block in (Paragraph(f"{number}. “x”", role=BlockRole.CLAIM), sources(1))]
    shown = [shorten(claims, room(most)) for most in range(300, 901, 100)]
    kept = [sum(isinstance(block, Sources) for block in short or ()) for short in shown]
    assert kept == sorted(set(kept))


def test_without_loss_keeps_every_source_and_change_or_gives_up() -> None:
    """So that a surface can use several messages instead."""
    short = shorten(CARD, room(2_600), lossless=True)
    assert short is not None
    for role in (BlockRole.WARNING, BlockRole.HEADLINE, BlockRole.SCOPE, BlockRole.HISTORY):
        assert [block for block in short if block.role is role] == [block for block in CARD if block.role is role]
    assert [len(block.sources) for block in short if isinstance(block, Sources)] == [10]
    assert shorten(CARD, room(500), lossless=True) is None


def test_what_is_left_out_is_counted() -> None:
    """Parts, points and sources."""
    claims = [block for number in range(30) for block in (Paragraph(f"{number}. “{SENTENCE}”", role=BlockRole.CLAIM), sources(9))]
    short = shorten((Heading("Claims"), *claims), room(1_500))
    assert short is not None
    said = [point for block in short if isinstance(block, Points) for point in block.points]
    assert wording.more_parts(31 - len(parts_of(short))) in said
    kept = [block for block in short if isinstance(block, Sources)]
    assert all(len(block.sources) + block.left_out == 9 for block in kept)


def test_a_part_begins_with_a_further_heading_or_a_claim() -> None:
    """What stands before the first heading belongs to the first part."""
    card = (Paragraph("warning"), Heading("both"), Heading("Zoom"), sources(1), Heading("Teams"), Paragraph("x", role=BlockRole.CLAIM))
    assert [len(part) for part in parts_of(card)] == [2, 2, 1, 1]


@given(st.lists(blocks(st.one_of(st.text(max_size=60), ENDLESS)), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_card_fits_in_the_end(card: list[Block]) -> None:
    """Whatever its length."""
    short = shorten(card, room(4_000))
    assert short is not None


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_cut_text_is_never_longer_than_its_room(text: str, most: int) -> None:
    """With its remark."""
    assert len(cut(text, most)) <= most


def test_a_title_is_cut_at_a_word() -> None:
    """A full stop in it is an abbreviation more often than the end of a sentence."""
    assert cut_name("In re Zoom Video Comm. Inc. Privacy Litigation", 40) == "In re Zoom Video Comm. Inc. Privacy…"
