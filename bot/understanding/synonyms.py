"""Groups of wordings that mean alike ("train", "teach", "feed to a model"), and which of them a message speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.understanding.features import stem
from bot.understanding.text import tokens

_Rest = tuple[tuple[str, ...], Sequence[str]]
"""What stands behind the first stem of a wording, and the wording's groups."""


class Synonyms(NamedTuple):
    """The groups of each stem that is a wording by itself; the wordings of several stems by their first one."""

    groups: Mapping[str, Sequence[str]]
    longer: Mapping[str, Sequence[_Rest]]

    def of(self, stem: str) -> Sequence[str]:
        """The groups that a stem is in by itself."""
        return self.groups.get(stem, ())

    def held(self, of_words: Iterable[Sequence[str]], stems: Sequence[str]) -> frozenset[str]:
        """The groups that a message speaks of: those that its words are in by themselves (`of_words`), and those of its stems in a row."""
        longer = self.longer
        begun = [(place, longer[first]) for place, first in enumerate(stems, start=1) if first in longer]
        found = [groups for place, wordings in begun for rest, groups in wordings if stems[place : place + len(rest)] == rest]
        return frozenset[str]().union(*of_words, *found)


def group(synonyms: Mapping[str, Sequence[str]]) -> Synonyms:
    """Arrange wordings by group the other way round."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, wordings in synonyms.items():
        for wording in wordings:
            held = groups.setdefault(tuple(stem(word) for word in tokens(wording)), [])
            if name not in held:
                held.append(name)
    longer: dict[str, list[_Rest]] = {}
    for stems, held in groups.items():
        if len(stems) > 1:
            longer.setdefault(stems[0], []).append((stems[1:], held))
    return Synonyms({stems[0]: held for stems, held in groups.items() if len(stems) == 1}, longer)
