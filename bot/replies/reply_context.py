"""For whom, for when and how an answer is asked for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.understanding.features import stem
from bot.understanding.manner import Manner
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import ANYBODY, REGION_WORDS, AskedScope
from knowledge.topics import Topic
from knowledge.vocabulary import Role


class ReplyContext(NamedTuple):
    """For whom and for when an answer is wanted, what day it is, in which form it was asked and in which words.

    `said` are all words, `stems` their stems, `words` those beside names, and of these `asking` those of the sentence
    that asks. `for_whom` are those in which a law or group is looked for: of the half that is answered, or, if that names none, of the
    whole message. `place` is that of the part asked for, if it was found before.
    `told` are the words of the story around the question; `named` is the scope without what only the story says.
    `manner` is how it was put. `workspace` ("slack:T1") is where it will be seen, for its local notes; "" if that may be anywhere.
    """

    today: date
    scope: AskedScope = ANYBODY
    period: Period = NOW
    form: str = ""
    stems: tuple[str, ...] = ()
    workspace: str = ""
    words: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    for_whom: tuple[str, ...] = ()
    place: int | None = None
    manner: Manner = Manner()
    named: AskedScope = ANYBODY
    told: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles in which somebody asks how to do something: those named, else that of whoever speaks of others so."""
        return self.scope.roles or self.manner.speaks_as

    def names(self, topic: Topic) -> bool:
        """Return True if a word of a topic stands in the question; the name of a place says where somebody lives as well."""
        return any(stem(word) in self.stems for word in topic.words if word not in REGION_WORDS)
