"""Count what waits in the database, for the operator: numbers only, over all workspaces."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from bot.storage.leasing import FAILED, WAITING
from bot.storage.part import StorePart
from bot.storage.tables import jobs, outbox, queue


class Waiting(NamedTuple):
    """The number of `entries` of a queue in a `state`; `since` is when the oldest of them became due, or was sent to the curators."""

    queue: str
    state: str
    entries: int
    since: datetime


class Backlog(StorePart):
    """Counts what waits and what was given up."""

    async def all(self) -> tuple[Waiting, ...]:
        """Return what the outbox, the jobs and the curators' queue hold, by state or kind; what was sent does not count."""
        found = []
        async with self._database.reading() as connection:
            for table, state, since in (
                (outbox, outbox.c.state, outbox.c.due_at),
                (jobs, jobs.c.state, jobs.c.due_at),
                (queue, queue.c.kind, queue.c.sent_at),
            ):
                query = select(state, func.count(), func.min(since)).group_by(state)
                if table is not queue:
                    query = query.where(state.in_((WAITING, FAILED)))
                name = "curators" if table is queue else table.name
                found += [Waiting(name, *row) for row in await connection.execute(query)]
        return tuple(found)
