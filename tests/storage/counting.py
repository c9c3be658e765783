"""What stands in tables that the service itself only reads as a whole."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.storage import Store, Workspace
from bot.storage.part import within
from bot.storage.tables import ratings


async def ratings_in(store: Store, workspace: Workspace, platform: str, topic: str) -> tuple[int, int]:
    """How many people of a workspace found an answer helpful, and how many not."""
    query = (
        select(ratings.c.helpful, func.count())
        .where(within(ratings, workspace), ratings.c.answer == f"{platform}/{topic}")
        .group_by(ratings.c.helpful)
    )
    async with store._database.reading() as connection:
        counted = {helpful: int(number) for helpful, number in await connection.execute(query)}
    return counted.get(True, 0), counted.get(False, 0)
