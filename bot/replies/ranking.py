"""Rank answers by how good they are for the person asking, and by the strength of their sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.replies.answer import answer
from bot.replies.not_on_record import in_calls, tells_of_it
from bot.replies.reply import Reply
from bot.replies.reply_context import ReplyContext
from knowledge.base import Knowledge, answer_on, cited, review_due
from knowledge.records import Answer, Platform
from knowledge.topics import Topic
from knowledge.vocabulary import Confidence, PlatformKind, Tone, Verdict, contrary

FOR_CALLS: frozenset[PlatformKind] = frozenset({"meetings", "messaging"})
"""The kinds in which calls take place, which somebody looks for who names none."""
_TONES: dict[Tone, int] = {"good": 0, "caution": 1, "neutral": 2, "bad": 3}
_VERDICTS: dict[Verdict, int] = {"no": 0, "yes": 0, "opt-in": 1, "opt-out": 1, "depends": 2, "silent": 3, "unverified": 4}
_CONFIDENCE: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}

_NEVER = 10**6

Rank = tuple[int, ...]


def evidence(platform: Platform, entry: Answer, today: date) -> Rank:
    """Return how well an answer is founded; lower is better: confidence, a dated primary source, freshness."""
    primary = any(source.source.kind == "primary" and source.source.dated for source in cited(platform, entry.sources))
    due = review_due(entry)
    overdue = due is None or due < today
    age = (today - entry.last_verified.last).days if entry.last_verified else _NEVER
    return (_CONFIDENCE[entry.confidence], not primary, overdue, age)


def concern(topic: Topic, verdict: Verdict) -> tuple[int, int]:
    """Return how much there is to worry about in an answer, by tone and then by strength; lower is better."""
    tone = _TONES[topic.verdicts[verdict].tone]
    strength = _VERDICTS[verdict]
    return tone, -strength if tone == _TONES["bad"] else strength


class Held(NamedTuple):
    """A platform's answer to whoever asks, with the entry behind it and how much there is to worry about."""

    platform: Platform
    entry: Answer
    reply: Reply
    verdict: Verdict
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


def held_at(knowledge: Knowledge, platforms: Iterable[Platform], topic: Topic, context: ReplyContext) -> list[Held]:
    """Return what holds at those platforms that have an answer on a topic, and on what is named in particular if one has that."""
    found = []
    for platform in platforms:
        entry = answer_on(platform, topic.id)
        if entry is not None and (reply := answer(knowledge, platform.slug, (topic.id,), context)).verdict is not None:
            found.append(Held(platform, entry, reply, reply.verdict, concern(topic, reply.verdict)))
    tells = tells_of_it([held.reply for held in found])
    return [held for held, tells_it in zip(found, tells, strict=True) if tells_it or not any(tells)]


def is_better(topic: Topic, held: Held, other: Held) -> bool:
    """Return True if one answer on calls is better than another one, for whomever it holds."""
    return all(concern(topic, verdict) < other.concern for verdict in (held.verdict, *held.against))
