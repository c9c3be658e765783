"""Run work that goes on after an event was acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress

from bot.observing import metrics
from bot.observing.incidents import named, where

MOST_AT_ONCE = 1_000
"""With so much under way no new question is taken: one process answers a hundred in a second, and nobody waits longer than ten."""

log = logging.getLogger(__name__)


class Tasks:
    """Coroutines in the background, waited for at the end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Return how many are under way."""
        return len(self._running)

    def full(self) -> bool:
        """Return True if so much is under way that whoever asks now is asked to wait."""
        return len(self._running) >= MOST_AT_ONCE

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Run a coroutine in the background; log what it raises, without the data it worked on."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def settled(self) -> None:
        """Wait until all work is done, also what was started meanwhile."""
        while self._running:
            await asyncio.wait(self._running)

    async def drain(self, seconds: float) -> int:
        """Wait until all work is done, at most so long, then cancel the rest; return how many were cancelled."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.settled()
        cut_off = list(self._running)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)
        return len(cut_off)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            metrics.BACKGROUND_FAILURES.inc()
            log.error("work in the background failed: %s\n%s", named(error), where(error))
