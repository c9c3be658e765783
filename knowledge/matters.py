"""The shape of `matters.toml`: what people ask about beside the verdict on calls, and the words by which it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from knowledge.vocabulary import Data, Role

MatterKind = Literal["content", "law", "group", "detail", "step", "role"]
WHOLE_WORD = 3
"""The last word of a phrase may have any ending if it is longer than this: "photo" finds "photos"; "dm" does not find "dmz"."""
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


class Matter(NamedTuple):
    """Something that a question can be about.

    `asked` is how people say it; an answer speaks of it in the same words or in those of `told`, outside the phrases of `not_told`,
    which mean something else. Those of `near` are the nearest to it: shown, but no Yes or No to it. With a phrase of `unless` a
    question is about something else; `*` stands for anything between two words.

    `content` is asked about instead of calls; an answer whose headline speaks of it and that is on its `data` holds for it as a whole,
    and `elsewhere` are topics whose answers may speak of it too. A `law` or a `group` is what an answer has to speak of; with `topics`,
    on these only, and a question that names the group is on its first topic rather than on one of `elsewhere`. A `detail` is asked
    besides. A `step` is what somebody wants to do: on its `topics` the step is told that the answer has, else one of the topics
    `elsewhere`. A `role` is the one in which somebody speaks. With `in_story` a story that tells of it asks about it, because the
    answer is another one then.
    """

    name: str
    kind: MatterKind
    asked: tuple[str, ...]
    told: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_told: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    data: tuple[Data, ...] = ()
    elsewhere: tuple[str, ...] = ()
    role: Role | None = None
    in_story: bool = False

    def is_asked(self, words: str) -> bool:
        """Return True if plain words (see `plain`) ask about it."""
        return says_any(words, self.asked) and not says_any(words, self.unless)

    def is_mentioned_in(self, words: str) -> bool:
        """Return True if plain words of an answer speak of it, or of what is nearest to it."""
        return self.is_named_in(words) or says_any(words, self.near)

    def is_named_in(self, words: str) -> bool:
        """Return True if plain words of an answer speak of just this."""
        for phrase in self.not_told:
            words = words.replace(f" {phrase}", " ")
        return says_any(words, (*self.asked, *self.told))


class MatterFile(NamedTuple):
    """`matters.toml`."""

    matters: tuple[Matter, ...] = ()


def plain(text: str) -> str:
    """Return a text as words in lower case with one space around each, as phrases are looked for in it."""
    return f" {_NOT_LETTERS.sub(' ', text.lower()).strip()} "


def says_any(words: str, phrases: Iterable[str]) -> bool:
    """Return True if plain words have one of some phrases."""
    return any((phrase in words or "*" in phrase) and _says(words, phrase) for phrase in phrases)  # most are not in it at all


def _says(words: str, phrase: str) -> bool:
    place = 0
    for piece in phrase.split(" * "):
        looked_for = f" {piece}" if len(piece.rpartition(" ")[2]) > WHOLE_WORD else f" {piece} "
        place = words.find(looked_for, place)
        if place < 0:
            return False
        place += len(piece)
    return True
