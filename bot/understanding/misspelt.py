"""Find misspelt platform names by edit distance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.names import Alias, NameMatch

SHORTEST = 4
"""The shortest name that is looked for with a misspelling, in letters: below, too many words are one edit away."""
TWO_EDITS_FROM = 9
"""The length of a name from which on two edits are allowed instead of one."""
FIRST_LETTER_BELOW = 6
"""Below this length the first letter must be right: "room" is no misspelt "zoom"."""
WIDEST = 3


class MisspeltNames:
    """The names of platforms that are long enough to be recognised with a misspelling."""

    def __init__(self, aliases: Iterable[Alias], is_everyday: Callable[[str], bool], is_english: Callable[[str], bool]) -> None:
        """Group the names by their number of words.

        `is_everyday` tells words that are never a misspelt name, `is_english` rarer ones that are one only at the place of a name.
        """
        self._is_everyday = is_everyday
        self._is_english = is_english
        self._by_width: dict[int, dict[str, Alias]] = defaultdict(dict)
        self._parts: dict[int, set[str]] = defaultdict(set)
        for alias in aliases:
            spelt = " ".join(alias.words)
            if alias.listed and len(spelt) >= SHORTEST and len(alias.words) <= WIDEST:
                self._by_width[len(alias.words)][spelt] = alias
                self._parts[len(alias.words)].update(alias.words)

    def find(self, words: Sequence[str], taken: Sequence[bool]) -> list[NameMatch]:
        """Return every window of words that is a name with an unknown word in it; windows over `taken` words are left out."""
        from bot.understanding.names import NameMatch

        unknown = [len(word) >= SHORTEST - 1 and not self._is_everyday(word) for word in words]
        found = []
        for width, names in self._by_width.items():
            could_be = [strange or word in self._parts[width] for strange, word in zip(unknown, words, strict=True)]
            for start in range(len(words) - width + 1):
                end = start + width
                if any(unknown[start:end]) and all(could_be[start:end]) and not any(taken[start:end]):
                    alias = self._nearest(words[start:end], names)
                    if alias is not None:
                        doubtful = alias.needs_place or all(map(self._is_english, words[start:end]))
                        found.append(NameMatch(alias._replace(needs_place=doubtful), start, end, misspelt=True))
        return found

    def _nearest(self, window: Sequence[str], names: dict[str, Alias]) -> Alias | None:
        from rapidfuzz import process  # here, because few messages have a word that is no English
        from rapidfuzz.distance import OSA

        typed = " ".join(window)
        near = process.extract(typed, names.keys(), processor=None, scorer=OSA.distance, score_cutoff=2, limit=5)
        for name, edits, _ in near:
            if edits <= (2 if len(name) >= TWO_EDITS_FROM else 1) and self._plausible(window, name.split(), typed, name):
                return names[name]
        return None

    def _plausible(self, window: Sequence[str], meant: Sequence[str], typed: str, name: str) -> bool:
        """Return True if only unknown words differ from the name, and not at the first letter of a short one."""
        if len(name) < FIRST_LETTER_BELOW and typed[0] != name[0]:
            return False
        if typed[0] != name[0] and typed[-1] != name[-1]:
            return False
        return all(
            word == right or (len(right) >= SHORTEST - 1 and not word.isdigit() and not self._is_everyday(word))
            for word, right in zip(window, meant, strict=True)
        )
