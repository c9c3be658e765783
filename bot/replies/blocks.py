"""Define the blocks of a card. Each has a role, and every surface shows it in its own way."""

from __future__ import annotations

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

    def split(self, text: str) -> tuple[str, str, str]:
        """Return what stands before the words in a text, the words, and what stands behind them; no words if they were cut off."""
        return text.partition(self.words) if self.words else (text, "", "")


class Paragraph(NamedTuple):
    """A paragraph, with or without a label in front of it; words of it may lead somewhere."""

    text: str
    label: str = ""
    role: BlockRole = BlockRole.NOTE
    link: Link | None = None


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
    """One of several platforms: its answer in words and in a statement, when that was checked, and where it was read, if it was."""

    name: str
    answer: str
    tone: Tone
    statement: str
    checked: str
    read_in: Link | None


class Table(NamedTuple):
    """Replies side by side: the names of the columns, and the cells of each platform."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Points | Sources
