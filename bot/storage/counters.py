"""Counters: how often a platform and topic were asked about on a day, not by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.group_commit import GroupCommit
from bot.storage.part import Clock, StorePart, of_workspace, within
from bot.storage.records import Workspace
from bot.storage.tables import counters


class Counters(StorePart):
    """What a workspace asks about."""

    def __init__(self, database: Database, clock: Clock, group: GroupCommit) -> None:
        super().__init__(database, clock)
        self._group = group
        one_more = {"asked": counters.c.asked + 1}
        self._count = database.insert(counters).on_conflict_do_update(index_elements=list(counters.primary_key), set_=one_more)

    async def count(self, workspace: Workspace, platform: str, topic: str) -> None:
        """Count that a platform and topic were asked about today."""
        values = {"day": self._clock().date(), "platform": platform, "topic": topic, "asked": 1}
        await self._group.run(self._count, {**of_workspace(workspace), **values})

    async def asked_since(self, since: date) -> Mapping[tuple[str, str], int]:
        """Return how often each platform and topic was asked about from that day on, in all workspaces: for the operator."""
        asked = func.sum(counters.c.asked)
        query = select(counters.c.platform, counters.c.topic, asked).where(counters.c.day >= since)
        async with self._database.reading() as connection:
            rows = await connection.execute(query.group_by(counters.c.platform, counters.c.topic))
            return {(platform, topic): int(number) for platform, topic, number in rows}

    async def most_asked(self, workspace: Workspace, since: date, limit: int) -> tuple[tuple[str, int], ...]:
        """Return the platforms that a workspace asked about most from that day on, each with how often."""
        asked = func.sum(counters.c.asked)
        query = (
            select(counters.c.platform, asked)
            .where(within(counters, workspace), counters.c.day >= since)
            .group_by(counters.c.platform)
            .order_by(asked.desc(), counters.c.platform)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple((platform, int(number)) for platform, number in await connection.execute(query))
