"""Counters: how often platforms and topics were asked about in a week, not by whom.

A week is named by its Monday. A workspace's own counters tell platforms apart, the topics are counted for everybody together: with both in
one, they were nine tenths of a large database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.group_commit import GroupCommit
from bot.storage.part import Clock, StorePart, of_workspace, within
from bot.storage.records import Workspace
from bot.storage.tables import counters, topic_counters


class Counters(StorePart):
    """Counters of what is asked about."""

    def __init__(self, database: Database, clock: Clock, group: GroupCommit) -> None:
        super().__init__(database, clock)
        self._group = group
        self._count, self._count_topic = (
            database.insert(table).on_conflict_do_update(index_elements=list(table.primary_key), set_={"asked": table.c.asked + 1})
            for table in (counters, topic_counters)
        )

    async def count(self, workspace: Workspace, platform: str, topic: str) -> None:
        """Count that a platform and topic were asked about this week."""
        values = {"week": _week_of(self._clock().date()), "platform": platform, "asked": 1}
        await asyncio.gather(
            self._group.run(self._count, {**of_workspace(workspace), **values}),
            self._group.run(self._count_topic, {**values, "topic": topic}),
        )

    async def asked_since(self, since: date) -> Mapping[tuple[str, str], int]:
        """Return how often each platform and topic was asked about from that day's week on, by everybody: for the operator."""
        asked = func.sum(topic_counters.c.asked)
        query = select(topic_counters.c.platform, topic_counters.c.topic, asked).where(topic_counters.c.week >= _week_of(since))
        async with self._database.reading() as connection:
            rows = await connection.execute(query.group_by(topic_counters.c.platform, topic_counters.c.topic))
            return {(platform, topic): int(number) for platform, topic, number in rows}

    async def most_asked(self, workspace: Workspace, since: date, limit: int) -> tuple[tuple[str, int], ...]:
        """Return the platforms that a workspace asked about most from that day's week on, each with how often."""
        asked = func.sum(counters.c.asked)
        query = (
            select(counters.c.platform, asked)
            .where(within(counters, workspace), counters.c.week >= _week_of(since))
            .group_by(counters.c.platform)
            .order_by(asked.desc(), counters.c.platform)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple((platform, int(number)) for platform, number in await connection.execute(query))


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
