"""However long a card is, Discord takes its messages, and the address of every source is in them."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.buttons import MAX_CUSTOM_ID, Pressed
from adapters.discord.render import Audience
from bot.replies import wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Button, Card, card_of
from bot.replies.compose import reply_on
from bot.replies.reference import Reference
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.records import Source
from tests.cards import ABOUT, ENDLESS, Repeated, blocks, buttons, subjects
from tests.conftest import TODAY
from tests.discord_bot.rendered import PUBLIC, WHOLE, rendered

T = TypeVar("T")

SAID = st.one_of(st.text(max_size=60).map(lambda text: f"x{text}"), ENDLESS.map(lambda text: Repeated(f"{text}x")))
"""Any text in which there is something to read."""


def addresses(card: Card) -> set[str]:
    """Where the sources of a card are."""
    return {entry.source.archived_url or entry.source.url for block in card.blocks if isinstance(block, Sources) for entry in block.sources}


@given(
    laid_out=st.lists(blocks(SAID, fewest_sources=1), min_size=1, max_size=40).map(tuple),
    pressed=st.lists(buttons(SAID), max_size=30).map(tuple),
    about=st.sampled_from([None, ABOUT]),
    audience=st.builds(Audience, st.booleans(), st.just("7"), st.one_of(st.just(""), SAID)),
    unmatched=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_discord_takes_any_card(
    laid_out: tuple[Block, ...], pressed: tuple[Button, ...], about: Reference | None, audience: Audience, unmatched: bool
) -> None:
    """However many blocks of whatever length; as many links as there are sources."""
    card = Card(laid_out, pressed, about, unmatched=unmatched)
    rendered(card, audience)
    result = rendered(card, audience._replace(whole=True))
    wanted = [entry for block in laid_out if isinstance(block, Sources) for entry in block.sources]
    assert sum(len(seen.masked) for seen in result.seen) == len(wanted)


@given(
    words=st.lists(
        st.one_of(st.builds(Paragraph, SAID, SAID), st.builds(Points, SAID, st.lists(SAID, max_size=40).map(tuple))), max_size=20
    ),
    titles=st.lists(SAID, min_size=1, max_size=100),
)
@settings(max_examples=100, deadline=None)
def test_no_source_is_ever_left_out(words: list[Block], titles: list[str]) -> None:
    """However many there are and however long everything else is: then it takes more messages."""
    sources = tuple(
        Cited(Source(title, f"https://parlour.example/{number}".ljust(200, "x"), "P", "primary"), None)
        for number, title in enumerate(titles)
    )
    card = Card((Heading("Parlour: No"), *words, Sources(sources)), about=ABOUT)
    assert rendered(card, WHOLE).urls == addresses(card)


def test_no_source_of_the_shipped_knowledge_is_lost(revision: Revision) -> None:
    """On any answer, history, list of alternatives or comparison."""
    for subject in subjects(revision):
        card = card_of(reply_on(revision.knowledge, subject, TODAY), Reference(subject, "0a1b2c3d"))
        assert rendered(card, WHOLE).urls == addresses(card), subject


def test_ordinary_details_are_one_message_and_not_shortened(revision: Revision) -> None:
    """Nine of ten answers on record; the others take two, because their links alone are longer than one may be."""
    one = several = 0
    for slug, platform in revision.knowledge.platforms.items():
        for entry in platform.answers:
            subject = Subject("answer", (slug,), (entry.topic,))
            card = card_of(reply_on(revision.knowledge, subject, TODAY), Reference(subject, "0a1b2c3d"))
            brief, whole = rendered(card, PUBLIC), rendered(card, WHOLE)
            assert len(brief.pages) == 1
            one, several = one + (len(whole.pages) == 1), several + (len(whole.pages) > 1)
            for result, laid_out in ((brief, card.brief), (whole, card.blocks)):
                for block in laid_out:
                    for said in (block.text,) if isinstance(block, Paragraph) else block.points if isinstance(block, Points) else ():
                        assert said in result.sentences, (slug, entry.topic)
    assert one > 9 * several


def test_details_are_shortened_before_what_is_said_of_sources() -> None:
    """And what is shortened says so, ends at a sentence, and leaves the statement and the history whole."""
    statement, scope = "No. The terms rule it out.", "all plans"
    changes = tuple(f"2023: {'Something happened. ' * 9}".strip() for _ in range(5))
    sources = tuple(
        Cited(Source(f"Terms of {number}", f"https://parlour.example/{number}".ljust(80, "x"), "Parlour", "primary"), "1")
        for number in range(14)
    )
    detail, history = Paragraph("This is a detail. " * 200, role=BlockRole.DETAIL), Points("What changed", changes, BlockRole.HISTORY)
    result = rendered(Card((Heading("Parlour: No"), Paragraph(statement), detail, Paragraph(scope, "For whom"), history, Sources(sources))))
    assert len(result.pages) == 1
    assert f"This is a detail. {wording.SHORTENED}" in result.words
    assert all(said in result.words for said in (statement, scope, *changes))
    assert result.words.count(", section 1 (Parlour; no date)") == len(sources)


def test_what_needs_several_messages_anyway_is_not_shortened() -> None:
    """A history of many years is told from its beginning to its end, with all that is known of its sources."""
    changes = tuple(f"{1900 + number}: {'Something happened. ' * 9}".strip() for number in range(40))
    sources = tuple(
        Cited(Source(f"Terms of {number}", f"https://parlour.example/{number}", "Parlour", "primary"), "1") for number in range(20)
    )
    detail, history = "This is a detail. " * 20, Points("What changed", changes, BlockRole.HISTORY)
    result = rendered(Card((Heading("Parlour: What changed"), Paragraph("Much."), Paragraph(detail), history, Sources(sources))))
    assert len(result.pages) == 3
    assert all(said in result.words for said in (detail.strip(), *changes))
    assert result.words.count(", section 1 (Parlour; no date)") == len(sources)


def test_what_is_said_of_sources_gives_way_before_a_second_message_does() -> None:
    """Dates and publishers go first, then the ends of long titles; each link stays."""

    def result(title: str) -> tuple[int, str]:
        sources = tuple(
            Cited(Source(f"{number} {title}", f"https://parlour.example/{number}".ljust(70, "x"), "Parlour", "primary"), "1")
            for number in range(30)
        )
        card = Card((Heading("Parlour: No"), Sources(sources)))
        made = rendered(card)
        assert made.urls == addresses(card)
        return len(made.pages), made.words

    pages, words = result("Terms of Service of Parlour")
    assert (pages, "(Parlour; no date)" in words, "Terms of Service of Parlour]" in words) == (1, False, True)
    pages, words = result("Terms of Service of Parlour, the company " * 2)
    assert (pages, "…]" in words) == (1, True)


def test_a_button_that_would_not_fit_is_left_out() -> None:
    """Cut off it would ask for something else; every other one can be read back from its id."""
    card = Card(
        (Paragraph("x"),), (Button("Long", "ask", "x" * MAX_CUSTOM_ID), Button("Short", "ask", "zoom"), Button("Again", "ask", "zoom"))
    )
    (button,) = rendered(card).buttons
    assert (button["label"], Pressed.decode(button["custom_id"])) == ("Short", Pressed("ask", "zoom"))


def test_only_the_last_message_has_the_buttons() -> None:
    """So that they stand below the whole answer."""
    card = Card((Heading("Parlour: No"), Paragraph("x " * 4_000)), (Button("History", "show", "answer~parlour~history"),))
    first, *_, last = rendered(card).pages
    assert not first.rows
    assert [button.label for row in last.rows for button in row] == ["History"]
