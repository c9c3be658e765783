"""The part of the store that people fill on purpose: ratings and the curators' queue; and what is asked about most."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select

from bot.storage.events import Events
from bot.storage.opened import of_person, within
from bot.storage.records import EntryKind, Person, QueueEntry, Rated, Workspace
from bot.storage.tables import counters, queue, ratings


class Feedback(Events):
    """Ratings, the curators' queue, counters."""

    async def rate(self, person: Person, platform: str, topic: str, version: str, helpful: bool) -> None:
        """Keep whether an answer helped; a person's second rating of a platform and topic replaces the first."""
        rating = {"platform": platform, "topic": topic, "version": version, "helpful": helpful, "rated_at": self._clock()}
        insert = self._database.insert(ratings).values(**of_person(person), **rating)
        replaced = {name: insert.excluded[name] for name in ("version", "helpful", "rated_at")}
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=list(ratings.primary_key), set_=replaced))

    async def found_unhelpful(self, limit: int) -> tuple[Rated, ...]:
        """The answers that most people of all workspaces found unhelpful, without saying who or where."""
        unhelpful = func.count().filter(~ratings.c.helpful)
        of_answer = (ratings.c.platform, ratings.c.topic, ratings.c.version)
        query = (
            select(*of_answer, func.count().filter(ratings.c.helpful), unhelpful)
            .group_by(*of_answer)
            .having(unhelpful > 0)
            .order_by(unhelpful.desc(), *of_answer)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(Rated(*row) for row in await connection.execute(query))

    async def send_to_curators(
        self,
        person: Person,
        kind: EntryKind,
        text: str,
        platform: str | None = None,
        topic: str | None = None,
        version: str | None = None,
    ) -> QueueEntry:
        """Put a text into the curators' queue, because the person asked for it: the only place where a question is kept."""
        entry = {"kind": kind, "text": text, "platform": platform, "topic": topic, "version": version, "sent_at": self._clock()}
        insert = self._database.insert(queue).values(**of_person(person), **entry).returning(queue)
        async with self._database.writing() as connection:
            row = (await connection.execute(insert)).one()
        return self._entry(row)

    async def queue(self, workspace: Workspace | None) -> tuple[QueueEntry, ...]:
        """What waits for the curators, newest first; without a workspace the operator's whole queue."""
        query = select(queue).where(queue.c.sent_at > self._clock() - self._kept()).order_by(queue.c.id.desc())
        if workspace is not None:
            query = query.where(within(queue, workspace))
        async with self._database.reading() as connection:
            return tuple(self._entry(row) for row in await connection.execute(query))

    async def resolve(self, entry_id: int) -> None:
        """Take an entry from the queue, with its text."""
        async with self._database.writing() as connection:
            await connection.execute(delete(queue).where(queue.c.id == entry_id))

    async def most_asked(self, workspace: Workspace, since: date, limit: int) -> tuple[tuple[str, int], ...]:
        """The platforms that a workspace asked about most from that day on, each with how often."""
        await self.flush()
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

    def _kept(self) -> timedelta:
        return timedelta(days=self._retention_days)

    def _entry(self, row: Row[Any]) -> QueueEntry:
        person = Person(Workspace(row.surface, row.workspace), row.person)
        expires_at = row.sent_at + self._kept()
        return QueueEntry(row.id, person, row.kind, row.text, row.platform, row.topic, row.version, row.sent_at, expires_at)
