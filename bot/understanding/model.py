"""The model: from the features of a message to shares of topic, kind, form and side.

Each head is a softmax over a weighted sum of features and of the message's mean word vector, with a bias per class.
Training is `bot.understanding.training`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import features_of, sided_features
from bot.understanding.vectors import Vector

Weights = NDArray[np.float32]
_TINY = 1e-9
NONE = "none"
"""The class of messages that have no topic of ours."""
KINDS = ("single", "compare", "alternatives")
FORMS = ("polar", "truth", "howto", "howlong", "who", "which", "what", "statement", "request", "chatter", "other")
SIDES = ("yes", "no")
LEANINGS = ("leans", "stands")


class Shares(NamedTuple):
    """How likely each class of a head is; the shares add up to 1."""

    classes: tuple[str, ...]
    values: tuple[float, ...]

    def of(self, name: str | None) -> float:
        """Return the share of a class; 0 for one that the head does not know."""
        return self.values[self.classes.index(name)] if name in self.classes else 0.0

    @property
    def ranked(self) -> tuple[str, ...]:
        """The classes, likeliest first."""
        return tuple(name for _, name in sorted(zip(self.values, self.classes, strict=True), reverse=True))

    @property
    def best(self) -> str:
        """The likeliest class."""
        return self.ranked[0]


class Head(NamedTuple):
    """A softmax: weights of features (features x classes), of the word vector (size x classes), and a bias per class."""

    classes: tuple[str, ...]
    features: Weights
    vector: Weights
    bias: Weights

    def shares(self, places: Sequence[int], values: Sequence[float], vector: Vector) -> Shares:
        """Return the share of each class for a message, given by its known features and its mean word vector."""
        total = self.bias + vector @ self.vector
        if places:
            total = total + np.asarray(values, np.float32) @ self.features[list(places)]
        total = np.exp(total - total.max())
        return Shares(self.classes, tuple((total / total.sum()).tolist()))


class Model(NamedTuple):
    """Everything that is learnt from messages: plain arrays that can be stored."""

    vocabulary: Mapping[str, int]
    topic: Head
    kind: Head
    form: Head
    leaning: Head
    side: Head
    side_vocabulary: Mapping[str, int]
    rarity: Mapping[str, float]
    """How rare each word of the messages is (logarithm of the inverse frequency), for the mean word vector."""
    unseen: float
    """The rarity of a word that no message holds."""


class Reading(NamedTuple):
    """What the model makes of one message."""

    topic: Shares
    kind: Shares
    form: Shares
    leaning: Shares
    side: Shares

    @property
    def leans(self) -> float:
        """How likely the message takes something from the one before it."""
        return self.leaning.of("leans")

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics, likeliest first, without `NONE`."""
        return tuple(name for name in self.topic.ranked if name != NONE)

    @property
    def on_topic(self) -> float:
        """How likely the message has a topic of ours."""
        return 1.0 - self.topic.of(NONE)

    def leaning_to(self, part: Reading, weight: float) -> Reading:
        """Return this reading with the topics mixed with those of a part of the message, as far as that has a topic of ours.

        Whether the message has one is left as it is; if another topic comes first then, the side is that of the part.
        """
        weight *= part.on_topic
        whole, asked = ((1.0 - weight) / max(self.on_topic, _TINY), weight / max(part.on_topic, _TINY))
        mixed = tuple(
            value if name == NONE else self.on_topic * (whole * value + asked * of_part)
            for name, value, of_part in zip(self.topic.classes, self.topic.values, part.topic.values, strict=True)
        )
        changed = self._replace(topic=Shares(self.topic.classes, mixed))
        return changed if changed.topics[0] == self.topics[0] else changed._replace(side=part.side)


def read(model: Model, words: Sequence[str], names: int, vector: Vector) -> Reading:
    """Apply every head to a message with its names masked; the side is read with the likeliest topic in mind."""
    features = features_of(words, names)
    places, values = _known(features, model.vocabulary)
    topic, kind, form, leaning = (head.shares(places, values, vector) for head in (model.topic, model.kind, model.form, model.leaning))
    likeliest = next(name for name in topic.ranked if name != NONE)
    places, values = _known(sided_features(features, words, likeliest), model.side_vocabulary)
    return Reading(topic, kind, form, leaning, model.side.shares(places, values, vector))


def _known(features: Mapping[str, float], vocabulary: Mapping[str, int]) -> tuple[list[int], list[float]]:
    known = [(vocabulary[feature], weight) for feature, weight in features.items() if feature in vocabulary]
    return [place for place, _ in known], [weight for _, weight in known]
