"""Which topic a message is about: softmax regression over its features, trained from the phrases of the knowledge base.

One class more than there are topics, the background, stands for messages that are none of ours; it takes its share
of the sum but is never the answer.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

PASSES = 8
RATE = 0.5
DECAY = 0.3
SCALE = 8.0
SEED = 20230811
SMALL_GRADIENT = 0.004
MIN_EXAMPLES = 3
SETTLED = 0.9
REVISIT = 3
"""Training constants: those of plain softmax regression by stochastic gradient; chosen by cross-validation.

An example whose class has reached the share SETTLED is looked at again only every REVISIT passes, which halves the time.
"""

Features = Mapping[str, float]


class Bundle(NamedTuple):
    """Features that always come together, such as the letter groups of a word, added up once for all messages."""

    values: dict[int, float]
    """The value of each feature, by its place."""
    square: float
    row: list[float]


class Classifier(NamedTuple):
    """Trained weights. `rows` holds one row of `len(classes)` numbers for each feature, in the order of `places`."""

    classes: tuple[str, ...]
    places: dict[str, int]
    rarity: array[float]
    rows: array[float]
    highest_rarity: float

    def shares(self, features: Features, bundles: Sequence[tuple[Bundle, float]] = (), unknown: int = 0) -> list[float]:
        """The share of every class for a message.

        `bundles` are further features, each bundle with a factor; of two that hold the same feature the later one counts.
        `unknown` counts words of the message that nobody has seen.
        """
        values = self._values(features)
        rows, factors = [self._row(place) for place in values], list(values.values())
        square = unknown * self.highest_rarity**2 + sum(value * value for value in factors)
        counted: set[int] = set()
        for bundle, factor in reversed(bundles):
            rows.append(bundle.row)
            factors.append(factor)
            square += bundle.square * factor * factor
            for place in counted.intersection(bundle.values):
                value = bundle.values[place] * factor
                rows.append(self._row(place))
                factors.append(-value)
                square -= value * value
            counted.update(bundle.values)
        if not rows:
            return [1.0 / len(self.classes)] * len(self.classes)
        norm = math.sqrt(square) or 1.0
        return _softmax([SCALE * total / norm for total in _added(rows, factors)])

    def bundle(self, features: Features) -> Bundle:
        """Add up features that always come together."""
        values = self._values(features)
        row = _added([self._row(place) for place in values], list(values.values())) or [0.0] * len(self.classes)
        return Bundle(values, sum(value * value for value in values.values()), row)

    def _values(self, features: Features) -> dict[int, float]:
        """The features that were learnt, by their place, the rare ones worth more."""
        places, rarity = self.places, self.rarity
        return {place: weight * rarity[place] for name, weight in features.items() if (place := places.get(name)) is not None}

    def _row(self, place: int) -> Sequence[float]:
        width = len(self.classes)
        return self.rows[place * width : place * width + width]


def _added(rows: Sequence[Sequence[float]], factors: Sequence[float]) -> list[float]:
    """The sum of the rows, each times its factor, column by column: that way the sums run in C."""
    return [sum(map(mul, factors, column)) for column in zip(*rows, strict=True)]


def train(examples: Sequence[tuple[Features, str]], classes: Sequence[str]) -> Classifier:
    """Train on (features, class) pairs; the result depends neither on their order nor on the run."""
    ordered = sorted(examples, key=lambda example: (example[1], sorted(example[0].items())))
    counts = Counter(name for features, _ in ordered for name in features)
    names = sorted(name for name, count in counts.items() if count >= MIN_EXAMPLES or name[0] in "w@")
    places = {name: position for position, name in enumerate(names)}
    rarity = array("d", (math.log(1 + len(ordered) / (counts[name] + 0.5)) for name in names))
    highest = math.log(1 + len(ordered) / 0.5)
    number = {name: position for position, name in enumerate(classes)}
    width = len(classes)
    weights = [[0.0] * width for _ in names]
    vectors = [(_unit_vector(features, places, rarity), number[label]) for features, label in ordered]
    order = list(range(len(vectors)))
    settled = [False] * len(vectors)
    from random import Random  # here, because answering needs no training and this module loads much

    shuffle = Random(SEED).shuffle  # noqa: S311 - order of training, no secret
    for turn in range(PASSES):
        rate = RATE / (1 + DECAY * turn)
        shuffle(order)
        for position in order:
            if not settled[position] or turn % REVISIT == 0:
                settled[position] = _learn(weights, *vectors[position], rate) > SETTLED
    rows = array("f", (value for row in weights for value in row))
    return Classifier(tuple(classes), places, rarity, rows, highest)


def _unit_vector(features: Features, places: Mapping[str, int], rarity: Sequence[float]) -> list[tuple[int, float]]:
    vector = [(places[name], weight * rarity[places[name]]) for name, weight in sorted(features.items()) if name in places]
    norm = math.sqrt(sum(value * value for _, value in vector)) or 1.0
    return [(position, value / norm) for position, value in vector]


def _learn(weights: list[list[float]], vector: list[tuple[int, float]], label: int, rate: float) -> float:
    """One step of the gradient; the result is the share that the right class had before it."""
    sums = [0.0] * len(weights[0])
    for position, value in vector:
        sums = [total + value * weight for total, weight in zip(sums, weights[position], strict=True)]
    gradients = _softmax([SCALE * total for total in sums])
    share = gradients[label]
    gradients[label] -= 1.0
    steps = [(number, rate * gradient) for number, gradient in enumerate(gradients) if abs(gradient) > SMALL_GRADIENT]
    for position, value in vector:
        row = weights[position]
        for number, step in steps:
            row[number] -= step * value
    return share


def _softmax(sums: list[float]) -> list[float]:
    highest = max(sums)
    powers = [math.exp(value - highest) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]
