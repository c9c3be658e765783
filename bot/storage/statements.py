"""The statements of a group commit, each for many rows at once; when they run is the writer's to decide.

Rows are sorted everywhere: two processes that lock the same rows in the same order cannot wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, func, null, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import Given, found, rows_of
from bot.storage.database import Database
from bot.storage.tables import conversations, counters, deliveries, instant
from bot.understanding.question import Turn

Key = tuple[str, str, str]
"""A surface, a workspace's id, and the key of a delivery or of a conversation in it."""
CountKey = tuple[str, str, date, str, str]
"""A surface, a workspace's id, a day, a platform and a topic."""


class Claim(NamedTuple):
    """What a delivery's row holds beside its key; the address is JSON."""

    person: str
    address: str | None
    at: datetime


class Remembered(NamedTuple):
    """What a conversation's row holds beside its key."""

    person: str
    turn: Turn
    at: datetime


class Statements:
    """The statements, built once for a database."""

    def __init__(self, database: Database) -> None:
        """Build them."""
        self._database = database
        dialect = database.dialect
        of_delivery = (deliveries.c.surface, deliveries.c.workspace, deliveries.c.key)
        of_conversation = (conversations.c.surface, conversations.c.workspace, conversations.c.conversation)
        what_is_said = (conversations.c.person, conversations.c.platforms, conversations.c.topic, conversations.c.remembered_at)

        claimed = (*of_delivery, deliveries.c.person, deliveries.c.address, deliveries.c.done, deliveries.c.claimed_at)
        self._claims = Given(dialect, claimed)
        insert = database.insert(deliveries).from_select([column.name for column in claimed], self._claims.selected())
        self._claim = database.compiled(insert.on_conflict_do_nothing().returning(*of_delivery))

        remembered = (*of_conversation, *what_is_said)
        self._turns = Given(dialect, remembered)
        insert = database.insert(conversations).from_select([column.name for column in remembered], self._turns.selected())
        replaced = {column.name: insert.excluded[column.name] for column in what_is_said}
        self._remember = database.compiled(insert.on_conflict_do_update(index_elements=of_conversation, set_=replaced))

        self._answered = Given(dialect, (*of_delivery, deliveries.c.reply))
        self._done = database.compiled(
            update(deliveries)
            .where(*self._answered.are(of_delivery))
            .values(done=true(), address=null(), reply=func.coalesce(self._answered.cells["reply"], deliveries.c.reply))
        )

        self._counts = Given(dialect, tuple(counters.c))
        insert = database.insert(counters).from_select([column.name for column in counters.c], self._counts.selected())
        added = {"asked": counters.c.asked + insert.excluded.asked}
        self._count = database.compiled(insert.on_conflict_do_update(index_elements=list(counters.primary_key), set_=added))

        self._keys = Given(dialect, of_conversation)
        looked_up = (
            select(found(dialect, remembered)).select_from(self._keys.table).join(conversations, and_(*self._keys.are(of_conversation)))
        )
        self._look_up = database.compiled(looked_up)

    async def claim(self, connection: AsyncConnection, claims: Mapping[Key, Claim]) -> frozenset[Key]:
        """Write the claims; the keys that nobody had claimed before."""
        if not claims:
            return frozenset()
        rows = ((*key, claim.person, claim.address, False, claim.at) for key, claim in sorted(claims.items()))
        first = await self._database.run(connection, self._claim, self._claims.text(rows))
        return frozenset((surface, workspace, key) for surface, workspace, key in first)

    async def write(
        self, connection: AsyncConnection, turns: Mapping[Key, Remembered], done: Mapping[Key, str | None], counts: Mapping[CountKey, int]
    ) -> None:
        """Write what conversations remember, which deliveries are done, and what was counted."""
        if turns:
            rows = ((*key, held.person, held.turn.platforms, held.turn.topic, held.at) for key, held in sorted(turns.items()))
            await self._database.run(connection, self._remember, self._turns.text(rows))
        if done:
            await self._database.run(connection, self._done, self._answered.text((*key, done[key]) for key in sorted(done)))
        if counts:
            await self._database.run(connection, self._count, self._counts.text((*key, counts[key]) for key in sorted(counts)))

    async def look_up(self, connection: AsyncConnection, keys: Collection[Key]) -> dict[Key, Remembered]:
        """What conversations remember, of those that are there."""
        if not keys:
            return {}
        [(text,)] = await self._database.run(connection, self._look_up, self._keys.text(sorted(keys)))
        return {
            (surface, workspace, conversation): Remembered(person, Turn(tuple(platforms), topic), instant(at))
            for surface, workspace, conversation, person, platforms, topic, at in rows_of(text)
        }
