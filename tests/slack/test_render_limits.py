"""However long a card is, Slack takes its message, and no source is lost that a message can hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.buttons import Audience
from adapters.slack.render import Rendered, render
from adapters.slack.text import MAX_FALLBACK, MAX_SERIALISED, MAX_TEXTS, texts
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Card, card_of
from bot.replies.compose import reply_on
from bot.replies.reference import Reference
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.records import Source
from tests.cards import ABOUT, ENDLESS, blocks, buttons, subjects
from tests.conftest import TODAY
from tests.fakes.slack.blocks import check_message
from tests.fakes.slack.shown import shown

ANY_TEXT = st.one_of(st.text(max_size=60), ENDLESS)


def tables(cells: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Table]:
    """A table with such cells in its head and in its rows."""
    return st.builds(Table, cells, st.lists(st.builds(Row, cells, st.just("bad"), ANY_TEXT), max_size=5).map(tuple))


TABLE = st.integers(2, 30).flatmap(lambda width: tables(st.lists(ANY_TEXT, min_size=width, max_size=width).map(tuple)))
CARD = st.builds(
    lambda blocks, buttons, about, table: Card((*blocks[:1], *table, *blocks[1:]), buttons, about, details=blocks[9:]),
    st.lists(blocks(ANY_TEXT), max_size=60).map(tuple),
    st.lists(buttons(ANY_TEXT), max_size=30).map(tuple),
    st.sampled_from([None, ABOUT]),
    st.lists(TABLE, max_size=1).map(tuple),
)
AUDIENCE = st.builds(
    Audience,
    st.just("U1"),
    st.integers(1, 3_650),
    st.sampled_from([None, "channel", "thread"]),
    st.sampled_from(["", "Shared by <@U1>"]),
    ANY_TEXT,
)


def is_taken(message: Rendered) -> None:
    """Slack takes the message, by every limit that is documented or was measured."""
    check_message(message._asdict())
    assert sum(map(len, texts(message.blocks))) <= MAX_TEXTS < 10_000
    assert len(message.text) <= MAX_FALLBACK


def links(message: Rendered) -> set[str]:
    """Where the links of a message lead."""
    return {link.url for link in shown(message._asdict()).links}


@given(card=CARD, audience=AUDIENCE, tables=st.booleans())
@settings(max_examples=150, deadline=None)
def test_slack_takes_any_card(card: Card, audience: Audience, tables: bool) -> None:
    """However many blocks of whatever length."""
    is_taken(render(card, audience, tables=tables))


@given(question=ANY_TEXT, blocks=st.lists(blocks(ANY_TEXT), max_size=10).map(tuple))
@settings(max_examples=60, deadline=None)
def test_slack_takes_any_question_that_was_not_understood(question: str, blocks: tuple[Block, ...]) -> None:
    """With the button that carries the question."""
    is_taken(render(Card(blocks, unmatched=True), Audience("U1", 90, question=question)))


@given(
    words=st.lists(
        st.one_of(
            st.builds(Paragraph, ANY_TEXT, ANY_TEXT),
            st.builds(Points, ANY_TEXT, st.lists(ANY_TEXT, max_size=40).map(tuple)),
        )
    ),
    titles=st.lists(ANY_TEXT, min_size=1, max_size=40),
)
@settings(max_examples=100, deadline=None)
def test_words_give_way_to_sources(words: list[Block], titles: list[str]) -> None:
    """Forty sources with addresses of seventy characters are all kept, however long everything else is."""
    sources = tuple(
        Cited(Source(title, f"https://parlour.example/{number}".ljust(70, "x"), "P", "primary"), None)
        for number, title in enumerate(titles)
    )
    message = render(Card((Heading("Parlour: No"), *words, Sources(sources)), about=ABOUT), Audience("U1", 90, "channel"))
    is_taken(message)
    assert links(message) == {entry.source.url for entry in sources}


@pytest.mark.parametrize("tables", [True, False])
def test_no_source_of_the_shipped_knowledge_is_lost(revision: Revision, tables: bool) -> None:
    """On any answer, history, list of alternatives or comparison."""
    for subject in subjects(revision):
        card = card_of(reply_on(revision.knowledge, subject, TODAY), Reference(subject, "0a1b2c3d"))
        message = render(card, Audience("U1", 90, "channel", whole=True), tables=tables)
        is_taken(message)
        wanted = {
            entry.source.archived_url or entry.source.url for block in card.blocks if isinstance(block, Sources) for entry in block.sources
        }
        assert links(message) == wanted, subject


def test_ordinary_answers_are_not_shortened(revision: Revision) -> None:
    """Every word of every answer on one platform and one topic can be read; a history may be the exception."""
    for slug, platform in revision.knowledge.platforms.items():
        for entry in platform.answers:
            card = card_of(reply_on(revision.knowledge, Subject("answer", (slug,), (entry.topic,)), TODAY), None)
            seen = shown(render(card, Audience("U1", 90, "channel"))._asdict())
            for block in card.blocks:
                for words in (block.text,) if isinstance(block, Paragraph) else block.points if isinstance(block, Points) else ():
                    assert seen.says(words), (slug, entry.topic)


def test_details_are_shortened_before_lists_and_lists_before_sources() -> None:
    """And what is shortened says so, ends at a sentence, and leaves the statement whole."""
    statement, scope = "No. The terms rule it out.", "all plans"
    sources = tuple(
        Cited(Source(f"Terms of {number}", f"https://parlour.example/{number}".ljust(80, "x"), "Parlour", "primary"), "1")
        for number in range(30)
    )
    points = tuple(f"2023: {'Something happened. ' * 9}" for _ in range(10))

    def seen(detail: str, points: tuple[str, ...]) -> str:
        card = Card(
            (
                Heading("Parlour: No"),
                Paragraph(statement, role=BlockRole.HEADLINE),
                Paragraph(detail, role=BlockRole.DETAIL),
                Paragraph(scope, "For whom", BlockRole.SCOPE),
                Points("What changed", points, BlockRole.HISTORY),
                Sources(sources),
            )
        )
        return shown(render(card, Audience("U1", 90))._asdict()).text

    long = "This is a detail. " * 300
    with_detail, with_both = seen(long, points), seen(long, points * 4)
    assert "This is a detail. … (shortened; the sources have the rest)" in with_detail
    assert with_detail.count("Something happened. Something happened.") >= 10
    assert "section 1 (Parlour; no date)" in with_detail
    assert "section 1 (Parlour; no date)" not in with_both
    for text in (with_detail, with_both):
        assert statement in text
        assert scope in text
        assert text.count("Terms of") == len(sources)


def test_what_no_message_can_hold_is_counted() -> None:
    """Sources whose addresses alone are too long for a message; never silently."""
    sources = tuple(
        Cited(Source("Terms", f"https://parlour.example/{number}".ljust(400, "x"), "P", "primary"), None) for number in range(60)
    )
    message = render(Card((Heading("Parlour: No"), Sources(sources))), Audience("U1", 90))
    is_taken(message)
    kept = len(links(message))
    assert kept >= 5
    assert shown(message._asdict()).says(f"{60 - kept} more sources do not fit into one message")
    assert all(entry.source.url in message.text for entry in sources)


def test_more_claims_than_a_message_holds_are_counted() -> None:
    """The first ones are told, with their sources; how many are left is said."""
    entry = Cited(Source("Terms", "https://parlour.example/".ljust(100, "x"), "P", "primary"), None)
    blocks = [
        block
        for number in range(1, 101)
        for block in (
            Paragraph(f"{number}. “They train on every call.”", role=BlockRole.CLAIM),
            Paragraph("Training.", "Claim"),
            Paragraph("No.", "Today"),
            Sources((entry,)),
        )
    ]
    message = render(Card((Heading("Claims in this message"), Paragraph("100 claims that I can speak to:"), *blocks)), Audience("U1", 90))
    is_taken(message)
    seen = shown(message._asdict())
    told = seen.text.count("They train")
    assert told >= 15
    assert len(seen.links) == told
    assert seen.says(f"{100 - told} more do not fit into one message")


def test_the_limits_are_below_what_was_refused() -> None:
    """See the issues of bolt-js that the constants name."""
    assert MAX_TEXTS < 11_341
    assert MAX_SERIALISED < 13_172
