"""Train the heads of the model: softmax regression by AdaGrad over mini-batches, a page of numpy.

A few seconds for the shipped messages, so that an operator's own folder can be trained too. The same data gives the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.understanding.model import Head, Weights
from bot.understanding.vectors import Vector

EPOCHS, BATCH, RATE, DECAY = 6, 64, 0.3, 1e-5
"""Passes over the data, messages per step, step size and L2 penalty, chosen by leaving one hand out (`make thresholds`)."""
RAREST = 2
"""In how many messages a feature must occur to be learnt: one that occurs once tells nothing and fills half the store."""


class Example(NamedTuple):
    """One message to learn from.

    `wanted` holds, for each head that the message teaches, the share that each class should get; `weight` is how much it counts.
    """

    features: Mapping[str, float]
    vector: Vector
    wanted: Mapping[str, Mapping[str, float]]
    weight: float = 1.0


def vocabulary_of(examples: Sequence[Example]) -> dict[str, int]:
    """Return a number for each feature that occurs often enough."""
    counted = Counter(feature for example in examples for feature in example.features)
    return {feature: place for place, feature in enumerate(sorted(name for name, times in counted.items() if times >= RAREST))}


def train(
    examples: Sequence[Example], heads: Mapping[str, Sequence[str]], vocabulary: Mapping[str, int], vector_size: int
) -> dict[str, Head]:
    """Learn all heads in one go; `heads` names the classes of each. A head learns only from the examples that say what it should be."""
    columns = {head: slice(start, start + len(heads[head])) for head, start in zip(heads, _starts(heads), strict=True)}
    width = sum(map(len, heads.values()))
    rows = [_row(example.features, vocabulary) for example in examples]
    vectors = np.array([example.vector for example in examples], np.float32).reshape(len(examples), vector_size)
    wanted = np.array([_wanted(example, heads) for example in examples], np.float32).reshape(len(examples), width)
    counts = np.array([_counts(example, heads) for example in examples], np.float32).reshape(len(examples), width)
    features, vector, bias = _Learnt((len(vocabulary), width)), _Learnt((vector_size, width)), _Learnt((1, width))
    random = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for batch in _batches(random.permutation(len(rows))) if vocabulary else ():
            lengths = [len(rows[index][0]) for index in batch]
            places = np.concatenate([rows[index][0] for index in batch])
            values = np.concatenate([rows[index][1] for index in batch])[:, None]
            starts = np.cumsum([0, *lengths[:-1]])
            total = bias.weights + vectors[batch] @ vector.weights + np.add.reduceat(features.weights[places] * values, starts, axis=0)
            for column in columns.values():
                total[:, column] = _softmax(total[:, column])
            error = (total - wanted[batch]) * counts[batch]
            order = np.argsort(places, kind="stable")
            seen, first = np.unique(places[order], return_index=True)
            owner = np.repeat(np.arange(len(batch)), lengths)
            features.step(np.add.reduceat(error[owner[order]] * values[order], first, axis=0), seen)
            vector.step(vectors[batch].T @ error, slice(None))
            bias.step(error.sum(0, keepdims=True), slice(None))
    return {
        head: Head(tuple(heads[head]), features.weights[:, column].copy(), vector.weights[:, column].copy(), bias.weights[0, column].copy())
        for head, column in columns.items()
    }


class _Learnt:
    """Weights and the sum of their squared gradients, by which AdaGrad shortens its steps."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.weights: Weights = np.zeros(shape, np.float32)
        self._squares: Weights = np.full(shape, 1e-2, np.float32)

    def step(self, gradient: Weights, rows: NDArray[np.intp] | slice) -> None:
        gradient = gradient + DECAY * BATCH * self.weights[rows]
        self._squares[rows] += gradient * gradient
        self.weights[rows] -= RATE * gradient / np.sqrt(self._squares[rows])


def _starts(heads: Mapping[str, Sequence[str]]) -> Sequence[int]:
    widths = [len(classes) for classes in heads.values()]
    return [sum(widths[:place]) for place in range(len(widths))]


def _row(features: Mapping[str, float], vocabulary: Mapping[str, int]) -> tuple[NDArray[np.intp], Weights]:
    """Return the places and weights of the known features; a message without any gets a place of weight 0."""
    known = [(vocabulary[feature], weight) for feature, weight in features.items() if feature in vocabulary] or [(0, 0.0)]
    return np.array([place for place, _ in known], np.intp), np.array([weight for _, weight in known], np.float32)


def _wanted(example: Example, heads: Mapping[str, Sequence[str]]) -> list[float]:
    return [example.wanted.get(head, {}).get(name, 0.0) for head, classes in heads.items() for name in classes]


def _counts(example: Example, heads: Mapping[str, Sequence[str]]) -> list[float]:
    return [example.weight * (head in example.wanted) for head, classes in heads.items() for _ in classes]


def _batches(order: NDArray[np.intp]) -> Sequence[NDArray[np.intp]]:
    return [order[start : start + BATCH] for start in range(0, len(order), BATCH)]


def _softmax(total: Weights) -> Weights:
    raised = np.exp(total - total.max(1, keepdims=True))
    shares: Weights = raised / raised.sum(1, keepdims=True)
    return shares
