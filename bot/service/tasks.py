"""Run work that goes on after an event was acknowledged, and count what is under way, in all and for each workspace."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from bot.observing import metrics
from bot.observing.incidents import named, where
from bot.storage import Workspace

MOST_AT_ONCE = 1_000
"""With so much under way no new question is taken: one process answers a hundred in a second, and nobody waits longer than ten."""
MOST_FOR_A_WORKSPACE = 250
"""With so much under way for one workspace its people are asked to wait; the others have the rest of the process."""

log = logging.getLogger(__name__)


class Tasks:
    """Coroutines in the background, waited for at the end."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object]] = set()
        self._under_way: Counter[Workspace] = Counter()
        self._requests = 0

    def __len__(self) -> int:
        """Return how many are under way."""
        return len(self._running)

    def full(self, workspace: Workspace) -> bool:
        """Return True if so much is under way, in all or for a workspace, that an asker there has to wait."""
        return len(self._running) + self._requests >= MOST_AT_ONCE or self._under_way[workspace] >= MOST_FOR_A_WORKSPACE

    def start(self, work: Coroutine[Any, Any, object], workspace: Workspace | None = None) -> None:
        """Run a coroutine in the background, for a workspace if it answers somebody there; log what it raises, without its data."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        if workspace is not None:
            self._begin(workspace)
            task.add_done_callback(lambda _: self._end(workspace))
        task.add_done_callback(self._ended)

    @contextmanager
    def in_request(self, workspace: Workspace) -> Iterator[None]:
        """Count what is answered within a request, not in the background."""
        self._requests += 1
        self._begin(workspace)
        try:
            yield
        finally:
            self._requests -= 1
            self._end(workspace)

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

    def _begin(self, workspace: Workspace) -> None:
        self._under_way[workspace] += 1

    def _end(self, workspace: Workspace) -> None:
        self._under_way[workspace] -= 1
        if not self._under_way[workspace]:
            del self._under_way[workspace]

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            metrics.BACKGROUND_FAILURES.inc()
            log.error("work in the background failed: %s\n%s", named(error), where(error))
