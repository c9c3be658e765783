"""The knowledge base as it is read by everything else: look-ups, and which position held on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.dates import PartialDate
from knowledge.matters import Matter
from knowledge.records import Answer, Citation, Earlier, Platform, Source
from knowledge.topics import Topic
from knowledge.watched import SourceState


class Knowledge(NamedTuple):
    """Topics in their fixed order, platforms by slug. Read only.

    `sources` is what became of the cited pages, by slug and name of the source, where they are watched. `matters` are what questions can
    be about beside the verdict. `notes` are those that admins of the workspace that sees the answer wrote in chat, by answer
    ("zoom/ai-training").
    """

    topics: Mapping[str, Topic]
    platforms: Mapping[str, Platform]
    sources: Mapping[tuple[str, str], SourceState] = {}
    matters: tuple[Matter, ...] = ()
    notes: Mapping[str, str] = {}


class Cited(NamedTuple):
    """A source together with the section in which the statement stands."""

    source: Source
    section: str | None


Position = Answer | Earlier


def is_answer_id(knowledge: Knowledge, text: str) -> bool:
    """Return True if a text names a platform and a topic that are on record ("zoom/ai-training")."""
    slug, _, topic = text.partition("/")
    return slug in knowledge.platforms and topic in knowledge.topics


def answer_on(platform: Platform, topic: str) -> Answer | None:
    """Return the platform's answer on a topic, or None if there is no entry."""
    return next((answer for answer in platform.answers if answer.topic == topic), None)


def cited(platform: Platform, citations: tuple[Citation, ...]) -> tuple[Cited, ...]:
    """Return the sources behind citations, each once."""
    return tuple(dict.fromkeys(Cited(platform.sources[citation.name], citation.section) for citation in citations))


def review_due(answer: Answer) -> date | None:
    """Return the day from which the answer is past its review interval; None if it was never verified against a dated copy.

    A date known to the month or year only counts from its first day, so that nothing passes for fresher than it may be.
    """
    return answer.last_verified.first + timedelta(days=answer.review_days) if answer.last_verified else None


def positions_during(platform: Platform, answer: Answer, period: PartialDate) -> tuple[Position, ...]:
    """Return the positions that held on at least one day of a period, oldest first.

    A position whose beginning is not known counts only from the first date of its own sources on, or from the day before
    it ended: what was said before that nobody has read.
    """
    found: list[tuple[date, Position]] = []
    positions: tuple[Position, ...] = (answer, *answer.earlier)
    for position in positions:
        since, until = known_from(platform, position), until_of(position)
        if (since is None or since <= period.last) and (until is None or until > period.first):
            found.append((since or date.min, position))
    return tuple(position for _, position in sorted(found, key=lambda pair: pair[0]))


def known_from(platform: Platform, position: Position) -> date | None:
    """Return the first day for which the position is on record; date.max if no source says any day."""
    if position.since is not None:
        return position.since.first
    dates = [
        day.first
        for entry in cited(platform, position.sources)
        for day in (entry.source.document_date, entry.source.copy_date)
        if day is not None
    ]
    if isinstance(position, Earlier):
        dates.append(position.until.first - timedelta(days=1))
    return min(dates, default=date.max)


def until_of(position: Position) -> date | None:
    """Return the first day on which the position did not hold any more; None for the current one."""
    return position.until.first if isinstance(position, Earlier) else None
