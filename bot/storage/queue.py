"""The curators' queue: questions and reports that people sent on purpose; no other question is stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.part import Clock, StorePart, of_person, within
from bot.storage.records import EntryKind, Person, QueueEntry, Workspace
from bot.storage.tables import queue


class Queue(StorePart):
    """What waits for the curators, for as many days as the operator keeps it."""

    def __init__(self, database: Database, clock: Clock, retention_days: int) -> None:
        super().__init__(database, clock)
        self._kept = timedelta(days=retention_days)

    async def add(
        self,
        person: Person,
        kind: EntryKind,
        text: str,
        answer: str | None = None,
        revision: str | None = None,
        connection: AsyncConnection | None = None,
    ) -> QueueEntry:
        """Keep a text because the person asked for it; a report names the answer that it is about, and its revision."""
        values = {"kind": kind, "text": text, "answer": answer, "revision": revision, "sent_at": self._clock()}
        insert = self._database.insert(queue).values(**of_person(person), **values).returning(queue)
        async with self._database.writing(connection) as writing:
            row = (await writing.execute(insert)).one()
        return self._entry(row)

    async def entries(self, workspace: Workspace | None) -> tuple[QueueEntry, ...]:
        """Return what waits, newest first; without a workspace the operator's whole queue."""
        query = select(queue).where(queue.c.sent_at > self._clock() - self._kept).order_by(queue.c.id.desc())
        if workspace is not None:
            query = query.where(within(queue, workspace))
        async with self._database.reading() as connection:
            return tuple(self._entry(row) for row in await connection.execute(query))

    async def resolve(self, entry_id: int, connection: AsyncConnection | None = None) -> None:
        """Take an entry from the queue, with its text."""
        async with self._database.writing(connection) as writing:
            await writing.execute(delete(queue).where(queue.c.id == entry_id))

    def _entry(self, row: Row[Any]) -> QueueEntry:
        person = Person(Workspace(row.surface, row.workspace), row.person)
        return QueueEntry(row.id, person, row.kind, row.text, row.answer, row.revision, row.sent_at, row.sent_at + self._kept)
