"""Take up changed files while the bot runs, all of them or none.

A change is read at once, and answered from with the model that is there; what has to be learnt anew is learnt in the background
and taken up when it is. While a file has a mistake, everything stays as it was last good.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch

from bot.observing import metrics
from bot.observing.incidents import named, where
from bot.service.rebuilding import Rebuilder, Seen
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.pausing import pause
from knowledge.folders import Fingerprint, fingerprint

log = logging.getLogger(__name__)

SETTLED_MS, LONGEST_UNSETTLED_MS = 60, 400
"""Changes are read once none has come for so long, because editors and git write several files; or after the second at the latest."""
LOOK_AGAIN_MS = 30_000
"""Pause between looks at the files though no change was reported: not every file system does, and a folder may be replaced as a whole."""

Changes = Callable[[Sequence[Path], asyncio.Event], AsyncGenerator[bool, None]]
"""Yields whenever files of some folders may have changed, True if a change was reported, until an event is set."""


async def file_changes(folders: Sequence[Path], stopping: asyncio.Event) -> AsyncGenerator[bool, None]:
    """Yield True when the file system tells of changes, and False now and then, for it may not tell of all."""
    watching = awatch(
        *folders,
        debounce=LONGEST_UNSETTLED_MS,
        step=SETTLED_MS,
        rust_timeout=LOOK_AGAIN_MS,
        yield_on_timeout=True,
        stop_event=stopping,
    )
    async with aclosing(watching):
        async for changes in watching:
            yield bool(changes)


class Reloader:
    """Keeps the revision of a running bot like its files."""

    def __init__(
        self,
        rebuilder: Rebuilder,
        holder: KnowledgeHolder,
        files: Fingerprint,
        tell: Callable[[str], Awaitable[None]],
        changes: Changes = file_changes,
    ) -> None:
        """`files` is the fingerprint from before the first reading; `tell` tells the admins of mistakes."""
        self._changes = changes
        self._rebuilder = rebuilder
        self._holder = holder
        self._files: Fingerprint | None = files
        self._tell = tell
        self._told = False
        self._learning: tuple[str, asyncio.Task[None]] | None = None
        self._replacing = asyncio.Lock()

    async def run(self, stopping: asyncio.Event) -> None:
        """Take up changes until the service stops."""
        if self._holder.warning is not None:
            await self._warn(self._holder.warning)
        try:
            await self._rebuilder.start()
            while not stopping.is_set():
                try:
                    await self._look_at_changes(stopping)
                except (OSError, RuntimeError) as error:  # a folder is gone for a moment, or there are too many to watch
                    log.warning("the folders of the knowledge cannot be watched, looking again in a while: %s", error)
                    await pause(stopping, LOOK_AGAIN_MS / 1000)
                    await self.look()
        finally:
            await self._stop_learning()
            await self._rebuilder.close()

    async def _look_at_changes(self, stopping: asyncio.Event) -> None:
        """Look whenever files may have changed, until a change is found that was not reported, so that the folders are watched anew."""
        async with aclosing(self._changes(self._rebuilder.folders, stopping)) as changes:
            async for reported in changes:
                before = self._files
                await self.look()
                if not reported and self._files != before:
                    return

    async def look(self) -> None:
        """Take up what has changed, if anything has."""
        files = await asyncio.to_thread(fingerprint, self._rebuilder.folders)
        if files == self._files:
            return
        async with self._replacing:
            await self._look(files)

    async def _look(self, files: Fingerprint) -> None:
        started = time.perf_counter()
        try:
            seen = await self._rebuilder.look(self._holder.current)
        except Exception as error:  # the boundary: the bot goes on answering, and looks again
            self._files = None
            metrics.RELOADS.labels("failed").inc()
            log.error("changed files could not be read, trying again: %s\n%s", named(error), where(error))
            return
        self._files = files
        if seen is None:
            self._all_is_well()
        elif seen.problems:
            metrics.RELOADS.labels("refused").inc()
            await self._warn("\n".join(seen.problems))
        else:
            self._all_is_well()
            await self._take_up(seen, started)

    async def _take_up(self, seen: Seen, started: float) -> None:
        if seen.revision is not None:
            self._replace(seen.revision, started)
        if seen.to_learn and (self._learning is None or self._learning[0] != seen.to_learn):
            await self._stop_learning()
            self._learning = (seen.to_learn, asyncio.create_task(self._learn()))
        elif not seen.to_learn:
            await self._stop_learning()

    async def _learn(self) -> None:
        started = time.perf_counter()
        try:
            await self._rebuilder.learn(self._holder.current)
            async with self._replacing:
                revision = await self._rebuilder.with_learnt(self._holder.current)
                if revision is not None:
                    self._replace(revision, started)
        except Exception as error:  # the boundary: the model that is there answers
            self._files = None
            metrics.RELOADS.labels("failed").inc()
            log.error("learning from changed phrases failed, trying again: %s\n%s", named(error), where(error))
        self._learning = None

    async def _stop_learning(self) -> None:
        if self._learning is not None:
            task = self._learning[1]
            self._learning = None
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _replace(self, revision: Revision, started: float) -> None:
        self._holder.replace(revision)
        metrics.RELOADS.labels("taken").inc()
        log.info(
            "answering from changed files, %d platforms, after %.1f s", len(revision.knowledge.platforms), time.perf_counter() - started
        )

    def _all_is_well(self) -> None:
        self._holder.warning = None
        self._told = False

    async def _warn(self, warning: str) -> None:
        """Say what is wrong: in the log, on /readyz, and to the admins once until all files are right again."""
        for problem in warning.splitlines():
            log.error("answers stay as they were, because a file has a mistake: %s", problem)
        self._holder.warning = warning
        if not self._told:
            self._told = True
            await self._tell(warning)
