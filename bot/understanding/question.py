"""What was understood of a message: data, no behaviour."""

from __future__ import annotations

from typing import NamedTuple

from bot.understanding.aliases import NameMatch
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import ANYBODY, Asked
from bot.understanding.text import Text


class Ranking(NamedTuple):
    """All topics, best first, the share of each, and that of the background ("none of ours"); the shares add up to one."""

    topics: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    background: float = 1.0

    @property
    def best(self) -> float:
        """The share of the best topic."""
        return self.shares[0] if self.shares else 0.0

    def share_of(self, topic: str | None) -> float:
        """The share of a topic; 0 where there is no such topic any more."""
        return self.shares[self.topics.index(topic)] if topic in self.topics else 0.0


class Turn(NamedTuple):
    """What a conversation remembers of the last message: platforms and topic, never the text."""

    platforms: tuple[str, ...] = ()
    topic: str | None = None


class Question(NamedTuple):
    """One message, understood.

    `platforms` are slugs in the order named; `unlisted` names of products without a file, and `strangers` words that
    look like the name of one.
    """

    text: Text
    names: tuple[NameMatch, ...]
    platforms: tuple[str, ...]
    unlisted: tuple[str, ...]
    strangers: tuple[str, ...]
    ranking: Ranking
    scope: Asked
    period: Period = NOW
    too_long: bool = False

    @classmethod
    def too_long_to_read(cls) -> Question:
        """The question of a message that is a whole post."""
        return cls(Text("", (), ()), (), (), (), (), Ranking(), ANYBODY, too_long=True)
