"""The statements of a group commit, each for many rows at once; when they run is the writer's to decide.

Rows are sorted everywhere: two processes that lock the same rows in the same order cannot wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, null, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.tables import conversations, counters, deliveries
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
        of_delivery = (deliveries.c.surface, deliveries.c.workspace, deliveries.c.key)
        of_conversation = (conversations.c.surface, conversations.c.workspace, conversations.c.conversation)
        self._claim = database.insert(deliveries).on_conflict_do_nothing().returning(*of_delivery)
        remember = database.insert(conversations)
        self._remember = remember.on_conflict_do_update(
            index_elements=of_conversation,
            set_={name: remember.excluded[name] for name in ("person", "platforms", "topic", "remembered_at")},
        )
        self._done = (
            update(deliveries)
            .where(*(column == bindparam(f"of_{column.name}") for column in of_delivery))
            .values(done=True, address=null(), reply=func.coalesce(bindparam("of_reply"), deliveries.c.reply))
        )
        count = database.insert(counters)
        self._count = count.on_conflict_do_update(
            index_elements=list(counters.primary_key), set_={"asked": counters.c.asked + count.excluded.asked}
        )
        others = (conversations.c.person, conversations.c.platforms, conversations.c.topic, conversations.c.remembered_at)
        self._look_up = select(*of_conversation, *others).where(
            conversations.c.conversation.in_(bindparam("names", expanding=True)),  # for the index, see the table
            tuple_(*of_conversation).in_(bindparam("keys", expanding=True)),
        )

    async def claim(self, connection: AsyncConnection, claims: Mapping[Key, Claim]) -> frozenset[Key]:
        """Write the claims; the keys that nobody had claimed before."""
        if not claims:
            return frozenset()
        rows = [
            {
                "surface": surface,
                "workspace": workspace,
                "key": key,
                "person": claim.person,
                "address": claim.address,
                "done": False,
                "claimed_at": claim.at,
            }
            for (surface, workspace, key), claim in sorted(claims.items())
        ]
        first = await connection.execute(self._claim, rows)
        return frozenset((surface, workspace, key) for surface, workspace, key in first)

    async def write(
        self, connection: AsyncConnection, turns: Mapping[Key, Remembered], done: Mapping[Key, str | None], counts: Mapping[CountKey, int]
    ) -> None:
        """Write what conversations remember, which deliveries are done, and what was counted."""
        if turns:
            await connection.execute(self._remember, [_conversation(key, turns[key]) for key in sorted(turns)])
        if done:
            names = ("of_surface", "of_workspace", "of_key", "of_reply")
            await connection.execute(self._done, [dict(zip(names, (*key, done[key]), strict=True)) for key in sorted(done)])
        if counts:
            columns = [column.name for column in counters.c]
            await connection.execute(self._count, [dict(zip(columns, (*key, counts[key]), strict=True)) for key in sorted(counts)])

    async def look_up(self, connection: AsyncConnection, keys: Collection[Key]) -> dict[Key, Remembered]:
        """What conversations remember, of those that are there."""
        if not keys:
            return {}
        rows = await connection.execute(self._look_up, {"names": sorted({name for _, _, name in keys}), "keys": sorted(keys)})
        return {
            (surface, workspace, conversation): Remembered(person, Turn(tuple(platforms), topic), at)
            for surface, workspace, conversation, person, platforms, topic, at in rows
        }


def _conversation(key: Key, remembered: Remembered) -> dict[str, object]:
    surface, workspace, conversation = key
    return {
        "surface": surface,
        "workspace": workspace,
        "conversation": conversation,
        "person": remembered.person,
        "platforms": list(remembered.turn.platforms),
        "topic": remembered.turn.topic,
        "remembered_at": remembered.at,
    }
