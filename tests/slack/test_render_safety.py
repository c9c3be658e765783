"""Nothing that a person wrote can notify, link, or forge layout in Slack, wherever in a card it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.buttons import Audience
from adapters.slack.render import render
from adapters.slack.text import clean, escape, escape_person, link, mention
from bot.dialogue.respond import Message, respond
from bot.replies import wording
from bot.replies.blocks import BlockRole, Heading, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Button, Card
from bot.understanding.revision import Revision
from knowledge.base import Cited
from knowledge.records import Source
from tests.conftest import TODAY
from tests.contract.contract import HOSTILE
from tests.fakes.slack.mrkdwn import read
from tests.fakes.slack.shown import shown

WORDS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*HOSTILE, " ", "a", "\n", "\\", "|", "*", "_", "~", "`", ">", "&gt;", "- ", "1. "]), max_size=8).map("".join),
)
PLAIN_MARKS = {"bold", "list", "quote"}
"""The layout of ours: labels, lists, warnings."""


def cards(words: str) -> tuple[Card, ...]:
    """A person's words wherever a card may have them, and where it never has."""
    return (
        Card((Paragraph(words),)),
        Card((Paragraph(wording.meant(words, "Zoom")), Heading("Zoom: No", "good"), Paragraph("No."), Paragraph(words, "For whom"))),
        Card(
            (
                Heading("Claims in this message"),
                Paragraph(f"1. “{words}”", role=BlockRole.CLAIM),
                Paragraph(words, "Claim"),
                Paragraph(words, "Today"),
            )
        ),
        Card((Paragraph(wording.unknown([words])), Points("Known", (words, f"{words}: {words}"))), unmatched=True),
        Card((Heading(words), Paragraph("x")), (Button(words, "ask", "zoom"),)),
        Card((Heading("A and B"), Table(("Platform", words), (Row((words, words), checked=words),)), Paragraph("x"), Heading(words))),
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_do_nothing(hostile: str) -> None:
    """Each of the known tricks, on its own and inside words."""
    for words in (hostile, f"a{hostile}b", f"say {hostile} now", f"{hostile} {hostile}"):
        does_nothing(words)


@given(words=WORDS)
def test_no_words_do_anything(words: str) -> None:
    """Nor does any mixture of them."""
    does_nothing(words)


def does_nothing(words: str) -> None:
    """Nobody is notified and nothing is linked; the only layout is ours, and that of the plain text is none."""
    for card in cards(words):
        message = render(card, Audience("U1", 90, "channel", question=words))
        seen = shown(message._asdict())
        assert seen.pings == ()
        assert seen.links == ()
        assert seen.channels == ()
        assert {mark.kind for mark in seen.marks} <= PLAIN_MARKS
        fallback = read(message.text)
        assert fallback.pings == ()
        assert fallback.links == ()
        assert fallback.channels == ()
        assert {mark.kind for mark in fallback.marks} <= {"list"}


@given(words=WORDS)
def test_words_stay_readable(words: str) -> None:
    """What is harmless is shown as it was written, in one line."""
    card = Card((Paragraph(f"I read “{words}” as Zoom."),))
    seen = shown(render(card, Audience("U1", 90))._asdict())
    assert seen.texts == (clean(f"I read “{words}” as Zoom."),)


@given(words=WORDS, words_of_url=st.text(max_size=30))
def test_a_source_is_one_link_whatever_its_title(words: str, words_of_url: str) -> None:
    """Whoever writes knowledge of their own cannot break out of a link either."""
    entry = Cited(Source(words, f"https://parlour.example/{words_of_url}", words, "primary"), words or None)
    seen = shown(render(Card((Paragraph("So."), Sources((entry,)))), Audience("U1", 90))._asdict())
    assert len(seen.links) == 1
    assert seen.links[0].url.startswith("https://parlour.example/")
    assert seen.pings == ()
    assert {mark.kind for mark in seen.marks} <= {"bold", "list"}


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("a & b <c>", "a &amp; b &lt;c&gt;"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("*bold* and 2*3*4", "∗bold∗ and 2*3*4"),
        ("snake_case", "snake_case"),
        (":tada:", "∶tada:"),
        ("Zoom: No", "Zoom: No"),
    ],
)
def test_escapes_what_slack_would_read(raw: str, safe: str) -> None:
    """And leaves alone what it would not."""
    assert escape(raw) == safe
    assert read(escape(raw)).marks == ()


@pytest.mark.parametrize("raw", ["https://evil.example/x", "evil.example", "me@evil.example", "> quoted", "@here", "a\u2060b"])
def test_a_persons_addresses_are_only_text(raw: str) -> None:
    """In markup an invisible character stands in them; read aloud they are what they were."""
    reading = read(escape_person(raw))
    assert reading.links == ()
    assert reading.bare == ()
    assert reading.marks == ()
    assert reading.text.replace("\u2060", "") == raw.replace("\u2060", "")


def test_a_label_and_an_address_keep_to_their_places() -> None:
    """Neither can end the link."""
    assert link("https://a.example/?x=1&y=<|>", "A | B > C\u2028") == "<https://a.example/?x=1&amp;y=%3C%7C%3E|A | B &gt; C\u2028>"


def test_a_mention_is_of_one_person() -> None:
    """Whatever stands in the id."""
    assert mention("U1><!channel") == "<@U1channel>"


def test_cleans_what_changes_how_others_are_shown() -> None:
    """Line breaks, control characters, changes of direction, halves of characters."""
    assert clean("a\nb\u202ec\x00d\ud800e\u2028f") == "a b c d e f"
    assert clean("plain “words” – and 😀") == "plain “words” – and 😀"


def test_a_misread_name_is_shown_and_does_nothing(revision: Revision) -> None:
    """From the question to the message."""
    card = respond(revision, Message("does *zooom* train on my calls"), TODAY).card
    assert card.reply is not None
    assert card.reply.lead
    seen = shown(render(Card(tuple(map(Paragraph, card.reply.lead))), Audience("U1", 90))._asdict())
    assert seen.says("as Zoom")
    assert seen.marks == ()
