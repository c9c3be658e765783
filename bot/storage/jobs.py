"""Jobs: tasks that the bot does later or again, by whichever process comes first."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.leasing import WAITING, put_back, retry, take_due
from bot.storage.part import StorePart
from bot.storage.records import Job
from bot.storage.tables import jobs

logger = logging.getLogger(__name__)


class Jobs(StorePart):
    """Tasks that wait. A payload may name neither a person nor a workspace: nobody's deletion reaches it."""

    async def add(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        key: str | None = None,
        due_at: datetime | None = None,
        connection: AsyncConnection | None = None,
    ) -> bool:
        """Add a job, in the transaction of what caused it; return False if one of this kind and key is there already."""
        insert = self._database.insert(jobs).values(_waiting(kind, payload, key, due_at or self._clock()))
        async with self._database.writing(connection) as writing:
            return (await writing.execute(insert.on_conflict_do_nothing())).rowcount == 1

    async def plan(self, kind: str, wanted: Mapping[str, tuple[Mapping[str, Any], datetime]]) -> None:
        """Add a job for each key that has none of this kind yet, given its payload and when it is due.

        It is one statement, in the order of the keys: several processes that start at once hold each other up as little as can be.
        """
        if not wanted:
            return
        rows = [_waiting(kind, payload, key, due_at) for key, (payload, due_at) in sorted(wanted.items())]
        async with self._database.writing() as writing:
            await writing.execute(self._database.insert(jobs).values(rows).on_conflict_do_nothing())

    async def due(self, kinds: Collection[str], limit: int = 1) -> tuple[Job, ...]:
        """Take the jobs of these kinds that are due, oldest first; until its lease ends, no other process gets them."""
        async with self._database.writing() as connection:
            return tuple(map(_job, await take_due(connection, jobs, self._clock(), limit, jobs.c.kind.in_(kinds))))

    async def done(self, job: Job, connection: AsyncConnection | None = None) -> None:
        """Delete a job that was done, in the transaction of what it did."""
        async with self._database.writing(connection) as writing:
            await writing.execute(delete(jobs).where(jobs.c.id == job.id))

    async def failed(self, job: Job, *, final: bool = False) -> None:
        """Try a job again later; after its last attempt, or if `final`, it stays as failed, with a line in the log.

        Its key is free then: what failed for good keeps nobody from planning the same thing anew.
        """
        async with self._database.writing() as connection:
            free = {"key": None}
            given_up = await put_back(connection, jobs, job.id, job.attempts, self._clock(), final=final, once_failed=free)
        if given_up:
            logger.error("the job %s failed in %d attempts and is given up", job.kind, job.attempts)

    async def retry(self, job_id: int) -> bool:
        """Try a job once more that failed for good; return False if there is none with this number."""
        async with self._database.writing() as connection:
            return await retry(connection, jobs, job_id, self._clock())

    async def all(self) -> tuple[Job, ...]:
        """Return every job that waits or has failed, for the operator."""
        async with self._database.reading() as connection:
            return tuple(map(_job, await connection.execute(select(jobs).order_by(jobs.c.due_at, jobs.c.id))))


def _waiting(kind: str, payload: Mapping[str, Any], key: str | None, due_at: datetime) -> dict[str, Any]:
    return {
        "kind": kind, "key": key, "payload": dict(payload), "state": WAITING, "attempts": 0, "due_at": due_at, "leased_until": None,
    }  # fmt: skip


def _job(row: Row[Any]) -> Job:
    return Job(row.id, row.kind, row.key, row.payload, row.state, row.attempts, row.due_at)
