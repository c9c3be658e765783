"""The cited pages as they were read: the state of each source, and the text that was read there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.part import StorePart
from bot.storage.records import SourceRead
from bot.storage.tables import source_states
from knowledge.watched import READ, SourceState

SourceKey = tuple[str, str]
"""A platform's slug, and the name of a source in its file."""

_STATE = [source_states.c[field] for field in SourceState._fields]


class SourceStates(StorePart):
    """One row for each source that was checked."""

    async def all(self) -> Mapping[SourceKey, SourceState]:
        """Return the state of every source."""
        query = select(source_states.c.platform, source_states.c.source, *_STATE)
        async with self._database.reading() as connection:
            return {(row.platform, row.source): _state(row) for row in await connection.execute(query)}

    async def get(self, key: SourceKey) -> tuple[SourceState, SourceRead] | None:
        """Return the state of a source with the text that was read; None if it was never checked."""
        query = select(source_states).where(source_states.c.platform == key[0], source_states.c.source == key[1])
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else (_state(row), SourceRead(**row.read))

    async def any_read_since(self, day: date) -> bool:
        """Return True if any page could be read from that day on."""
        read = (source_states.c.last_checked >= day, source_states.c.outcome.in_(READ), source_states.c.failures == 0)
        async with self._database.reading() as connection:
            return (await connection.execute(select(source_states.c.source).where(*read).limit(1))).first() is not None

    async def put(self, key: SourceKey, state: SourceState, read: SourceRead, connection: AsyncConnection | None = None) -> None:
        """Keep what a check found, in place of what the one before did."""
        platform, source = key
        row = {"platform": platform, "source": source, **state._asdict(), "sections": list(state.sections), "read": read._asdict()}
        async with self._database.writing(connection) as writing:
            await writing.execute(self._database.upsert(source_states), row)

    async def keep_only(self, keys: Collection[SourceKey]) -> None:
        """Drop the sources that no answer cites any more."""
        for platform, source in set(await self.all()) - set(keys):
            async with self._database.writing() as connection:
                gone = (source_states.c.platform == platform, source_states.c.source == source)
                await connection.execute(delete(source_states).where(*gone))


def _state(row: Row[Any]) -> SourceState:
    return SourceState(**{**{field: getattr(row, field) for field in SourceState._fields}, "sections": tuple(row.sections)})
