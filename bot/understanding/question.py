"""What was understood of a message: data, no behaviour."""

from __future__ import annotations

from typing import NamedTuple

from bot.understanding.framing import Framed
from bot.understanding.language import ENGLISH
from bot.understanding.manner import Manner
from bot.understanding.model import Reading
from bot.understanding.names import NameMatch
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import ANYBODY, AskedScope
from bot.understanding.text import Text, split


class ConversationState(NamedTuple):
    """The subject of a conversation before a message: platforms, topics and the place of the part that was told; no words are kept."""

    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    place: int | None = None

    @property
    def topic(self) -> str | None:
        """The first topic, None if there is none."""
        return self.topics[0] if self.topics else None


NOTHING_BEFORE = ConversationState()
NOTHING_TOLD = split("")


class Question(NamedTuple):
    """One message, understood.

    `platforms` are slugs in the order named, `unlisted` names of products that the base does not cover, and `strangers` words
    that look like the name of one. `label` is the topic whose own name or question the message consists of, as a pressed
    button's does. `language` is guessed only for a message that names a platform. `of_company` are further platforms of the company
    that the message names and beside which it names no product. `untaught` tells that at the place of a name it has a word that
    no taught message has. `framed` is what is stated, without "is it true that" and the like; the side in `reading` is its side.
    `manner` is how it is put. `halves` are the questions of a message that asks on several topics at once, or the clause that asks
    something plainer than the whole. `told` is the story around the question and `told_scope` for whom it says that it is asked: if there
    is one, all the rest but platforms, kind and the time of what is past is that of the question alone.
    """

    text: Text
    names: tuple[NameMatch, ...]
    platforms: tuple[str, ...]
    unlisted: tuple[str, ...]
    strangers: tuple[str, ...]
    rest: tuple[str, ...]
    reading: Reading
    scope: AskedScope
    period: Period = NOW
    label: str | None = None
    language: str = ENGLISH
    of_company: tuple[str, ...] = ()
    untaught: bool = False
    framed: Framed = Framed("")
    manner: Manner = Manner()
    halves: tuple[Question, ...] = ()
    told: Text = NOTHING_TOLD
    told_scope: AskedScope = ANYBODY
