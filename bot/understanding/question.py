"""What was understood of a message: data, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.names import NameMatch
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import Asked
from bot.understanding.text import Text


@dataclass(frozen=True, slots=True)
class TopicShare:
    """A topic and its share among all topics and the background."""

    topic: str
    share: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What a conversation remembers of the last message: platforms and topic, never the text."""

    platforms: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One message, understood.

    `platforms` are slugs in the order named; `unlisted` names of products without a file; `topics` are ranked;
    `background` is the share of "none of ours". `followed` says what was taken over from the previous turn.
    """

    text: Text
    names: tuple[NameMatch, ...]
    platforms: tuple[str, ...]
    unlisted: tuple[str, ...]
    topics: tuple[TopicShare, ...]
    background: float
    scope: Asked
    period: Period = NOW
    too_long: bool = False
