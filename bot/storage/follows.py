"""Follows: who wants changes of which platform to be told, and where."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.part import StorePart, of_person, within
from bot.storage.records import Destination, Follow, Person, Workspace
from bot.storage.tables import follows, positions


class Follows(StorePart):
    """Each platform is followed at most once at one destination. Who is told of a change is decided by `Positions.change`."""

    async def add(self, follow: Follow, seen: str, connection: AsyncConnection | None = None) -> bool:
        """Keep a follow; return False if the platform is followed there already.

        `seen` is the digest of the position that the follower was shown, so that they are not told of it as of a change.
        """
        values = {"platform": follow.platform, "place": follow.to.place, "address": dict(follow.to.address)}
        insert = self._database.insert(follows).values(**of_person(follow.to.person), **values, seen=seen, followed_at=self._clock())
        async with self._database.writing(connection) as writing:
            # A change that is being told at this moment is told before or after, never half.
            await writing.execute(select(positions.c.number).where(positions.c.platform == follow.platform).with_for_update())
            return (await writing.execute(insert.on_conflict_do_nothing())).rowcount == 1

    async def remove(self, platform: str, to: Destination) -> bool:
        """Delete a follow; return False if there was none."""
        this_one = (within(follows, to.person.workspace), follows.c.platform == platform, follows.c.place == to.place)
        async with self._database.writing() as connection:
            return (await connection.execute(delete(follows).where(*this_one))).rowcount == 1

    async def at(self, *destinations: Destination) -> tuple[Follow, ...]:
        """Return what is followed at some destinations, by platform."""
        there = (and_(within(follows, to.person.workspace), follows.c.place == to.place) for to in destinations)
        query = select(follows).where(or_(*there)).order_by(follows.c.platform, follows.c.place)
        async with self._database.reading() as connection:
            return tuple(map(_follow, await connection.execute(query)))


def _follow(row: Row[Any]) -> Follow:
    return Follow(row.platform, Destination(Person(Workspace(row.surface, row.workspace), row.person), row.place, row.address))
