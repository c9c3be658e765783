"""Which topics the words of a message speak of: typing errors mended, then what each part of it says for every topic.

What is kept for the next message are words and neighbours that the knowledge base itself holds, never what somebody typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from bot.understanding.classifier import Classifier, Part, Weights
from bot.understanding.correct import Corrector
from bot.understanding.features import of_groups, of_word, pairs_of, stem
from bot.understanding.question import Ranking
from bot.understanding.synonyms import Synonyms

BACKGROUND = "background"
CACHED_GROUPS = 4096


_Read = tuple[str, str, Part, Sequence[str]]
"""A word as it was meant, its stem, what it says (UNKNOWN where it is not known), and the groups of like meaning that it is in."""
UNKNOWN: Part = 0


class TopicReader:
    """Reads topics by what was learnt."""

    def __init__(self, weights: Weights, vocabulary: Mapping[str, int], everyday: Collection[str], synonyms: Synonyms) -> None:
        """Take what was learnt, with BACKGROUND as its last class, and the words that are never a typing error."""
        self.correct = Corrector(vocabulary, everyday).correct
        self._classifier = Classifier(weights)
        self._topics = weights.classes[:-1]
        self._everyday = everyday
        self._synonyms = synonyms
        self._words: dict[str, _Read] = {}
        self._groups = lru_cache(CACHED_GROUPS)(self._make_groups)

    def read(self, words: Sequence[str]) -> Ranking:
        """The topics that some words speak of."""
        if not words:
            *shares, background = self._classifier.shares(UNKNOWN)
            return Ranking(self._topics, tuple(shares), background)
        kept = self._words
        meant, stems, parts, groups = zip(*[kept.get(word) or self._look_up(word) for word in words], strict=True)
        pairs = pairs_of(stems)
        part = sum(dict(zip(meant, parts, strict=True)).values()) + self._classifier.learnt(dict.fromkeys(pairs))
        part += self._groups(self._synonyms.held(groups, stems, pairs))
        *shares, background = self._classifier.shares(part, unknown=parts.count(UNKNOWN))
        topics, ordered = zip(*sorted(zip(self._topics, shares, strict=True), key=itemgetter(1), reverse=True), strict=True)
        return Ranking(topics, ordered, background)

    def _look_up(self, word: str) -> _Read:
        meant, share = self.correct(word)
        if not share:
            read = (word, stem(word), UNKNOWN, ())
            if word in self._everyday:
                self._words[word] = read
            return read
        if meant not in self._words:
            its_stem = stem(meant)
            self._words[meant] = (meant, its_stem, self._classifier.learnt(of_word(meant)), self._synonyms.of(its_stem))
        read = self._words[meant]
        return read if share == 1.0 else (meant, read[1], self._classifier.times(read[2], share), read[3])

    def _make_groups(self, held: frozenset[str]) -> Part:
        return self._classifier.learnt(of_groups(held))
