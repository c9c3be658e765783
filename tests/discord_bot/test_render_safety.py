"""Nothing that a person wrote can notify, link, or forge layout in Discord, wherever in a card it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.escape import escaped, masked_link, one_line, plain
from bot.dialogue.respond import Message, respond
from bot.replies import wording
from bot.replies.blocks import BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Button, Card
from bot.understanding.revision import Revision
from knowledge.base import Cited
from knowledge.records import Source
from tests.conftest import TODAY
from tests.contract.contract import HOSTILE
from tests.discord_bot.rendered import PRIVATE, Rendered, read, rendered
from tests.fakes.discord import markdown

OWN = ("discord.example/x", "<a:wave:1>", "</ask:1>", "<id:home>", "<mailto:a@b.example>", "[a](<https://evil.example>)", "- # a", "1. a")
WORDS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [*HOSTILE, *OWN, " ", "a", "\n", "\\", "|", "[", "](", ")", "*", "_", "~", "`", ">", "- ", "#", "://", "<", "@", "\u200b"]
        ),
        max_size=8,
    ).map("".join),
)


def cards(words: str) -> tuple[Card, ...]:
    """A person's words wherever a card may have them, and where it never has."""
    return (
        Card((Paragraph(f"x{words}"),)),
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
        Card((Heading(f"x{words}"), Paragraph("x")), (Button(f"x{words}", "ask", "zoom"),)),
        Card((Paragraph("No.", f"x{words}"), Points(f"x{words}", ("a",)))),
    )


def does_nothing(result: Rendered) -> None:
    """Nobody is notified and nothing is linked; the only layout is that of our lists."""
    for seen in result.seen:
        assert seen.pings.nobody
        assert (seen.links, seen.mentions, seen.headings, seen.quotes, seen.spoilers, seen.code) == ((), (), (), (), (), ())


@pytest.mark.parametrize("hostile", [*HOSTILE, *OWN])
def test_hostile_words_do_nothing(hostile: str) -> None:
    """Each of the known tricks, on its own, inside words and at the start of a line."""
    for words in (hostile, f"a{hostile}b", f"say {hostile} now", f"{hostile} {hostile}", f"a\n{hostile} b", f"\\{hostile}"):
        for card in cards(words):
            does_nothing(rendered(card, PRIVATE._replace(question=words)))


@given(words=WORDS)
def test_no_words_do_anything(words: str) -> None:
    """Nor does any mixture of them."""
    for card in cards(words):
        does_nothing(rendered(card, PRIVATE._replace(question=words)))


@given(words=WORDS)
def test_words_lay_out_no_list_and_stay_readable(words: str) -> None:
    """What is shown is what was written, without what has no width or changes the direction."""
    shown = escaped(words)
    assert markdown.read(shown).lists == ()
    assert read(shown) == read_as_written(words)


def read_as_written(words: str) -> str:
    """The words without what cannot be seen; our own breaks are removed from both."""
    return plain(words).replace("\u200b", "")


@given(words=WORDS, path=st.text(max_size=30))
def test_a_source_is_one_link_whatever_its_title(words: str, path: str) -> None:
    """Whoever writes knowledge of their own cannot break out of a link either."""
    entry = Cited(Source(f"x{words}", f"https://parlour.example/{path}", f"x{words}", "primary"), words or None)
    (seen,) = rendered(Card((Paragraph("So."), Sources((entry,))))).seen
    assert len(seen.links) == 1
    assert seen.links[0].url.startswith("https://parlour.example/")
    assert seen.pings.nobody
    assert (seen.mentions, seen.headings, seen.quotes, seen.spoilers, seen.code) == ((), (), (), (), ())
    assert len(seen.lists) == 1


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("*bold* ~gone~ `code` ||hidden||", r"\*bold\* \~gone\~ \`code\` \|\|hidden\|\|"),
        ("# Heading", r"\# Heading"),
        ("a\n> quoted\n- item\n1. first", "a\n\\> quoted\n\\- item\n1\\. first"),
        ("[Terms](https://evil.example)", "\\[Terms\\](https:\u200b//evil.example)"),
        ("<@1> @everyone", "<\u200b@1> @\u200beveryone"),
        ("a < b, 3 > 2, ann@example.org", "a < b, 3 > 2, ann@example.org"),
        ("2023: yes - no", "2023: yes - no"),
    ],
)
def test_escapes_what_discord_would_read(raw: str, safe: str) -> None:
    """And leaves alone what it would not."""
    assert escaped(raw) == safe


def test_drops_what_changes_how_others_are_shown() -> None:
    """Control characters, changes of direction, halves of characters; an emoji of several parts stays whole."""
    assert plain("a\nb\u202ec\x00d\ud800e\u200b") == "a\nbcde"
    assert plain("plain “words” – 👩\u200d💻 ❤\ufe0f") == "plain “words” – 👩\u200d💻 ❤\ufe0f"
    assert one_line(" a\n\nb\t c\u202e ") == "a b c"


def test_an_address_that_cannot_be_linked_is_written_out() -> None:
    """Another scheme, or more than a browser takes."""
    assert masked_link("Terms", "javascript:alert(1)") == "Terms (javascript:alert(1))"
    long = f"https://parlour.example/{'x' * 2_000}"
    assert read(masked_link("Terms", long)) == f"Terms ({long})"


def test_a_misread_name_is_shown_and_does_nothing(revision: Revision) -> None:
    """From the question to the message."""
    card = respond(revision, Message("does *zooom* train on my calls"), TODAY).card
    assert card.reply is not None
    assert card.reply.lead
    result = rendered(Card(tuple(map(Paragraph, card.reply.lead))))
    assert "as Zoom" in result.words
    does_nothing(result)
