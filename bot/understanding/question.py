"""What was understood of a message: data, no behaviour."""

from __future__ import annotations

from typing import NamedTuple

from bot.understanding.model import Reading
from bot.understanding.names import NameMatch
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import Asked
from bot.understanding.text import Text


class Turn(NamedTuple):
    """The subject that is visibly there when a message is written: platforms and topic of the message before, never its text."""

    platforms: tuple[str, ...] = ()
    topic: str | None = None


class Question(NamedTuple):
    """One message, understood.

    `platforms` are slugs in the order named, `unlisted` names of products that the base does not cover, and `strangers` words
    that look like the name of one. `label` is the topic whose own name or question the message consists of, as a pressed
    button's does.
    """

    text: Text
    names: tuple[NameMatch, ...]
    platforms: tuple[str, ...]
    unlisted: tuple[str, ...]
    strangers: tuple[str, ...]
    rest: tuple[str, ...]
    reading: Reading
    scope: Asked
    period: Period = NOW
    label: str | None = None
