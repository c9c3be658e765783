"""Which topics a clause makes a statement on: the model reads it as it reads a question, and a cue must bear the topic out.

The model was taught by questions, nearly all of which have a topic of ours. Running text is mostly about something else,
so a topic counts only if the clause has words without which nobody can state anything on it.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.understanding import thresholds
from bot.understanding.posts import ANY_DAY
from bot.understanding.understand import NAMED, Understanding


class Stated(NamedTuple):
    """A topic on which a clause states something, whether its very words say so, and where in the clause they begin."""

    topic: str
    plainly: bool
    place: int


def states(understanding: Understanding, clause: str) -> list[Stated]:
    """Return the topics on which a clause states something, likeliest first."""
    shares = _shares(understanding, clause)
    cues, found = understanding.cues, []
    for topic in sorted(shares, key=lambda topic: -shares[topic]):
        place = cues.place(topic, clause)
        if place is None:
            continue
        plainly = cues.states(topic, clause)
        if plainly or shares[topic] >= thresholds.STATED:
            to_other_ai = topic == "data-sharing" and cues.place("third-party-ai", clause) is not None
            found.append(Stated("third-party-ai" if to_other_ai else topic, plainly, place))
    return found


def _shares(understanding: Understanding, clause: str) -> dict[str, float]:
    """Return how likely each topic is in a clause: read as it stands, and as a statement on a platform if it names none."""
    question = understanding.understand(clause, ANY_DAY)
    readings = [question.reading]
    if not question.platforms:
        readings.append(understanding.read_masked((NAMED, *question.rest), 1))
    return {topic: max(reading.on_topic * reading.topic.of(topic) for reading in readings) for topic in understanding.cues.topics}
