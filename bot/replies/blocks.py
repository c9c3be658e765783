"""Define the blocks of a card. Each has a role, and every surface shows it in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from knowledge.base import Cited
from knowledge.vocabulary import Tone

LONGEST_TITLE = 300
"""A source's title is shown up to this length even if there is room: longer ones are whole paragraphs."""


class BlockRole(StrEnum):
    """The purpose of a block. Surfaces and `bot.replies.shorten` decide by it; nothing decides by the words of a label."""

    VERDICT = "verdict"
    WARNING = "warning"
    HEADLINE = "headline"
    DETAIL = "detail"
    SCOPE = "scope"
    SINCE = "since"
    CONDITIONS = "conditions"
    STEPS = "steps"
    HISTORY = "history"
    ASK_COMPANY = "ask-company"
    SOURCES = "sources"
    VERIFIED = "verified"
    READ_IN = "read-in"
    """A link to the source of each platform's answer; only in a brief, because the details list these sources."""
    TABLE = "table"
    GENERAL = "general"
    """The general answer in one line, below one on the part that was asked about."""
    ALSO = "also"
    """A further reading of the question, in one line."""
    CLAIM = "claim"
    """The first block of a claim; a part of the card begins with it."""
    FINDING = "finding"
    """The judgement on a claim, today or on its date."""
    LOCAL = "local"
    """A note of the asker's own organisation; it is no part of what is on record for everybody."""
    NOTE = "note"
    """Any other sentence: help, privacy, notices."""


class Heading(NamedTuple):
    """The first line: the answer in a sentence, or whom the reply is about; its tone, and the verdict in `words` for a badge."""

    text: str
    tone: Tone = "neutral"
    role: BlockRole = BlockRole.VERDICT
    words: str = ""


class Link(NamedTuple):
    """Words that lead to an address."""

    words: str
    url: str


class Paragraph(NamedTuple):
    """A paragraph, with or without a label in front of it; words of it may lead somewhere, in the order of `links`."""

    text: str
    label: str = ""
    role: BlockRole = BlockRole.NOTE
    links: tuple[Link, ...] = ()

    @property
    def pieces(self) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the address to which it leads, "" for none; words that were cut off lead nowhere."""
        rest = self.text
        for link in self.links:
            if link.words and link.words in rest:
                before, words, rest = rest.partition(link.words)
                yield before, ""
                yield words, link.url
        yield rest, ""


class Points(NamedTuple):
    """A labelled list."""

    label: str
    points: tuple[str, ...]
    role: BlockRole = BlockRole.NOTE


class Sources(NamedTuple):
    """Sources, each with its link.

    A title is shown up to `longest_title` characters, with section, publisher and dates behind it if `dated`; `left_out` is how many
    sources had no room at all, which a surface says.
    """

    sources: tuple[Cited, ...]
    longest_title: int = LONGEST_TITLE
    dated: bool = True
    left_out: int = 0
    role: BlockRole = BlockRole.SOURCES


class Row(NamedTuple):
    """One of several platforms: its cells, of which the first two are its name and its answer in words.

    `checked` says when it was checked, in few words.
    """

    cells: tuple[str, ...]
    tone: Tone = "neutral"
    checked: str = ""

    @property
    def name(self) -> str:
        """The platform's name."""
        return self.cells[0]

    @property
    def answer(self) -> str:
        """Its answer in words, "" if there is none."""
        return self.cells[1]


class Table(NamedTuple):
    """Platforms side by side; a surface without tables shows each in a line."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    role: BlockRole = BlockRole.TABLE


Block = Heading | Paragraph | Points | Sources | Table
