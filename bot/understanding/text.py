"""Turns what a person typed into words: lower case, spelling of the chat age undone, the rest left as it was."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

MAX_CHARACTERS = 4000
"""A question longer than this is not read: it is a post, and `claims` reads posts."""

_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?\n][\"')\s]")

_SPELT_OUT: dict[str, tuple[str, ...]] = {
    written: tuple(meant.split("_"))
    for written, meant in (
        pair.split("=")
        for pair in """
        can't=cannot cant=cannot won't=will_not wont=will_not shan't=shall_not pls=please plz=please u=you ur=your r=are im=i_am
        w=with dont=do_not doesnt=does_not didnt=did_not isnt=is_not arent=are_not wasnt=was_not havent=have_not hasnt=has_not
        theyre=they_are wanna=want_to gonna=going_to bc=because thru=through ppl=people convos=conversations
        convo=conversation vids=videos vid=video mtg=meeting mtgs=meetings recs=recordings
        """.split()
    )
}
_ENDINGS = {"re": ("are",), "ve": ("have",), "ll": ("will",), "d": ("would",), "m": ("am",)}


class Text:
    """A cleaned message and its words, these once more in small letters as they were written ("don't", where the words are "do not").

    What the writing says beyond the words is looked up when it is asked for: most questions never need it.
    """

    def __init__(self, clean: str, words: tuple[str, ...], written: tuple[str, ...]) -> None:
        """Take the three."""
        self.clean = clean
        self.words = words
        self.written = written

    def between(self, start: int, end: int) -> str:
        """What was written from the word at `start` up to, without, the word at `end`."""
        return self.clean[self._spans[start][0] : self._spans[end - 1][1]]

    def behind(self, end: int, start: int) -> str:
        """What was written behind the word before `end` and before the word at `start`."""
        return self.clean[self._spans[end - 1][1] : self._spans[start][0]]

    def has_capital(self, position: int) -> bool:
        """Whether the word at a position begins with a capital."""
        return self.clean[self._spans[position][0]].isupper()

    def is_possessive(self, position: int) -> bool:
        """Whether the word at a position was written with 's."""
        written = self.between(position, position + 1).lower()
        return written.endswith("'s") and written not in _SPELT_OUT

    def opens(self, position: int) -> bool:
        """Whether the word at a position is the first of the message or of a sentence."""
        if position == 0:
            return True
        (start, end), (next_start, _) = self._spans[position - 1], self._spans[position]
        return next_start != start and _SENTENCE_END.search(self.clean, end, next_start + 1) is not None

    @cached_property
    def is_shouted(self) -> bool:
        """Whether it is written in capitals throughout, so that a capital says nothing."""
        return self.clean.isupper() and sum(map(str.isalpha, self.clean)) > 3

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        """Where each word begins and ends; words that were written as one stand at the same place."""
        spans = [match.span() for match in _WORD.finditer(self.clean.lower())]
        if len(spans) == len(self.words):
            return tuple(spans)
        return tuple([span for span, written in zip(spans, self.written, strict=True) for _ in _spelt_out(written)])


def clean(text: str) -> str:
    """Straighten quotes, take accents apart, and drop control characters, marks and lone surrogates."""
    if text.isascii() and text.isprintable():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_STRAIGHT))
    return "".join(
        " " if character.isspace() else character
        for character in decomposed
        if character.isspace() or unicodedata.category(character)[0] not in "CM"
    )


def split(message: str) -> Text:
    """Split a message into words; of a message beyond MAX_CHARACTERS only the beginning is read."""
    text = clean(message[:MAX_CHARACTERS])
    written = tuple(_WORD.findall(text.lower()))
    if "'" in text or not _SPELT_OUT.keys().isdisjoint(written):
        return Text(text, tuple([part for word in written for part in _spelt_out(word)]), written)
    return Text(text, written, written)


def _spelt_out(written: str) -> tuple[str, ...]:
    if written in _SPELT_OUT:
        return _SPELT_OUT[written]
    base, _, ending = written.partition("'")
    if ending == "t" and base.endswith("n"):
        return (base[:-1], "not")
    return (base, *_ENDINGS.get(ending, ()))


def tokens(phrase: str) -> tuple[str, ...]:
    """The words of a short phrase, such as an alias, for comparing."""
    return split(phrase).words
