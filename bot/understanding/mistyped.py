"""Finds names that are mistyped: a word of them is right, or none is and all are near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.understanding.aliases import Alias
from bot.understanding.distance import within

MOST_EDITS = 2
FUZZY_FROM, TWO_EDITS_FROM, FIRST_LETTER_BELOW, SHORTEST_TYPO = 4, 9, 6, 3
MAX_FUZZY_WORDS = 3


class Window(NamedTuple):
    """Words that may spell a name; `meant` are the names of which one may be meant, None where the words spell one right."""

    start: int
    end: int
    meant: Sequence[str] | None


class MistypedNames:
    """The names of platforms, arranged by what a misspelling leaves as it was."""

    def __init__(self, exact: Mapping[str, Sequence[Alias]], everyday: Collection[str]) -> None:
        """Take the names by their spelling without spaces, and the words of plain English, which are no misspelt names."""
        self._exact = exact
        self._everyday = everyday

    def windows(self, said: Sequence[str], mistyped: frozenset[int], in_longer_names: Sequence[int]) -> list[Window]:
        """Where a name may stand that is mistyped: a word of it is right and at its place, or every word may be wrong.

        `mistyped` are the places of words that may be wrong, `in_longer_names` those of `words_of_longer_names`.
        """
        near: dict[tuple[int, int], list[str]] = {}
        for position in in_longer_names:
            for behind, ahead, beside, by_letter in self._half_right[said[position]]:
                start, end = position - behind, position + ahead
                if start >= 0 and end <= len(said) and not mistyped.isdisjoint(range(start, end)):
                    for letter in _letters(said[position + beside]):
                        if letter in by_letter:
                            near.setdefault((start, end), []).extend(by_letter[letter])
        for position in mistyped:
            near.update({(start, end): self._alike(said[start:end]) for start, end in self._all_wrong(said, position)})
        return [Window(start, end, names) for (start, end), names in near.items()]

    def _all_wrong(self, said: Sequence[str], place: int) -> Iterator[tuple[int, int]]:
        """The windows with the word at a place in which every word may be wrong."""
        for width in range(1, MAX_FUZZY_WORDS + 1):
            for start in range(max(0, place - width + 1), min(place, len(said) - width) + 1):
                if not any(map(self._cannot_be_mistyped, said[start : start + width])):
                    yield start, start + width

    def nearest(self, window: Sequence[str], names: Sequence[str]) -> Alias | None:
        """The name among these that somebody meant to type, the one with the fewest errors."""
        typed = " ".join(window)
        best = min(
            [
                (edits, spaced)
                for edits, spaced in within(typed, names, MOST_EDITS)
                if edits <= _allowed(len(spaced))
                and (spaced[0] == typed[0] or spaced[-1] == typed[-1])
                and self._plausible(window, self._spelt(spaced), edits)
            ],
            default=None,
        )
        return self._spelt(best[1]) if best else None

    def _cannot_be_mistyped(self, word: str) -> bool:
        """Whether a word is right or needs a right one beside it: either way the name meant has a word of the window at its place."""
        return word in self._everyday or word in self._exact or len(word) < SHORTEST_TYPO

    def _alike(self, window: Sequence[str]) -> list[str]:
        """The names of about the same length that begin or end alike."""
        typed = " ".join(window)
        return [
            name
            for letters in range(len(typed) - 2, len(typed) + 3)
            if abs(letters - len(typed)) <= _allowed(letters)
            for letter in _letters(typed)
            for name in self._by_letter.get((len(window), letters, letter), ())
        ]

    def _spelt(self, spaced: str) -> Alias:
        """The alias of which this is the spelling with its spaces."""
        return next(alias for alias in self._exact[spaced.replace(" ", "")] if " ".join(alias.words) == spaced)

    def _plausible(self, window: Sequence[str], alias: Alias, edits: int) -> bool:
        """Whether the changed words can be typing errors: everyday English is one only beside a sure word."""
        if edits and alias.joined[0] != window[0][0] and len(alias.joined) < FIRST_LETTER_BELOW:
            return False
        unharmed = [word for word, meant in zip(window, alias.words, strict=True) if word == meant]
        changed = [(word, meant) for word, meant in zip(window, alias.words, strict=True) if word != meant]
        if any(word.isdigit() != meant.isdigit() or word in self._exact for word, meant in changed):
            return False  # a number is not mistyped for a word, nor one platform's name for another's
        if any(min(len(word), len(meant)) < SHORTEST_TYPO for word, meant in changed):
            return False
        anchored = any(word not in self._everyday and len(word) >= FUZZY_FROM for word in unharmed)
        return all(word not in self._everyday or (anchored and within(word, [meant], 1)) for word, meant in changed)

    @cached_property
    def words_of_longer_names(self) -> frozenset[str]:
        """What the names are made of that `_half_right` holds, which takes longer to make."""
        return frozenset(word for _, alias in self._mistypable() if len(alias.words) > 1 for word in alias.words)

    @cached_property
    def _half_right(self) -> dict[str, list[_HalfRight]]:
        """Names of several words by each of these, one entry for each place at which it stands in some."""
        places: dict[str, dict[tuple[int, int], _HalfRight]] = defaultdict(dict)
        for spaced, alias in self._mistypable():
            for place, word in enumerate(alias.words if len(alias.words) > 1 else ()):
                beside = 1 if place == 0 else -place
                held = places[word].setdefault((place, len(alias.words)), _HalfRight(place, len(alias.words) - place, beside, {}))
                for letter in _letters(alias.words[place + beside]):
                    held.names.setdefault(letter, []).append(spaced)
        return {word: list(held.values()) for word, held in places.items()}

    @cached_property
    def _by_letter(self) -> dict[tuple[int, int, str], list[str]]:
        """Names by number of words, length, and first or last letter; made when the first word is mistyped."""
        near: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for spaced, alias in self._mistypable():
            for letter in _letters(spaced):
                near[len(alias.words), len(spaced), letter].append(spaced)
        return near

    def _mistypable(self) -> Iterator[tuple[str, Alias]]:
        for alias in (alias for claims in self._exact.values() for alias in claims):
            spaced = " ".join(alias.words)
            if len(spaced) >= FUZZY_FROM and len(alias.words) <= MAX_FUZZY_WORDS:
                yield spaced, alias


class _HalfRight(NamedTuple):
    """Names that have a word at the same place: how many words stand before it and from it on, which one beside it is looked at too.

    `names` are arranged by `_letters` of that one.
    """

    behind: int
    ahead: int
    beside: int
    names: dict[str, list[str]]


def _letters(word: str) -> tuple[str, str]:
    """What a word and its misspellings have in common, one of the two: an error leaves the first or the last letter as it was."""
    return word[0] + "_", "_" + word[-1]


def _allowed(letters: int) -> int:
    if letters < FUZZY_FROM:
        return 0
    return 2 if letters >= TWO_EDITS_FROM else 1
