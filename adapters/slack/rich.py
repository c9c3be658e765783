"""Rich text, in which a text is only ever text: Slack reads no markup, mention or address in it (docs.slack.dev, rich text block)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adapters.slack.limits import Json

BOLD = {"bold": True}


def plain(text: str) -> Json:
    """Words."""
    return {"type": "text", "text": text}


def bold(text: str) -> Json:
    """Words that stand out."""
    return {"type": "text", "text": text, "style": BOLD}


def section(*parts: Json) -> Json:
    """A paragraph."""
    return {"type": "rich_text_section", "elements": list(parts)}


def quote(text: str) -> Json:
    """A paragraph set off by a bar at its side."""
    return {"type": "rich_text_quote", "elements": [plain(text)]}


def bullets(points: Iterable[Json]) -> Json:
    """A list of paragraphs."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(points)}


def block(elements: Sequence[Json]) -> Json:
    """The block around paragraphs and lists."""
    return {"type": "rich_text", "elements": list(elements)}
