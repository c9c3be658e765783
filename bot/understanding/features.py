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
    if word.endswith(_ENDINGS):
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


_NEGATIONS = frozenset("not no never nobody none neither nor without cannot unencrypted stop stopped longer nothing anymore".split())
_NEGATION_WEIGHT, _NEGATED_WEIGHT = 1.5, 0.7
"""Weights of "there is a negation" and of a stem behind one: measured by leaving one hand out (.02 more sides right)."""
_NEGATION_REACH = 5
"""How many words behind a negation are denied: what follows later is mostly another clause (.01 more sides right)."""


def sided_features(features: Mapping[str, float], words: Sequence[str], topic: str) -> Mapping[str, float]:
    """Return the features by which a side is read: those of the words, with negations, and each once more for its topic.

    "Without" leans to No for consent and to Yes elsewhere.
    """
    features = dict(features)
    negated = [place for place, word in enumerate(words) if word in _NEGATIONS]
    features[f"not {min(len(negated), 2)}"] = _NEGATION_WEIGHT
    if negated:
        features.update({f"not {stem(word)}": _NEGATED_WEIGHT for word in words[negated[0] + 1 : negated[0] + 1 + _NEGATION_REACH]})
    return {**features, **{f"{topic}|{feature}": weight for feature, weight in features.items()}, f"{topic}|": 1.0}
