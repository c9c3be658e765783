"""The outbox: messages that the bot sends on its own account, kept until a surface has posted them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.leasing import FAILED, SENT, WAITING, put_back, retry, take_due
from bot.storage.part import StorePart, of_workspace, within
from bot.storage.records import OutboxMessage, Person, Workspace
from bot.storage.tables import outbox

PAUSE = timedelta(seconds=1)
"""Between two messages for one place: Slack takes one a second for a channel, Discord five in five seconds."""

logger = logging.getLogger(__name__)


class Outbox(StorePart):
    """Messages to be posted, each at least once; a surface hands the key on if its service can refuse a second post."""

    async def add(
        self,
        recipient: Workspace | Person,
        key: str,
        address: Mapping[str, Any],
        card: Mapping[str, Any],
        *,
        place: str | None = None,
        due_at: datetime | None = None,
        connection: AsyncConnection | None = None,
    ) -> bool:
        """Put a message into the outbox, in the transaction of what caused it; return False if its key was added before.

        `card` is a card, or the subject of one that is made when it is posted, as JSON. A message to a person goes with
        everything else that is deleted when the person asks for it. Messages for one `place` (a channel, a person alone) are posted
        one after another, with a pause in between; without one, nothing is waited for.
        """
        workspace, person = (recipient.workspace, recipient.id) if isinstance(recipient, Person) else (recipient, None)
        values = {"person": person, "place": place, "address": dict(address), "card": dict(card), "state": WAITING, "attempts": 0}
        insert = self._database.insert(outbox).values(
            **of_workspace(workspace), key=key, **values, due_at=due_at or self._clock(), leased_until=None
        )
        async with self._database.writing(connection) as writing:
            return (await writing.execute(insert.on_conflict_do_nothing())).rowcount == 1

    async def due(self, surface: str, limit: int = 20) -> tuple[OutboxMessage, ...]:
        """Take the messages of a surface that are due, oldest first; until its lease ends, no other process gets them."""
        async with self._database.writing() as connection:
            rows = await take_due(connection, outbox, self._clock(), limit, outbox.c.surface == surface, _first_for_its_place())
        return tuple(map(_message, rows))

    async def sent(self, message: OutboxMessage) -> None:
        """Note that a message was posted. Only its key stays, so that it is not added again; address and card are wiped."""
        wiped = {"state": SENT, "address": null(), "card": null(), "leased_until": None}
        this = outbox.c.id == message.id
        later = self._clock() + PAUSE
        of_its_place = outbox.c.place == select(outbox.c.place).where(this).scalar_subquery()
        others = (within(outbox, message.workspace), of_its_place, outbox.c.state == WAITING)
        not_before = case((outbox.c.due_at < later, later), else_=outbox.c.due_at)  # no condition, so that the place's index is used
        async with self._database.writing() as connection:
            await connection.execute(update(outbox).where(this).values(wiped))
            await connection.execute(update(outbox).where(*others).values(due_at=not_before))

    async def failed(self, message: OutboxMessage, *, final: bool = False) -> None:
        """Try a message again later; after its last attempt, or if `final`, it is given up, with a line in the log."""
        async with self._database.writing() as connection:
            given_up = await put_back(connection, outbox, message.id, message.attempts, self._clock(), final=final, once_failed={})
        if given_up:
            logger.error("a %s message could not be posted in %d attempts and is given up", message.workspace.surface, message.attempts)

    async def postpone(self, message: OutboxMessage, wait: timedelta) -> None:
        """Keep every message to a workspace for later, because its service asks for that; this attempt at one of them does not count."""
        later = self._clock() + wait
        theirs = (within(outbox, message.workspace), outbox.c.state == WAITING)
        async with self._database.writing() as connection:
            ours = (outbox.c.id == message.id, outbox.c.attempts == message.attempts, outbox.c.state == WAITING)
            await connection.execute(update(outbox).where(*ours).values(attempts=message.attempts - 1, leased_until=None))
            await connection.execute(update(outbox).where(*theirs, outbox.c.due_at < later).values(due_at=later))

    async def retry(self, message_id: int) -> bool:
        """Post a message after all that was given up; return False if there is none with this number."""
        async with self._database.writing() as connection:
            return await retry(connection, outbox, message_id, self._clock())

    async def given_up(self) -> tuple[OutboxMessage, ...]:
        """Return the messages that could not be posted, oldest first, for the operator."""
        query = select(outbox).where(outbox.c.state == FAILED).order_by(outbox.c.due_at, outbox.c.id)
        async with self._database.reading() as connection:
            return tuple(map(_message, await connection.execute(query)))

    async def waiting(self) -> int:
        """Return how many messages are still to be posted."""
        query = select(func.count()).select_from(outbox).where(outbox.c.state == WAITING)
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())


def _first_for_its_place() -> ColumnElement[bool]:
    """Select what no other message for the same place comes before, so that of several processes one posts there at a time."""
    other = outbox.alias()
    before = or_(other.c.due_at < outbox.c.due_at, and_(other.c.due_at == outbox.c.due_at, other.c.id < outbox.c.id))
    same = and_(*(other.c[name] == outbox.c[name] for name in ("surface", "workspace", "place")))
    return ~exists().where(same, other.c.state == WAITING, before)


def _message(row: Row[Any]) -> OutboxMessage:
    return OutboxMessage(row.id, Workspace(row.surface, row.workspace), row.key, row.address, row.card, row.attempts)
