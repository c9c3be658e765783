"""Groups of wordings that mean alike ("train", "teach", "feed to a model"), and which of them a message speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.understanding.features import stem
from bot.understanding.text import tokens

LONGEST_WORDING = 3


class Synonyms(NamedTuple):
    """The groups of each wording, its stems joined by spaces; `begun` holds the first two stems of the longest wordings."""

    groups: Mapping[str, Sequence[str]]
    begun: frozenset[str]

    def of(self, wording: str) -> Sequence[str]:
        """The groups of a wording, its stems joined by spaces."""
        return self.groups.get(wording, ())

    def held(self, of_words: Iterable[Sequence[str]], stems: Sequence[str], pairs: Sequence[str]) -> frozenset[str]:
        """The groups that a message speaks of: those of its words, and of what stands side by side (`features.pairs_of`)."""
        groups = self.groups
        found = [*of_words, *[groups[wording] for wording in pairs if wording in groups]]
        if not self.begun.isdisjoint(pairs):
            threes = [f"{pair} {third}" for pair, third in zip(pairs, (*stems[1:], "", ""), strict=False)]
            found += [groups[wording] for wording in threes if wording in groups]
        return frozenset[str]().union(*found)


def group(synonyms: Mapping[str, Sequence[str]]) -> Synonyms:
    """Arrange wordings by group the other way round."""
    groups: dict[str, list[str]] = {}
    for name, wordings in synonyms.items():
        for wording in wordings:
            held = groups.setdefault(" ".join(stem(word) for word in tokens(wording)), [])
            if name not in held:
                held.append(name)
    words = [wording.split() for wording in groups]
    return Synonyms(groups, frozenset(" ".join(stems[:2]) for stems in words if len(stems) == LONGEST_WORDING))
