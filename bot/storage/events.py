"""The part of the store on the path of every event: claiming it, what its conversation remembers, that it is done."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.storage.opened import Opened, key_of, within
from bot.storage.records import Delivery, Person, Workspace
from bot.storage.statements import Claim, Remembered
from bot.storage.tables import CONVERSATION_KEPT, deliveries
from bot.understanding.question import Turn


class Events(Opened):
    """Deliveries, conversations and counters."""

    async def turn(self, workspace: Workspace, conversation: str) -> Turn:
        """What a conversation remembers of the last half hour; an empty Turn where nothing."""
        key = key_of(workspace, conversation)
        remembered = self._writer.unwritten(key) or await self._reader.turn(key)
        if remembered is None or remembered.at <= self._clock() - CONVERSATION_KEPT:
            return Turn()
        return remembered.turn

    def remember(self, person: Person, conversation: str, turn: Turn) -> None:
        """Keep a turn for the next message of the conversation; `turn` gives it at once, the database gets it a moment later."""
        self._writer.remember(key_of(person.workspace, conversation), Remembered(person.id, turn, self._clock()))

    async def claim(self, delivery: Delivery) -> bool:
        """True the first time that a delivery's key is claimed in its workspace, in any process; durable when this returns.

        StoreError where the claim could not be written: nothing is known then, the event must not be answered as if it were new.
        """
        address = None if delivery.address is None else json.dumps(dict(delivery.address))
        return await self._writer.claim(key_of(delivery.person.workspace, delivery.key), Claim(delivery.person.id, address, self._clock()))

    async def done(self, delivery: Delivery, reply: str | None = None) -> None:
        """Note that a delivery was answered, and by which message; its address is wiped. Written a moment later."""
        self._writer.done(key_of(delivery.person.workspace, delivery.key), reply or delivery.reply)

    async def delivery_of(self, workspace: Workspace, key: str) -> Delivery | None:
        """The delivery with this key, None where it was never claimed or more than a day ago."""
        await self.flush()
        query = select(deliveries).where(within(deliveries, workspace), deliveries.c.key == key)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _delivery(row)

    async def unanswered(self, surface: str, before: datetime) -> tuple[Delivery, ...]:
        """Deliveries claimed before then and never done, oldest first: their askers wait for a word."""
        await self.flush()
        query = (
            select(deliveries)
            .where(deliveries.c.surface == surface, deliveries.c.claimed_at < before, deliveries.c.done.is_(False))
            .order_by(deliveries.c.claimed_at, deliveries.c.key)
        )
        async with self._database.reading() as connection:
            return tuple(_delivery(row) for row in await connection.execute(query))

    def count(self, workspace: Workspace, platform: str, topic: str) -> None:
        """Count that a platform and topic were asked about today; by whom is not kept. Written a moment later."""
        self._writer.count((*workspace, self._clock().date(), platform, topic))

    async def flush(self) -> None:
        """What was remembered, done or counted is in the database when this returns."""
        await self._writer.flush()


def _delivery(row: Row[Any]) -> Delivery:
    address = None if row.address is None else json.loads(row.address)
    return Delivery(Person(Workspace(row.surface, row.workspace), row.person), row.key, address, row.reply)
