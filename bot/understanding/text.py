"""Turns what a person typed into words: lower case, spelling of the chat age undone, the rest left as it was."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_CHARACTERS = 4000
"""A question longer than this is not read: it is a post, and `claims` reads posts."""

_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)?")
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


class Word(NamedTuple):
    """A word as it is matched, and what its writing says about it."""

    text: str
    start: int
    end: int
    capital: bool
    possessive: bool
    opens: bool
    """Whether it is the first word of the message or of a sentence."""


class Text(NamedTuple):
    """A cleaned message and its words."""

    clean: str
    words: tuple[Word, ...]
    shouted: bool
    """Whether it is written in capitals throughout, so that a capital says nothing."""


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
    words: list[Word] = []
    previous_end = 0
    for match in _WORD.finditer(text):
        raw = match.group()
        start, end = match.span()
        between = text[previous_end:start]
        opens = not words or (between != " " and _SENTENCE_END.search(text, previous_end, start + 1) is not None)
        previous_end = end
        parts, possessive = _parts(raw.lower())
        for part in parts:
            words.append(Word(part, start, end, raw[0].isupper(), possessive, opens))
            opens = False
    return Text(text, tuple(words), text.isupper() and _all_capitals(text))


def _all_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(character.isupper() for character in letters)


def _parts(written: str) -> tuple[tuple[str, ...], bool]:
    if written in _SPELT_OUT:
        return _SPELT_OUT[written], False
    base, apostrophe, ending = written.partition("'")
    if not apostrophe:
        return (base,), False
    if ending == "t" and base.endswith("n"):
        return (base[:-1], "not"), False
    if ending in _ENDINGS:
        return (base, *_ENDINGS[ending]), False
    return (base,), ending == "s"


def tokens(phrase: str) -> tuple[str, ...]:
    """The words of a short phrase, such as an alias, for comparing."""
    return tuple(word.text for word in split(phrase).words)
