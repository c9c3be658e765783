"""Bring the gauges up to date that nobody else counts: what waits in the database, the cited pages, what is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from bot.observing import metrics
from bot.storage import Store
from bot.storage.leasing import WAITING
from knowledge.watched import SourceState


def note_health(parts: Mapping[str, str | None]) -> None:
    """Say of each part if it can work; `parts` has the problem of each, None if it has none."""
    for part, problem in parts.items():
        metrics.HEALTHY.labels(part).set(problem is None)


def note_sources(states: Iterable[SourceState]) -> None:
    """Count the cited pages by how their last check ended."""
    metrics.SOURCES.clear()
    for outcome, count in Counter(state.outcome for state in states).items():
        metrics.SOURCES.labels(outcome).set(count)


async def note_backlog(store: Store) -> None:
    """Count what waits in the database; StoreError leaves the last figures."""
    waiting = await store.backlog.all()
    metrics.BACKLOG.clear()
    for queue in ("outbox", "jobs"):
        metrics.OLDEST_DUE.labels(queue).set(0)
    now = datetime.now(UTC)
    for entry in waiting:
        metrics.BACKLOG.labels(entry.queue, entry.state).set(entry.entries)
        if entry.state == WAITING:
            metrics.OLDEST_DUE.labels(entry.queue).set(max(0.0, (now - entry.since).total_seconds()))
