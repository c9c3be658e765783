"""Which topics the words of a message speak of: typing errors mended, then what each part of it says for every topic.

What is kept for the next message are words and neighbours that the knowledge base itself holds, never what somebody typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from bot.understanding.classifier import Classifier, Part, Weights
from bot.understanding.correct import Corrector
from bot.understanding.features import BEGIN, END, of_groups, of_word, stem
from bot.understanding.question import Ranking
from bot.understanding.synonyms import Synonyms

BACKGROUND = "background"
CACHED_GROUPS = 4096
UNKNOWN: Part = 0


class _Read(NamedTuple):
    """A word as it was meant, its stem, what it says (UNKNOWN where it is not known), and the groups of like meaning that it is in.

    `before` are the features of it and what stands behind it, by the stem of that.
    """

    meant: str
    stem: str
    part: Part
    groups: Sequence[str]
    before: dict[str, str]


class TopicReader:
    """Reads topics by what was learnt."""

    def __init__(
        self,
        weights: Weights,
        vocabulary: Mapping[str, int],
        everyday: Collection[str],
        synonyms: Synonyms,
        neighbours: Mapping[str, dict[str, str]],
    ) -> None:
        """Take what was learnt, with BACKGROUND as its last class, and the words that are never a typing error.

        `neighbours` are the features of `weights`, arranged by `features.by_neighbours`.
        """
        self.correct = Corrector(vocabulary, everyday).correct
        self._classifier = Classifier(weights)
        self._topics = weights.classes[:-1]
        self._everyday = everyday
        self._synonyms = synonyms
        self._neighbours = neighbours
        self._at_the_start = neighbours.get(BEGIN, {})
        self._words: dict[str, _Read] = {}
        self._groups = lru_cache(CACHED_GROUPS)(self._make_groups)

    def read(self, words: Sequence[str]) -> Ranking:
        """The topics that some words speak of."""
        if not words:
            *shares, background = self._classifier.shares(UNKNOWN)
            return Ranking(self._topics, tuple(shares), background)
        kept = self._words
        meant, stems, parts, groups, before = zip(*[kept.get(word) or self._look_up(word) for word in words], strict=True)
        pairs = {
            features[behind] for features, behind in zip((self._at_the_start, *before), (*stems, END), strict=True) if behind in features
        }
        part = sum(dict(zip(meant, parts, strict=True)).values()) + self._classifier.of_known(pairs)
        part += self._groups(self._synonyms.held(groups, stems))
        *shares, background = self._classifier.shares(part, unknown=parts.count(UNKNOWN))
        topics, ordered = zip(*sorted(zip(self._topics, shares, strict=True), key=itemgetter(1), reverse=True), strict=True)
        return Ranking(topics, ordered, background)

    def _look_up(self, word: str) -> _Read:
        meant, share = self.correct(word)
        if not share:
            read = self._read(word, known=False)
            if word in self._everyday:
                self._words[word] = read
            return read
        if meant not in self._words:
            self._words[meant] = self._read(meant, known=True)
        read = self._words[meant]
        return read if share == 1.0 else read._replace(part=self._classifier.times(read.part, share))

    def _read(self, word: str, *, known: bool) -> _Read:
        its_stem = stem(word)
        before = self._neighbours.get(its_stem, {})
        if not known:
            return _Read(word, its_stem, UNKNOWN, (), before)
        return _Read(word, its_stem, self._classifier.learnt(of_word(word)), self._synonyms.of(its_stem), before)

    def _make_groups(self, held: frozenset[str]) -> Part:
        return self._classifier.learnt(of_groups(held))
