"""Mend typing errors in words that matter for the topic, and leave English alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

MIN_LETTERS = 4
TWO_EDITS_FROM = 8
COMMON = 3
"""In how many messages a word must occur to be right although no dictionary has it; messages hold typing errors too."""


class Corrector:
    """Finds the known word that somebody meant to type."""

    def __init__(self, vocabulary: Mapping[str, int], is_english: Callable[[str], bool]) -> None:
        """Take the known words with how often each occurs; `is_english` tells words that are never a typing error."""
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= MIN_LETTERS - 1 and word.isalpha() and is_english(word)]
        self._is_english = is_english

    def correct(self, word: str) -> str:
        """Return the word meant, or the word itself if nothing known is near."""
        if self._vocabulary.get(word, 0) >= COMMON or len(word) < MIN_LETTERS or not word.isalpha() or self._is_english(word):
            return word
        from rapidfuzz import process  # here, because few messages have a word that is no English
        from rapidfuzz.distance import OSA

        allowed = 2 if len(word) >= TWO_EDITS_FROM else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        if not near:
            return word
        return min(near, key=lambda found: (found[1], found[0][0] != word[0], found[0][-1] != word[-1], -self._vocabulary[found[0]]))[0]
