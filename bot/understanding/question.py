"""What was understood of a message: data, no behaviour."""

from __future__ import annotations

from typing import NamedTuple

from bot.understanding.names import NameMatch
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import ANYBODY, Asked
from bot.understanding.text import Text


class TopicShare(NamedTuple):
    """A topic and its share among all topics and the background."""

    topic: str
    share: float


class Turn(NamedTuple):
    """What a conversation remembers of the last message: platforms and topic, never the text."""

    platforms: tuple[str, ...] = ()
    topic: str | None = None


class Question(NamedTuple):
    """One message, understood.

    `platforms` are slugs in the order named; `unlisted` names of products without a file, and `strangers` words that
    look like the name of one; `topics` are ranked;
    `background` is the share of "none of ours".
    """

    text: Text
    names: tuple[NameMatch, ...]
    platforms: tuple[str, ...]
    unlisted: tuple[str, ...]
    strangers: tuple[str, ...]
    topics: tuple[TopicShare, ...]
    background: float
    scope: Asked
    period: Period = NOW
    too_long: bool = False

    @classmethod
    def too_long_to_read(cls) -> Question:
        """The question of a message that is a whole post."""
        return cls(Text("", (), shouted=False), (), (), (), (), (), 1.0, ANYBODY, too_long=True)
