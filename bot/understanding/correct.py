"""Mends typing errors in words that matter for the topic, and leaves everyday English alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache

from bot.understanding.distance import within

MIN_LETTERS = 4
TWO_EDITS_FROM = 8
ONE_EDIT_SAME_START, ONE_EDIT, TWO_EDITS = 0.9, 0.8, 0.65
"""How sure a corrected word is, by the number of edits and by whether its first letter was typed."""

CACHED_WORDS = 4096


class Corrector:
    """Finds the known word that somebody meant to type."""

    def __init__(self, vocabulary: Mapping[str, int], everyday: Collection[str]) -> None:
        """Take the known words with how often each occurs, and the words that are never a typing error."""
        self._vocabulary = vocabulary
        self._everyday = everyday
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if len(word) >= MIN_LETTERS - 1:
                self._by_length[len(word)].append(word)
        self.correct = lru_cache(maxsize=CACHED_WORDS)(self._correct)

    def _correct(self, word: str) -> tuple[str, float]:
        """The word meant and how sure that is: 1 for a known word, 0 for one that cannot be placed."""
        if word in self._vocabulary:
            return word, 1.0
        if len(word) < MIN_LETTERS or word in self._everyday or not word.isalpha():
            return word, 0.0
        allowed = 2 if len(word) >= TWO_EDITS_FROM else 1
        near = [
            found
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for found in within(word, self._by_length.get(length, ()), allowed)
        ]
        if not near:
            return word, 0.0
        edits, best = min(near, key=lambda found: self._rank(word, *found))
        if edits == 1:
            return best, ONE_EDIT_SAME_START if best[0] == word[0] else ONE_EDIT
        return best, TWO_EDITS

    def _rank(self, word: str, edits: int, candidate: str) -> tuple[int, bool, bool, int, str]:
        return edits, candidate[0] != word[0], candidate[-1] != word[-1], -self._vocabulary[candidate], candidate
