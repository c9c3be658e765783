"""Which topic a message is about: softmax regression over its features, trained from the phrases of the knowledge base.

One class more than there are topics, the background, stands for messages that are none of ours; it takes its share
of the sum but is never the answer. A message comes in parts, such as a word with its letters, whose features always come
together; what a part says for every class is added up once for all messages.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

PASSES = 8
RATE = 0.5
DECAY = 0.3
SCALE = 9.0
SEED = 20230811
SMALL_GRADIENT = 0.004
MIN_EXAMPLES = 3
SETTLED = 0.9
REVISIT = 3
"""Training constants: those of plain softmax regression by stochastic gradient; chosen by cross-validation.

An example whose class has reached the share SETTLED is looked at again only every REVISIT passes, which halves the time.
"""

LANE_BITS = 64
HALF_LANE = 2 ** (LANE_BITS - 1)
UNIT, STEPS = 2**24, 20
"""How fine numbers are in a lane: UNIT times STEPS to one, so that a part can count for any number of STEPS and stay whole."""

Features = Collection[str]
"""Names of features; what a feature weighs, its name says."""


Part = int
"""What some features say for every class, and the sum of their squared values: signed numbers in lanes, LANE_BITS apart, the squares last.

So everything is added in one addition; no sum of a message's parts comes near the edge of a lane.
"""


class Weights(NamedTuple):
    """What was learnt: how much each feature counts, and its part in lanes that are half full, both in the order of `places`."""

    classes: tuple[str, ...]
    places: dict[str, int]
    values: array[float]
    parts: bytes
    highest_rarity: float


class Classifier:
    """Gives every class its share of a message."""

    def __init__(self, weights: Weights) -> None:
        """Take what was learnt."""
        self._weights = weights
        self._unknown = weights.highest_rarity**2
        self._lanes = _lanes(weights.classes)
        self._squares_at = len(weights.classes) * LANE_BITS
        # Added before lanes are told apart: then none is negative, and none borrows from its neighbour.
        self._half_lanes = int.from_bytes(self._lanes.pack(*[HALF_LANE] * (len(weights.classes) + 1)), "little")
        self._parts = _Parts(weights, self._lanes, self._half_lanes)

    def shares(self, part: Part, unknown: int = 0) -> list[float]:
        """The share of every class for a message; `unknown` counts words of it that nobody has seen."""
        *sums, square = self._lanes.unpack((part + self._half_lanes).to_bytes(self._lanes.size, "little"))
        norm = math.sqrt((square - HALF_LANE) / (UNIT * STEPS) + unknown * self._unknown) or 1.0
        return _softmax(sums, SCALE / (UNIT * STEPS * norm))

    def learnt(self, features: Features) -> Part:
        """What some features say; those that were not learnt say nothing."""
        return self.of_known(filter(self._weights.places.__contains__, features))

    def of_known(self, features: Iterable[str]) -> Part:
        """What some features say that were all learnt."""
        return sum(map(self._parts.__getitem__, features))

    def times(self, part: Part, share: float) -> Part:
        """A part that counts only for a share, in steps of 1 / STEPS."""
        steps = round(share * STEPS)
        squares = part >> self._squares_at
        too_much = squares * steps * (STEPS - steps) // STEPS**2  # of squares, which count for the square of the share
        return part // STEPS * steps - (too_much << self._squares_at)


class _Parts(dict[str, Part]):
    """What each feature says, unpacked when it is first asked for."""

    def __init__(self, weights: Weights, lanes: struct.Struct, half_lanes: int) -> None:
        self._weights = weights
        self._size = lanes.size
        self._half_lanes = half_lanes

    def __missing__(self, name: str) -> Part:
        start = self._weights.places[name] * self._size
        part = self[name] = int.from_bytes(self._weights.parts[start : start + self._size], "little") - self._half_lanes
        return part


def _lanes(classes: Sequence[str]) -> struct.Struct:
    """Lanes for all classes and for the squares."""
    return struct.Struct(f"<{len(classes) + 1}Q")


def train(examples: Sequence[tuple[Sequence[Features], str]], classes: Sequence[str], weigh: Callable[[str], float]) -> Weights:
    """Train on (parts, class) pairs, by what each feature weighs; the result depends neither on their order nor on the run."""
    ordered = sorted(examples, key=lambda example: (example[1], [sorted(part) for part in example[0]]))
    counts = Counter(name for parts, _ in ordered for name in frozenset[str]().union(*parts))
    names = sorted(name for name, count in counts.items() if count >= MIN_EXAMPLES or name.startswith(("w:", "@")))
    places = {name: position for position, name in enumerate(names)}
    values = array("d", (weigh(name) * math.log(1 + len(ordered) / (counts[name] + 0.5)) for name in names))
    highest = math.log(1 + len(ordered) / 0.5)
    number = {name: position for position, name in enumerate(classes)}
    width = len(classes)
    weights = [[0.0] * width for _ in names]
    vectors = [(_vector(parts, places, values), number[label]) for parts, label in ordered]
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
    lanes = _lanes(classes)
    said = ([*[value * weight for weight in row], value * value] for value, row in zip(values, weights, strict=True))
    parts = (lanes.pack(*[HALF_LANE + round(number * UNIT) * STEPS for number in numbers]) for numbers in said)
    return Weights(tuple(classes), places, values, b"".join(parts), highest)


def _vector(parts: Sequence[Features], places: Mapping[str, int], values: Sequence[float]) -> list[tuple[int, float]]:
    """The features of a message with their values: one that two parts hold counts twice, and its square too, as in `shares`."""
    held = Counter(places[name] for part in parts for name in part if name in places)
    norm = math.sqrt(sum(times * values[place] ** 2 for place, times in held.items())) or 1.0
    return [(place, times * values[place] / norm) for place, times in sorted(held.items())]


def _learn(weights: list[list[float]], vector: list[tuple[int, float]], label: int, rate: float) -> float:
    """One step of the gradient; the result is the share that the right class had before it."""
    sums = [0.0] * len(weights[0])
    for position, value in vector:
        sums = [total + value * weight for total, weight in zip(sums, weights[position], strict=True)]
    gradients = _softmax(sums, SCALE)
    share = gradients[label]
    gradients[label] -= 1.0
    steps = [(number, rate * gradient) for number, gradient in enumerate(gradients) if abs(gradient) > SMALL_GRADIENT]
    for position, value in vector:
        row = weights[position]
        for number, step in steps:
            row[number] -= step * value
    return share


def _softmax(sums: Sequence[float], scale: float) -> list[float]:
    highest, exp = max(sums), math.exp
    powers = [exp((value - highest) * scale) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]
