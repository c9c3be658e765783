"""Names of platforms, and where a message holds one: data, no behaviour."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from bot.understanding.text import tokens


class How(Enum):
    """How a name was recognised."""

    EXACT = "exact"
    FUZZY = "fuzzy"


class Alias(NamedTuple):
    """One name of one platform. `listed` is False for a product that is known by name only."""

    target: str
    words: tuple[str, ...]
    ordinary: bool
    listed: bool

    @property
    def joined(self) -> str:
        """The name without spaces."""
        return "".join(self.words)


class NameMatch(NamedTuple):
    """A name found at the words `start` to `end` (exclusive), and how much speaks for it."""

    alias: Alias
    start: int
    end: int
    how: How
    evidence: float


def alias_of(target: str, name: str, *, ordinary: bool = False, listed: bool = True) -> Alias:
    """An alias from a name as it is written."""
    return Alias(target, tokens(name), ordinary, listed)
