"""A card as plain text: what notifications show and screen readers read, whole, with the address of every source."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.slack.limits import MAX_FALLBACK, cut
from adapters.slack.mrkdwn import clean, escape_person
from adapters.slack.render_sources import plain_line
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.layout import Block, Choices, Heading, Points, Sources, Text


def plain_text(card: Card, above: str = "") -> str:
    """The text of a card, below a line of its own if there is one; safe for Slack, which reads markup in it."""
    lines = (line for block in card.blocks for line in _lines(block))
    return cut("\n".join(line for line in (above, *lines) if line), MAX_FALLBACK) or "…"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield _words(text)
        case Text(text=text, label=label):
            yield f"{_words(label)}: {_words(text)}" if label else _words(text)
        case Points(label=label, points=points):
            if points:
                yield f"{_words(label)}:"
            yield from (f"• {_words(point)}" for point in points)
        case Sources(sources=sources):
            yield f"{wording.SOURCES}:"
            yield from map(plain_line, sources)
        case Choices():
            return


def _words(text: str) -> str:
    return escape_person(clean(text))
