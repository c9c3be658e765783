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
from bot.understanding.features import of_groups, of_word, pairs_of, stem
from bot.understanding.question import Ranking
from bot.understanding.synonyms import Synonyms

BACKGROUND = "background"
CACHED_GROUPS = 4096


class _Read(NamedTuple):
    """A word as it was meant; `part` is None where the word is not known."""

    meant: str
    stem: str
    part: Part | None


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
        kept = self._words
        read = [kept.get(word) or self._look_up(word) for word in words]
        stems = [each.stem for each in read]
        pairs = pairs_of(stems)
        known = {each.meant: each for each in read if each.part is not None}.values()
        part = sum([each.part for each in known if each.part is not None])
        part += self._classifier.learnt(dict.fromkeys(pairs))
        part += self._groups(self._synonyms.held(stems, pairs, [each.stem for each in known]))
        *shares, background = self._classifier.shares(part, unknown=[each.part for each in read].count(None))
        ranked = sorted(zip(self._topics, shares, strict=True), key=itemgetter(1), reverse=True)
        return Ranking(tuple([topic for topic, _ in ranked]), tuple([share for _, share in ranked]), background)

    def _look_up(self, word: str) -> _Read:
        meant, share = self.correct(word)
        if not share:
            read = _Read(word, stem(word), None)
            if word in self._everyday:
                self._words[word] = read
            return read
        known = self._words.get(meant)
        if known is None or known.part is None:
            known = self._words[meant] = _Read(meant, stem(meant), self._classifier.learnt(of_word(meant)))
        return known if share == 1.0 or known.part is None else known._replace(part=self._classifier.times(known.part, share))

    def _make_groups(self, held: frozenset[str]) -> Part:
        return self._classifier.learnt(of_groups(held))
