"""Positions: what was on record of each platform when changes were last looked for, and telling followers of a change, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Text, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.column_types import Instant
from bot.storage.leasing import WAITING
from bot.storage.part import StorePart
from bot.storage.records import RecordedPosition
from bot.storage.tables import follows, outbox, positions


class Positions(StorePart):
    """One position for each platform; a change of it and the messages about it are one transaction."""

    async def all(self) -> Mapping[str, RecordedPosition]:
        """Return every position, by platform."""
        async with self._database.reading() as connection:
            return {row.platform: RecordedPosition(*row) for row in await connection.execute(select(positions))}

    async def get(self, platform: str) -> RecordedPosition | None:
        """Return the position of one platform, None if it was never seen."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(positions).where(positions.c.platform == platform))).one_or_none()
        return None if row is None else RecordedPosition(*row)

    async def record(self, first_seen: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep the positions of platforms that are seen for the first time; nobody is told."""
        rows = [{"platform": platform, "number": 0, "position": dict(position)} for platform, position in first_seen.items()]
        if rows:
            async with self._database.writing() as connection:
                await connection.execute(self._database.insert(positions).on_conflict_do_nothing(), rows)

    async def change(self, before: RecordedPosition, position: Mapping[str, Any], seen: str, cards: Sequence[Mapping[str, Any]]) -> bool:
        """Keep a position in place of one before, and put a message for each follower into the outbox, all of it or nothing.

        `cards` are the messages for private followers and for channels, empty if there is nothing to tell; those who began to follow
        when `seen` was on record know it already. Return False, with nothing done, if another process has changed the position since.
        """
        this_one = (positions.c.platform == before.platform, positions.c.number == before.number)
        values = {"number": before.number + 1, "position": dict(position)}
        async with self._database.writing() as connection:
            if (await connection.execute(update(positions).where(*this_one).values(values))).rowcount == 0:
                return False
            key = f"change:{before.platform}:{before.number + 1}:"
            for card, among in zip(cards, (follows.c.place == follows.c.person, follows.c.place != follows.c.person), strict=False):
                await self._tell(connection, key, card, follows.c.platform == before.platform, follows.c.seen.is_distinct_from(seen), among)
            if cards:
                await connection.execute(update(follows).where(follows.c.platform == before.platform).values(seen=null()))
            return True

    async def _tell(self, connection: AsyncConnection, key: str, card: Mapping[str, Any], *whom: ColumnElement[bool]) -> None:
        messages = select(
            follows.c.surface,
            follows.c.workspace,
            follows.c.person,
            literal(key, Text).concat(follows.c.place),
            follows.c.place,
            follows.c.address,
            literal(dict(card), JSON),
            literal(WAITING, Text),
            literal(0),
            literal(self._clock(), Instant),
        ).where(*whom)
        columns = ["surface", "workspace", "person", "key", "place", "address", "card", "state", "attempts", "due_at"]
        await connection.execute(insert(outbox).from_select(columns, messages))
