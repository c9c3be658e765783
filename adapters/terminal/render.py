"""Renders replies as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.replies.layout import Block, Choices, Heading, Points, Sources, Text, lay_out, lay_out_claims, source_words
from bot.replies.reply import Reply
from knowledge.base import Cited
from knowledge.dates import PartialDate

if TYPE_CHECKING:
    from bot.replies.claims import FoundClaim

WIDTH = 100


def render(reply: Reply) -> str:
    """The whole reply as text."""
    return "\n\n".join(_block(block) for block in lay_out(reply))


def render_claims(found: Sequence[FoundClaim], day: PartialDate | None) -> str:
    """What a post claims, as text."""
    return "\n\n".join(_block(block) for block in lay_out_claims(found, day))


def _block(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"{_wrap(text)}\n{'=' * min(len(text), WIDTH)}"
        case Text(text=text, label=label):
            return _wrap(f"{label}: {text}" if label else text)
        case Points(label=label, points=points):
            return "\n".join((f"{label}:", *(_wrap(f"- {point}", "  ") for point in points)))
        case Sources(sources=sources):
            return "\n".join(("Sources:", *(_source(entry, "  ") for entry in sources)))
        case Choices(choices=choices):
            return "\n".join(("Ask next:", *(_wrap(f"- {choice.question}", "  ") for choice in choices)))


def _source(entry: Cited, indent: str) -> str:
    link = entry.source.archived_url or entry.source.url
    return f"{_wrap(f'- {source_words(entry)}', indent)}\n{indent}  {link}"


def _wrap(text: str, indent: str = "") -> str:
    below = indent + ("  " if text.startswith("- ") else "")
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=below, break_long_words=False, break_on_hyphens=False)
