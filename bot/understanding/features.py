"""Turn the words of a message into what the model sees: stems, pairs of stems, and the number of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PAIR_WEIGHT = 0.7
"""A pair of neighbours says less than two words by themselves: measured by leaving one hand out."""
COUNT_WEIGHT = 1.0
LENGTH = 3.0
"""The length to which the stems and pairs of a message are scaled, so that long messages shout no louder than short ones."""
BEGIN, END = "^", "$"
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ers", "ed", "er", "ly", "es", "s")


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


def features_of(words: Sequence[str], names: int) -> Mapping[str, float]:
    """Return the features of a message with their weights; `words` have a placeholder for each name, `names` counts them."""
    stems = [stem(word) for word in words]
    weights: dict[str, float] = dict.fromkeys(stems, 1.0)
    weights.update({f"{first} {second}": PAIR_WEIGHT for first, second in zip((BEGIN, *stems), (*stems, END), strict=True)})
    scale = LENGTH / sum(weight * weight for weight in weights.values()) ** 0.5
    return {**{feature: weight * scale for feature, weight in weights.items()}, f"#{min(names, 3)}": COUNT_WEIGHT}
