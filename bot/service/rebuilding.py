"""Make revisions from changed files; reading and learning happen in a process of its own, so that the one that answers is not held up."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.service import rereading
from bot.service.opening import RevisionDigests, Stored, Update, cache_folder, updated
from bot.understanding.revision import Revision
from bot.understanding.understand import Learnt

ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class RebuildError(Exception):
    """The files could not be read for a reason that is not in them."""


class Seen(NamedTuple):
    """The outcome of looking at the files.

    `revision` is the knowledge in them, None if they have a mistake (`problems`, a line each) or if learning has to come first.
    `to_learn` is the digest that is still to be learnt, "" if nothing is.
    """

    revision: Revision | None
    problems: tuple[str, ...] = ()
    to_learn: str = ""


class Child:
    """A process that reads files; it loads what it needs as soon as it is started."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> Child:
        """Start a process."""
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", rereading.__name__),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={**os.environ, **ONE_CORE, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        )

    @property
    def runs(self) -> bool:
        """Return True unless the process has ended."""
        return self._process.returncode is None

    async def ask(self, request: Mapping[str, object]) -> bytes:
        """Return the answer to a request; RebuildError if the process ends instead."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None  # noqa: S101 - it was started with pipes
        assert answers is not None  # noqa: S101
        try:
            requests.write(pickle.dumps(request))
            await requests.drain()
            length = int.from_bytes(await answers.readexactly(rereading.LENGTH_BYTES))
            return await answers.readexactly(length)
        except (ConnectionError, asyncio.IncompleteReadError):
            raise RebuildError(f"the process that reads the files ended with status {await self._process.wait()}") from None

    async def finish(self) -> None:
        """Let the process end once it has done what was asked."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()

    async def end(self) -> None:
        """End the process, whatever it is doing."""
        if self.runs:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()


class Rebuilder:
    """Makes revisions from the files as they are now."""

    def __init__(self, folders: Sequence[Path], cache: Path | None = None) -> None:
        """Take the folders of the knowledge, and the one for stores."""
        self.folders = tuple(folders)
        self._cache = cache or cache_folder()
        self._reader: Child | None = None
        self._unlearnt: Stored | None = None
        self._learnt: tuple[str, Learnt | None] = ("", None)

    async def start(self) -> None:
        """Start the process that reads, so that the first change need not wait for it."""
        self._reader = await Child.start()

    async def close(self) -> None:
        """End the process that reads."""
        if self._reader is not None:
            await self._reader.end()

    async def look(self, current: Revision) -> Seen | None:
        """Read what is not as in the current revision; None if everything is."""
        self._unlearnt = None
        if self._reader is None or not self._reader.runs:
            self._reader = await Child.start()
        update = await self._ask(self._reader, current, learn=False)
        if update is None:
            return None
        if update.stored is None:
            return Seen(None, update.problems)
        revision = await asyncio.to_thread(updated, current, update.stored)
        if revision is not None and revision.learning == update.stored.learning:
            return Seen(revision)
        self._unlearnt = update.stored
        return Seen(revision, to_learn=update.stored.learning)

    async def learn(self, current: Revision) -> None:
        """Learn what the last look left to be learnt."""
        learner = await Child.start()
        try:
            update = await self._ask(learner, current, learn=True)
            await learner.finish()
        finally:
            await learner.end()
        if update is not None and update.stored is not None:
            self._learnt = (update.stored.learning, update.stored.learnt)

    async def with_learnt(self, current: Revision) -> Revision | None:
        """Return the revision with what was learnt; None if the files have changed since, so that something else is to be learnt."""
        learning, learnt = self._learnt
        if self._unlearnt is None or learnt is None or learning != self._unlearnt.learning:
            return None
        return await asyncio.to_thread(updated, current, self._unlearnt._replace(learnt=learnt))

    async def _ask(self, child: Child, current: Revision, *, learn: bool) -> Update | None:
        request = {
            "current": RevisionDigests.of(current),
            "folders": self.folders,
            "today": date.today(),
            "cache": self._cache,
            "learn": learn,
        }
        answer = await child.ask(request)
        update: Update | None = await asyncio.to_thread(pickle.loads, answer)
        return update
