"""Notes of the bot to itself, such as which version of its commands it registered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.part import StorePart
from bot.storage.tables import notes


class Notes(StorePart):
    """Small values by name. Neither may name a person or a workspace: nobody's deletion reaches them."""

    async def get(self, name: str) -> str | None:
        """Return the value of a note, None if it was never put."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(notes.c.value).where(notes.c.name == name))).scalar_one_or_none()

    async def put(self, name: str, value: str, connection: AsyncConnection | None = None) -> None:
        """Keep a note, in place of the one before."""
        async with self._database.writing(connection) as writing:
            await writing.execute(self._database.upsert(notes), {"name": name, "value": value})
