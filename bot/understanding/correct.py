"""Mends typing errors in words that matter for the topic, and leaves everyday English alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache

from bot.understanding.distance import within

MIN_LETTERS = 4
TWO_EDITS_FROM = 8
ONE_EDIT_SAME_START, ONE_EDIT, TWO_EDITS = 0.9, 0.8, 0.65
"""How sure a corrected word is, by the number of edits and by whether its first letter was typed."""

CACHED_WORDS = 256


class Corrector:
    """Finds the known word that somebody meant to type."""

    def __init__(self, vocabulary: Mapping[str, int], everyday: Collection[str]) -> None:
        """Take the known words with how often each occurs, and the words that are never a typing error."""
        self._vocabulary = vocabulary
        self._everyday = everyday
        # What is kept here was typed by somebody: single words out of their sentences, in memory only, and few.
        self._meant = lru_cache(maxsize=CACHED_WORDS)(self._nearest)

    def correct(self, word: str) -> tuple[str, float]:
        """The word meant and how sure that is: 1 for a known word, 0 for one that cannot be placed."""
        if word in self._vocabulary:
            return word, 1.0
        if len(word) < MIN_LETTERS or word in self._everyday or not word.isalpha():
            return word, 0.0
        return self._meant(word)

    @cached_property
    def _by_letter(self) -> dict[tuple[str, int] | tuple[int, str], list[str]]:
        """The known words by first letter and length, and by length and last letter; made when the first word is mistyped."""
        alike: dict[tuple[str, int] | tuple[int, str], list[str]] = defaultdict(list)
        for word in self._vocabulary:
            letters = len(word)
            if letters >= MIN_LETTERS - 1:
                alike[word[0], letters].append(word)
                alike[letters, word[-1]].append(word)
        return alike

    def _nearest(self, word: str) -> tuple[str, float]:
        allowed = 2 if len(word) >= TWO_EDITS_FROM else 1
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        # One edit leaves the first or the last letter as it was, so words that differ in both come second.
        alike = [
            found
            for letters in lengths
            for begins_or_ends in (self._by_letter.get((word[0], letters), ()), self._by_letter.get((letters, word[-1]), ()))
            for found in begins_or_ends
        ]
        near = within(word, alike, allowed)
        if not near and allowed > 1:
            near = within(word, [found for found in self._vocabulary if len(found) in lengths], allowed)
        if not near:
            return word, 0.0
        edits, best = min(near, key=lambda found: self._rank(word, *found))
        if edits == 1:
            return best, ONE_EDIT_SAME_START if best[0] == word[0] else ONE_EDIT
        return best, TWO_EDITS

    def _rank(self, word: str, edits: int, candidate: str) -> tuple[int, bool, bool, int, str]:
        return edits, candidate[0] != word[0], candidate[-1] != word[-1], -self._vocabulary[candidate], candidate
