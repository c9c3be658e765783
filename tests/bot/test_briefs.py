"""What the first lines of a reply say. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.blocks import Heading, Paragraph
from bot.replies.layout import first_line, lay_out
from bot.replies.reply import Reply

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("can i turn off training in circleback", "Yes, with exceptions: "),
        ("does gemini live keep my calls", "Yes, with a limit: "),
        ("does chatgpt sell my data", "No, with a limit: "),
        ("does messenger own my recordings", "No, with a limit: messenger content stays yours, but "),
        ("does facetime sell my call data", "As far as is known, no: "),
        ("does threema keep my calls", "No: "),
    ],
)
def test_no_flat_yes_or_no_stands_over_a_limit(ask: Ask, text: str, opening: str) -> None:
    """What takes something back is announced, or said to be not known."""
    assert first_line(ask(text)).casefold().startswith(opening.casefold())


def brief(ask: Ask, text: str) -> str:
    """Return the brief of a reply as one text."""
    return " / ".join(block.text for block in lay_out(ask(text))[0] if isinstance(block, Heading | Paragraph))


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("does teams tell people when a call is recorded", "shows everyone"),
        ("does zoom sell my data", "sell"),
        ("does fathom send my calls to other companies' ai", "Anthropic"),
    ],
)
def test_nothing_is_said_twice(ask: Ask, text: str, once: str) -> None:
    """Of a headline, only what the first line does not say."""
    assert brief(ask, text).count(once) == 1


def test_what_ever_was_has_the_date_of_the_position_shown(ask: Ask) -> None:
    """Not that of today's answer."""
    reply = ask("has zoom ever trained on calls")
    assert (reply.said.opening, reply.evidence.last_verified) == ("yes", "2023-07-28")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("will people be told in google meet", "yes"),
        ("i was told google meet tells people", "true"),
        ("do guests have to agree before a teams recording", ""),
    ],
)
def test_being_told_is_no_hearsay(ask: Ask, text: str, opening: str) -> None:
    """And whoever asks if people have to agree gets no Yes for their being told."""
    assert ask(text).said.opening == opening
