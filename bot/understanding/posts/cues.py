"""The phrases by which posts speak of each topic, as `topics.toml` gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.understanding.posts.phrases import Phrases
from knowledge.topics import TopicClaims

_NOT = {
    "human-review": re.compile(
        r"\b(?:it|ai|bot|software|model|only (?:those|you|participants)\b.* can) (?:does not |doesn't |only |also |even )?"
        r"(?:listen|hear|watch|read|see)s?\b",
        re.IGNORECASE,
    ),
    "consent": re.compile(r"\bagree\w* (?:\w+ ){0,3}without (?:noticing|reading|knowing|realising|realizing)\b", re.IGNORECASE),
    "biometrics": re.compile(r"\b(?:about[- ]face|face[- ]to[- ]face)\b", re.IGNORECASE),
}
"""Words that look like a statement and are none: software that listens is no person."""


class Cues:
    """Finds the phrases of topics in sentences."""

    def __init__(self, topics: Mapping[str, TopicClaims], lists: Mapping[str, tuple[str, ...]]) -> None:
        """Arrange the phrases of the topics that have some; `lists` stand in them by name."""
        phrased = {topic: claims for topic, claims in topics.items() if claims.cues}
        self._cues = {topic: tuple(Phrases(cues, lists) for cues in claims.cues) for topic, claims in phrased.items()}
        self._plain = {topic: Phrases(claims.plain, lists) for topic, claims in phrased.items() if claims.plain}
        self._inverting = {topic: Phrases(claims.inverting, lists) for topic, claims in phrased.items() if claims.inverting}

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics on which posts can state something."""
        return tuple(self._cues)

    def place(self, topic: str, clause: str) -> int | None:
        """Return where the words of a topic begin in a clause; None if it has none."""
        if topic in _NOT and _NOT[topic].search(clause):
            return None
        found = [match for cues in self._cues[topic] if (match := cues.search(clause)) is not None]
        return found[0].start() if len(found) == len(self._cues[topic]) else None

    def has_words_of(self, topic: str, sentence: str) -> bool:
        """Return True if a sentence has the words without which nobody states anything on a topic; True for one that needs none."""
        return topic not in self._cues or self.place(topic, sentence) is not None

    def states(self, topic: str, clause: str) -> bool:
        """Return True if the very words of a clause are a statement on a topic, whatever the model makes of the rest of it."""
        return topic in self._plain and self._plain[topic].search(clause) is not None

    def inverts(self, topic: str, clause: str) -> bool:
        """Return True if a clause has words that turn a topic's Yes into its No."""
        return topic in self._inverting and self._inverting[topic].search(clause) is not None
