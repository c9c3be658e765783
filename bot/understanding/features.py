"""What the topic classifier sees of a message: stems, neighbouring words, letter groups and groups of like meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from sys import intern
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.synonyms import Synonyms

PAIR_WEIGHT = 0.7
GRAM_WEIGHT = 0.2
GROUP_WEIGHT = 0.8
GROUP_PAIR_WEIGHT = 0.4
GRAM_WORD_LETTERS = 4
"""Weights and the shortest word that is cut into letter groups: measured by `benchmarks/choose_cuts.py`."""

BEGIN, END = "^", "$"
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


def grams(word: str) -> tuple[str, ...]:
    """The groups of three and four letters of a word with its boundaries marked."""
    if len(word) < GRAM_WORD_LETTERS:
        return ()
    marked = f"<{word}>"
    return tuple(marked[start : start + size] for size in (3, 4) for start in range(len(marked) - size + 1))


def weigh(feature: str) -> float:
    """What a feature weighs, by its kind."""
    if feature.startswith("@"):
        return GROUP_PAIR_WEIGHT if "@" in feature[1:] else GROUP_WEIGHT
    if " " in feature:
        return PAIR_WEIGHT
    return GRAM_WEIGHT if feature.startswith("g:") else 1.0


def parts_of(words: Sequence[str], synonyms: Synonyms) -> list[Sequence[str]]:
    """The features of a message in parts that always come together; every word of it is known."""
    stems = tuple(stem(word) for word in words)
    pairs = pairs_of(stems)
    of_words = [of_word(word) for word in dict.fromkeys(words)]
    return [*of_words, list(dict.fromkeys(pairs)), of_groups(synonyms.held(map(synonyms.of, stems), stems))]


def of_word(word: str) -> list[str]:
    """The features that a word has wherever it stands: its stem and its letters."""
    return ["w:" + stem(word), *dict.fromkeys("g:" + gram for gram in grams(word))]


def of_groups(held: Iterable[str]) -> list[str]:
    """The features of the groups of like meaning that a message speaks of, each and two by two."""
    named = sorted("@" + group for group in held)
    return named + [one + other for one, other in combinations(named, 2)]


def pairs_of(stems: Sequence[str]) -> list[str]:
    """The features of neighbours: their stems, joined by a space, with BEGIN and END at the ends of a message."""
    return list(map(" ".join, zip((BEGIN, *stems), (*stems, END), strict=True))) if stems else []


def by_neighbours(features: Iterable[str]) -> dict[str, dict[str, str]]:
    """Those of the features that are of neighbours, by the first stem and then by the second."""
    arranged: dict[str, dict[str, str]] = {}
    for feature in features:
        first, space, second = feature.partition(" ")
        if space:
            arranged.setdefault(intern(first), {})[intern(second)] = feature  # the store keeps each stem once
    return arranged
