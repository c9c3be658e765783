"""Report on the quality of the base: answers by platform and topic, and what they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from knowledge.base import cited, review_due
from knowledge.load import Loaded
from knowledge.records import Answer, Platform


class Quality(NamedTuple):
    """Counts of answers: in all, with a dated primary source, verified against a dated copy, undated, past their interval."""

    name: str
    answers: int
    primary_dated: int
    verified: int
    undated: int
    overdue: int


def by_platform(loaded: Loaded, today: date) -> list[Quality]:
    """Return one row for each platform."""
    return [_quality(platform.name, [(platform, answer) for answer in platform.answers], today) for platform in loaded.platforms]


def by_topic(loaded: Loaded, today: date) -> list[Quality]:
    """Return one row for each topic that has answers."""
    pairs = [(platform, answer) for platform in loaded.platforms for answer in platform.answers]
    topics = Counter(answer.topic for _, answer in pairs)
    return [
        _quality(topic.name, [pair for pair in pairs if pair[1].topic == topic.id], today)
        for topic in loaded.topics.topics
        if topics[topic.id]
    ]


def total(loaded: Loaded, today: date) -> Quality:
    """Return one row over everything."""
    return _quality("All", [(platform, answer) for platform in loaded.platforms for answer in platform.answers], today)


def table(rows: Sequence[Quality]) -> str:
    """Write the rows as a Markdown table."""
    lines = ["| | answers | dated primary source | verified | undated | past interval |", "|---|--:|--:|--:|--:|--:|"]
    lines += [f"| {row.name} | {row.answers} | {row.primary_dated} | {row.verified} | {row.undated} | {row.overdue} |" for row in rows]
    return "\n".join(lines)


def _quality(name: str, pairs: Sequence[tuple[Platform, Answer]], today: date) -> Quality:
    verified = [answer for _, answer in pairs if answer.last_verified]
    return Quality(
        name,
        len(pairs),
        sum(
            any(entry.source.kind == "primary" and entry.source.dated for entry in cited(platform, answer.sources))
            for platform, answer in pairs
        ),
        len(verified),
        len(pairs) - len(verified),
        sum((due := review_due(answer)) is not None and due < today for answer in verified),
    )
