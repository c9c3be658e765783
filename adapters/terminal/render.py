"""Render cards as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from bot.replies import wording
from bot.replies.card import Card
from bot.replies.layout import Block, Choices, Heading, Points, Sources, Text, source_words
from knowledge.base import Cited

WIDTH = 100


def render(card: Card) -> str:
    """Return the whole card as text."""
    return "\n\n".join([*(shown for block in card.blocks if (shown := _block(block))), *_next(card)])


def _next(card: Card) -> Iterator[str]:
    """Return what can be asked next, in words that can be typed."""
    questions = [choice.question for choice in card.reply.choices] if card.reply else [b.value for b in card.buttons if b.action == "ask"]
    if questions:
        yield "\n".join((f"{wording.ASK_NEXT}:", *(_wrap(f"- {question}", "  ") for question in questions)))


def _block(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"{_wrap(text)}\n{'=' * min(len(text), WIDTH)}"
        case Text(text=text, label=label):
            return _wrap(f"{label}: {text}" if label else text)
        case Points(label=label, points=points):
            return "\n".join((f"{label}:", *(_wrap(f"- {point}", "  ") for point in points)))
        case Sources(sources=sources):
            return "\n".join((f"{wording.SOURCES}:", *(_source(entry, "  ") for entry in sources)))
        case Choices():
            return ""


def _source(entry: Cited, indent: str) -> str:
    link = entry.source.archived_url or entry.source.url
    return f"{_wrap(f'- {source_words(entry)}', indent)}\n{indent}  {link}"


def _wrap(text: str, indent: str = "") -> str:
    below = indent + ("  " if text.startswith("- ") else "")
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=below, break_long_words=False, break_on_hyphens=False)
