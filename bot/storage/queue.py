"""The curators' queue: what people sent on purpose, and sources that changed; no other question is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.part import Clock, StorePart, of_person, within
from bot.storage.records import EntryKind, Person, QueueEntry, Workspace
from bot.storage.tables import queue

LARGEST_ID = 2**31 - 1
"""The largest number that the databases can hold for an entry, and so be asked for."""


class Queue(StorePart):
    """Entries that wait for the curators, for as many days as the operator keeps them."""

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

    async def get(self, entry_id: int) -> QueueEntry | None:
        """Return the entry with a number, None if it is gone."""
        if entry_id > LARGEST_ID:
            return None
        query = select(queue).where(queue.c.id == entry_id, queue.c.sent_at > self._clock() - self._kept)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else self._entry(row)

    async def link(self, entry_id: int, answer: str) -> None:
        """Say by which answer an entry is answered, or will be once it is on record."""
        async with self._database.writing() as connection:
            await connection.execute(update(queue).where(queue.c.id == entry_id).values(answer=answer))

    async def merge(self, entry_id: int, into: int) -> None:
        """Say that an entry is the same as another, and so is what was merged into it before."""
        async with self._database.writing() as connection:
            those = or_(queue.c.id == entry_id, queue.c.merged_into == entry_id)
            await connection.execute(update(queue).where(those).values(merged_into=into))

    async def tell_when_answered(self, person: Person, entry_id: int, address: Mapping[str, Any]) -> bool:
        """Note where an asker wants to be told of the answer; return False if the entry is gone, or somebody else's."""
        theirs = (queue.c.id == entry_id, within(queue, person.workspace), queue.c.person == person.id)
        async with self._database.writing() as connection:
            return (await connection.execute(update(queue).where(*theirs).values(address=dict(address)))).rowcount == 1

    async def resolve(self, entry_id: int, connection: AsyncConnection | None = None) -> tuple[QueueEntry, ...]:
        """Take an entry and those merged into it from the queue, with their texts; return them, none if another process was faster."""
        those = or_(queue.c.id == entry_id, queue.c.merged_into == entry_id)
        async with self._database.writing(connection) as writing:
            return tuple(self._entry(row) for row in await writing.execute(delete(queue).where(those).returning(queue)))

    def _entry(self, row: Row[Any]) -> QueueEntry:
        person = Person(Workspace(row.surface, row.workspace), row.person)
        expires = row.sent_at + self._kept
        return QueueEntry(row.id, person, row.kind, row.text, row.answer, row.revision, row.sent_at, expires, row.address, row.merged_into)
