"""What the topic classifier sees of a message: stems, neighbouring words, letter groups and groups of like meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

PAIR_WEIGHT = 0.7
GRAM_WEIGHT = 0.35
GROUP_WEIGHT = 0.8
GROUP_PAIR_WEIGHT = 0.4
GRAM_WORD_LETTERS = 4
"""Weights and the shortest word that is cut into letter groups: measured by `benchmarks/choose_cuts.py`."""

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ers", "ed", "er", "ly", "es", "s")


# What somebody typed stays in this memory for a while: single words out of their sentences, never more than some thousand.
@lru_cache(maxsize=2048)
def stem(word: str) -> str:
    """Cut the endings that do not change the topic: plural, -ing, -ed, -er, -ly, -ation, -ment."""
    if len(word) <= 3 or word.isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


@lru_cache(maxsize=8192)
def grams(word: str) -> tuple[str, ...]:
    """The groups of three and four letters of a word with its boundaries marked."""
    if len(word) < GRAM_WORD_LETTERS:
        return ()
    marked = f"<{word}>"
    return tuple(marked[start : start + size] for size in (3, 4) for start in range(len(marked) - size + 1))


def extract(words: Sequence[str], weights: Sequence[float], groups: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """All features of a message with their weights.

    `weights` holds how sure each word is (1 as typed, less where corrected, 0 for a word that is not known);
    `groups` maps a stem, or up to three stems with spaces between, to the synonym groups that they belong to.
    """
    features = word_features(words, weights, groups)
    for word, weight in zip(words, weights, strict=True):
        if weight:
            features.update((name, share * weight) for name, share in letter_features(word).items())
    return features


def letter_features(word: str) -> dict[str, float]:
    """The features that a word has by its letters; they are the same wherever it stands."""
    return {"g:" + gram: GRAM_WEIGHT for gram in grams(word)}


def word_features(words: Sequence[str], weights: Sequence[float], groups: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """The features of a message but for the letters of its words; the arguments are those of `extract`."""
    features: dict[str, float] = {}
    stems = [stem(word) for word in words]
    held: set[str] = set()
    for stemmed, weight in zip(stems, weights, strict=True):
        if weight:
            features["w:" + stemmed] = max(features.get("w:" + stemmed, 0.0), weight)
            held.update(groups.get(stemmed, ()))
    for pair in _pairs(stems):
        features["p:" + pair] = PAIR_WEIGHT
        held.update(groups.get(pair, ()))
    for start in range(len(stems) - 2):
        held.update(groups.get(" ".join(stems[start : start + 3]), ()))
    named = sorted("@" + group for group in held)
    features.update(dict.fromkeys(named, GROUP_WEIGHT))
    features.update((one + other, GROUP_PAIR_WEIGHT) for one, other in combinations(named, 2))
    return features


def _pairs(stems: Sequence[str]) -> Iterable[str]:
    return map(" ".join, zip(("^", *stems), (*stems, "$"), strict=True)) if stems else ()
