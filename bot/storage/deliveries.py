"""Deliveries: each event that a surface delivers is claimed once, answered, and done."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.storage.column_types import Words, storable
from bot.storage.database import Database
from bot.storage.group_commit import GroupCommit
from bot.storage.part import Clock, StorePart, of_person, within
from bot.storage.records import Delivery, Person, Workspace
from bot.storage.tables import deliveries


class Deliveries(StorePart):
    """The claimed events, the messages that answered them, and those who still wait."""

    def __init__(self, database: Database, clock: Clock, group: GroupCommit) -> None:
        super().__init__(database, clock)
        self._group = group
        key = (deliveries.c.surface, deliveries.c.workspace, deliveries.c.key)
        self._claim = database.insert(deliveries).on_conflict_do_nothing().returning(*key)
        self._done = (
            update(deliveries)
            .where(*(column == bindparam(f"of_{column.name}") for column in key))
            .values(done=True, address=None, reply=func.coalesce(bindparam("new_reply", type_=Words), deliveries.c.reply))
        )

    async def claim(self, delivery: Delivery) -> bool:
        """Return True for the first claim of a key in its workspace, by any process; durable when this returns.

        If StoreError is raised, nothing is known: the event must not be answered as if it were new.
        """
        address = None if delivery.address is None else json.dumps(dict(delivery.address))
        values = {"key": delivery.key, "address": address, "reply": None, "done": False, "claimed_at": self._clock()}
        claimed = await self._group.run(self._claim, {**of_person(delivery.person), **values})
        key = tuple(map(storable, (*delivery.person.workspace, delivery.key)))
        if key not in claimed:
            return False
        claimed.remove(key)  # of several claims in one group the first has it
        return True

    async def done(self, delivery: Delivery, reply: str | None = None) -> None:
        """Note that a delivery was answered, and by which message; its address is wiped."""
        surface, workspace = delivery.person.workspace
        key = {"of_surface": surface, "of_workspace": workspace, "of_key": delivery.key}
        await self._group.run(self._done, {**key, "new_reply": reply or delivery.reply})

    async def delivery_of(self, workspace: Workspace, key: str) -> Delivery | None:
        """Return the delivery with this key, None if it was never claimed or more than a day ago."""
        query = select(deliveries).where(within(deliveries, workspace), deliveries.c.key == key)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _delivery(row)

    async def unanswered(self, surface: str, before: datetime) -> tuple[Delivery, ...]:
        """Return the deliveries claimed before then and never done, oldest first: their askers still wait."""
        query = (
            select(deliveries)
            .where(deliveries.c.surface == surface, deliveries.c.claimed_at < before, deliveries.c.done.is_(False))
            .order_by(deliveries.c.claimed_at, deliveries.c.key)
        )
        async with self._database.reading() as connection:
            return tuple(_delivery(row) for row in await connection.execute(query))


def _delivery(row: Row[Any]) -> Delivery:
    address = None if row.address is None else json.loads(row.address)
    return Delivery(Person(Workspace(row.surface, row.workspace), row.person), row.key, address, row.reply)
