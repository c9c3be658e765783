"""Files that are edited while the bot runs, taken up as in the service, but when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.service.rebuilding import Rebuilder
from bot.service.reloading import Reloader
from bot.understanding.revision import KnowledgeHolder
from knowledge.folders import SHIPPED, fingerprint


class Saves:
    """Stands in for the file system, which tells of a change some time after it."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[bool] = asyncio.Queue()

    async def take_up(self) -> None:
        """Tell of a change, and wait until the reloader has looked at the files."""
        self._told.put_nowait(True)
        await self._told.join()

    async def changes(self, _folders: Sequence[Path], stopping: asyncio.Event) -> AsyncGenerator[bool, None]:
        """Yield when a change was told of, as `file_changes` does."""
        stop = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            told = asyncio.create_task(self._told.get())
            await asyncio.wait({told, stop}, return_when=asyncio.FIRST_COMPLETED)
            if not told.done():
                told.cancel()
                return
            yield told.result()
            self._told.task_done()


@asynccontextmanager
async def reloading(holder: KnowledgeHolder, folder: Path) -> AsyncIterator[Saves]:
    """Take up what is written into a folder over the shipped base."""
    folders, stopping, saves = (SHIPPED, folder), asyncio.Event(), Saves()

    async def tell(mistakes: str) -> None:
        raise AssertionError(mistakes)

    reloader = Reloader(Rebuilder(folders), holder, fingerprint(folders), tell, saves.changes)
    running = asyncio.create_task(reloader.run(stopping))
    try:
        yield saves
    finally:
        stopping.set()
        await running


def headline(holder: KnowledgeHolder, slug: str = "zoom") -> str:
    """Return what the bot answers on AI training now."""
    return next(answer for answer in holder.current.knowledge.platforms[slug].answers if answer.topic == "ai-training").headline
