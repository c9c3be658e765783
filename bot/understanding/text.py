"""Turn what a person typed into words: lower case, chat spellings undone, the rest left as it was."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 4000
"""A question longer than this is not read: it is a post, and `claims` reads posts."""

_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_WORD = re.compile(r"(?:w/o|b/c)(?![a-z])|[a-z0-9]+(?:'[a-z]+)?")
_OPENS = re.compile(r"(?:^|[.?!:\n])[^a-zA-Z0-9,;]*$")
"""What stands before the first word of a sentence."""

_SPELT_OUT: dict[str, tuple[str, ...]] = {
    written: tuple(meant.split("_"))
    for written, meant in (
        pair.split("=")
        for pair in """
        can't=cannot cant=cannot won't=will_not wont=will_not shan't=shall_not pls=please plz=please u=you ur=your r=are im=i_am
        w=with dont=do_not doesnt=does_not didnt=did_not isnt=is_not arent=are_not wasnt=was_not havent=have_not hasnt=has_not
        theyre=they_are wanna=want_to gonna=going_to bc=because thru=through ppl=people convos=conversations
        coz=because cuz=because b/c=because w/o=without smth=something frnd=friend
        convo=conversation vids=videos vid=video mtg=meeting mtgs=meetings recs=recordings
        """.split()
    )
}
_ENDINGS = {"re": ("are",), "ve": ("have",), "ll": ("will",), "d": ("would",), "m": ("am",)}


class Text:
    """A cleaned message, its words, and these once more as they were written ("don't", where the words are "do not")."""

    def __init__(self, clean: str, words: tuple[str, ...], written: tuple[str, ...], *, is_cut: bool = False) -> None:
        """`is_cut` tells that the message was too long to be read."""
        self.clean = clean
        self.words = words
        self.written = written
        self.is_cut = is_cut

    def between(self, start: int, end: int) -> str:
        """Return what was written from the word at `start` up to, without, the word at `end`."""
        spans = [span for span, written in zip(self._spans, self.written, strict=True) for _ in _spelt_out(written)]
        return self.clean[spans[start][0] : spans[end - 1][1]]

    @property
    def capitals(self) -> frozenset[int]:
        """The places of the words that begin with a capital within a sentence; none if most words of the message do."""
        begins = [start for start, _ in self._spans]
        capital = [self.clean[start].isupper() and not _OPENS.search(self.clean[:start]) for start in begins]
        if 2 * sum(self.clean[start].isupper() for start in begins) > len(begins):
            return frozenset()
        by_word = [is_capital for is_capital, written in zip(capital, self.written, strict=True) for _ in _spelt_out(written)]
        return frozenset(place for place, is_capital in enumerate(by_word) if is_capital)

    @property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.clean.lower())]


def clean(text: str) -> str:
    """Straighten quotes, take accents apart, and drop control characters, marks and lone surrogates."""
    if text.isascii() and text.isprintable():
        return text  # as most are: nothing of that is in it, and to look at each character takes long
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
    words = tuple(part for word in written for part in _spelt_out(word))
    return Text(text, words, written, is_cut=len(message) > MAX_CHARACTERS)


def _spelt_out(written: str) -> tuple[str, ...]:
    if written in _SPELT_OUT:
        return _SPELT_OUT[written]
    if "'" not in written:
        return (written,)
    base, _, ending = written.partition("'")
    if ending == "t" and base.endswith("n") and base != "n":
        return (base[:-1], "not")
    return (base, *_ENDINGS.get(ending, ()))


def tokens(phrase: str) -> tuple[str, ...]:
    """Return the words of a short phrase, such as an alias, for comparing."""
    return split(phrase).words
