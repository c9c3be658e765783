"""Rank answers by how good they are for the person asking, and by the strength of their sources."""

from __future__ import annotations

from datetime import date

from knowledge.base import Knowledge, cited, review_due
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Confidence, Tone, Verdict

_TONES: dict[Tone, int] = {"good": 0, "caution": 1, "neutral": 2, "bad": 3}
_VERDICTS: dict[Verdict, int] = {"no": 0, "yes": 0, "opt-in": 1, "opt-out": 1, "depends": 2, "silent": 3, "unverified": 4}
_CONFIDENCE: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}

_NEVER = 10**6

Rank = tuple[int, ...]


def evidence(platform: Platform, answer: Answer, today: date) -> Rank:
    """Return how well an answer is founded; lower is better: confidence, a dated primary source, freshness."""
    primary = any(entry.source.kind == "primary" and entry.source.dated for entry in cited(platform, answer.sources))
    due = review_due(answer)
    overdue = due is None or due < today
    age = (today - answer.last_verified.last).days if answer.last_verified else _NEVER
    return (_CONFIDENCE[answer.confidence], not primary, overdue, age)


def concern(knowledge: Knowledge, answer: Answer, verdict: Verdict | None = None) -> tuple[int, int]:
    """Return how much there is to worry about in an answer, by tone and then by strength; lower is better.

    `verdict` is the one that holds for whoever asks, if it is another than the answer's own.
    """
    held = verdict or answer.verdict
    tone = _TONES[knowledge.topics[answer.topic].verdicts[held].tone]
    strength = _VERDICTS[held]
    return tone, -strength if tone == _TONES["bad"] else strength
