"""Files that are edited while the bot runs, taken up as in the service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.service.rebuilding import ChildRebuilder
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.reloading import Reloader, fingerprint
from knowledge.folders import SHIPPED

PATIENCE = 120.0
"""Seconds after which a test gives up; it takes two on a machine that does nothing else."""


@asynccontextmanager
async def reloading(holder: KnowledgeHolder, folder: Path) -> AsyncIterator[None]:
    """Take up what is written into a folder over the shipped base."""
    folders, stopping = (SHIPPED, folder), asyncio.Event()

    async def tell(mistakes: str) -> None:
        raise AssertionError(mistakes)

    reloader = Reloader(ChildRebuilder(folders), holder, fingerprint(folders), tell)
    running = asyncio.create_task(reloader.run(stopping))
    try:
        yield
    finally:
        stopping.set()
        await running


async def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)


def headline(holder: KnowledgeHolder, slug: str = "zoom") -> str:
    """Return what the bot answers on AI training now."""
    return next(answer for answer in holder.current.knowledge.platforms[slug].answers if answer.topic == "ai-training").headline
