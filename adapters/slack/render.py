"""Lays a card out in Slack's Block Kit; rewords nothing and knows nothing of requests or the Web API."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from bot.card import Card


class Setting(NamedTuple):
    """Where and for whom a card is shown.

    `asker` is the user id of who asked; `retention_days` how long what is sent to the curators is kept; `share` offers
    *Share in channel* or *Share in thread*; `shared_by` is the user who shares the card in public (named in a line of
    its own; the asker's own buttons are left out); `question` the asker's own words, carried by *Send to the curators*
    of an unmatched card; `tables` whether a comparison may use a table block; `origin` what *Share* carries of a card
    that has no reference (which message the claims are from). `asker`, `question` and `retention_days` matter only to
    an unmatched card, so that what was made of a card with a `key` can be kept for everybody.
    """

    asker: str
    retention_days: int
    share: Literal["channel", "thread"] | None = None
    shared_by: str | None = None
    question: str = ""
    tables: bool = True
    origin: str = ""


class Message(NamedTuple):
    """What is sent: the whole card as plain text, for notifications and screen readers, and as blocks."""

    text: str
    blocks: list[dict[str, Any]]


def render(card: Card, setting: Setting) -> Message:
    """The message for a card."""
    lines = [str(block) for block in card.blocks]
    return Message("\n".join(lines), [{"type": "section", "text": {"type": "plain_text", "text": line[:3000]}} for line in lines])
