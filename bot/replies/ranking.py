"""Rank answers by how good they are for the person asking, and by the strength of their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.replies.not_on_record import in_calls
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import asked_for
from knowledge.base import Knowledge, answer_on, cited, review_due
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Confidence, PlatformKind, Tone, Verdict, contrary

FOR_CALLS: frozenset[PlatformKind] = frozenset({"meetings", "messaging"})
"""The kinds in which calls take place, which somebody looks for who names none."""
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


class Held(NamedTuple):
    """What holds at a platform for whoever asks, and how much there is to worry about in it."""

    platform: Platform
    entry: Answer
    verdict: Verdict
    tone: Tone
    concern: tuple[int, int]

    @property
    def against(self) -> list[Verdict]:
        """The verdicts of exceptions in calls that say the contrary."""
        contraries = contrary(self.verdict)
        return [condition.verdict for condition in self.entry.conditions if in_calls(condition) and condition.verdict in contraries]

    @property
    def is_unconditional(self) -> bool:
        """True if the answer is flat and has no exception."""
        return self.verdict in {"yes", "no"} and not self.entry.limit and not self.against


def held_at(knowledge: Knowledge, platforms: Iterable[Platform], topic: str, context: ReplyContext) -> list[Held]:
    """Return what holds at those platforms that have an answer on a topic."""
    found = []
    for platform in platforms:
        if (entry := answer_on(platform, topic)) is not None:
            asked = asked_for(platform, entry, context.scope, context.stems)
            verdict = asked[0].verdict if len(asked) == 1 else entry.verdict  # as the answer that is shown has it
            tone = knowledge.topics[topic].verdicts[verdict].tone
            found.append(Held(platform, entry, verdict, tone, concern(knowledge, entry, verdict)))
    return found


def is_better(knowledge: Knowledge, held: Held, other: Held) -> bool:
    """Return True if one answer on calls is better than another one, for whomever it holds."""
    return all(concern(knowledge, held.entry, verdict) < other.concern for verdict in (held.verdict, *held.against))
