"""A card as sections of markdown items, each with the ways in which it may be shortened and what it counts as.

Decides what is a detail and what has to stay; `budget` decides how much of it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from adapters.discord.escape import escaped, masked_link
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.layout import Block, BlockRole, Heading, Points, Sources, Text, source_words
from knowledge.base import Cited
from knowledge.vocabulary import Tone

Kind = Literal["kept", "detail", "source"]
LONG_TITLE, LONG_REST, SHORT_TITLE = 300, 500, 48
"""The longest title of a source and what stands behind it, so that a line with its link always fits into an embed; and what is
left of a title in its shortest form: enough to tell a company's documents apart."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")


@dataclass(slots=True)
class Item:
    """A paragraph or a list. `forms` are shorter ways to say it all (sources), in order; else it may be cut, if it is not `kept`."""

    kind: Kind
    text: str
    forms: Sequence[str] = ()
    label: str = ""
    body: str = ""
    """What stands behind the label; sentences can be left out from its end."""
    lines: Sequence[str] | None = None
    """Of a list, what can be left out from its end."""

    def shorten(self, room: int) -> None:
        """Cut the text to a length, at the end of a sentence or of a line, and say so; the label stays, whatever the length."""
        pieces = _SENTENCE_END.split(self.body) if self.lines is None else self.lines
        for count in range(len(pieces) - 1, -1, -1):
            self.text = self._cut(pieces[:count], len(pieces) - count)
            if len(self.text) <= room:
                return

    def _cut(self, kept: Sequence[str], left_out: int) -> str:
        if self.lines is not None:
            return "\n".join((f"**{self.label}**", *kept, f"- {wording.more_points(left_out)}"))
        return " ".join((*([f"**{self.label}:**"] if self.label else []), *kept, wording.SHORTENED))


@dataclass(slots=True)
class Section:
    """What stands under one heading, or before the first."""

    title: str = ""
    tone: Tone = "neutral"
    items: list[Item] = field(default_factory=list)


def sections_of(card: Card) -> list[Section]:
    """The sections of a card; a card without blocks has one that is empty."""
    sections = [Section()]
    several = sum(isinstance(block, Heading) for block in card.blocks) > 1
    for before, block in pairwise((None, *card.blocks)):
        if isinstance(block, Heading):
            sections.append(Section(block.text, block.tone))
        elif block is not None:
            sections[-1].items.append(_item(block, detail=not several and _headline(before, sections[-1])))
    return [section for section in sections if section.title or section.items]


def _headline(before: Block | None, section: Section) -> bool:
    """Whether what comes next is the detail of an answer: the second paragraph under its heading."""
    return bool(section.title) and len(section.items) == 1 and isinstance(before, Text) and not before.label


def _item(block: Block, *, detail: bool) -> Item:
    match block:
        case Text(text=text, label=label):
            return _paragraph(text, label, detail=detail)
        case Points(label=label, points=points):
            lines = [f"- {escaped(' '.join(point.split()))}" for point in points]
            kind: Kind = "kept" if block.role is BlockRole.HISTORY else "detail"
            shown = escaped(label)
            return Item(kind, "\n".join((f"**{shown}**", *lines)), label=shown, lines=lines)
        case Sources(sources=sources):
            forms = ["\n".join((f"**{wording.SOURCES}**", *lines)) for lines in zip(*map(_source, sources), strict=True)]
            return Item("source", forms[0], forms[1:]) if forms else Item("kept", f"**{wording.SOURCES}**")
        case _:
            return Item("kept", "")


def _paragraph(text: str, label: str, *, detail: bool) -> Item:
    shown, name = escaped(text), escaped(label)
    return Item("detail" if detail else "kept", f"**{name}:** {shown}" if label else shown, label=name, body=shown)


def _source(entry: Cited) -> tuple[str, str, str]:
    """A source's line in three forms: whole, its title as a link, the beginning of its title as a link."""
    source, words = entry.source, source_words(entry)
    url = source.archived_url or source.url
    rest = words.removeprefix(source.title)
    link = masked_link(_cut(source.title, LONG_TITLE), url)
    return (f"- {link}{escaped(_cut(rest, LONG_REST))}", f"- {link}", f"- {masked_link(_cut(source.title, SHORT_TITLE), url)}")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
