"""Group commit: what waits to be written while one transaction runs goes into the next one, all together.

A surface may deliver thousands of events a second, each of which must be claimed durably before it is answered. One
transaction for each would be slow; here one task writes for everybody, and an event waits for two transactions at most.
What need not be durable at once (`remember`, `done`, `count`) is written a moment later.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from bot.storage.database import Database
from bot.storage.errors import StoreError
from bot.storage.statements import Claim, CountKey, Key, Remembered, Statements
from bot.storage.waiting import Result, fail, give

DONE_SECONDS = 0.05  # how long what is done is collected; after a crash it is taken for unanswered, and its asker told so
LINGER_SECONDS = 0.5  # how long the rest is that nobody waits for; a crash loses no more than this
RETRY_SECONDS = 1.0  # after a failed transaction, unless somebody waits
MOST_KEPT = 20_000  # of each kind, while the database is away; then the oldest go, with a word in the log

logger = logging.getLogger(__name__)


@dataclass
class _Batch:
    claims: dict[Key, tuple[Claim, list[asyncio.Future[bool]]]] = field(default_factory=dict)
    turns: dict[Key, Remembered] = field(default_factory=dict)
    done: dict[Key, str | None] = field(default_factory=dict)
    counts: Counter[CountKey] = field(default_factory=Counter)
    flushes: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def buffered(self) -> int:
        """How many rows nobody waits for."""
        return len(self.turns) + len(self.done) + len(self.counts)

    def fail(self, error: StoreError) -> None:
        """Tell everybody who waits."""
        fail(chain[asyncio.Future[Any]](self.flushes, *(futures for _, futures in self.claims.values())), error)


class _Clock:
    """Rings some seconds after it was first started, then waits to be started again."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, wanted: asyncio.Event) -> None:
        self.is_due = False
        self._loop = loop
        self._seconds = seconds
        self._wanted = wanted
        self._timer: asyncio.TimerHandle | None = None

    def start(self, seconds: float | None = None) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds if seconds is None else seconds, self._ring)

    def stop(self) -> None:
        self.is_due = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self.is_due = True
        self._wanted.set()


class Writer:
    """Writes for everybody, in one task on the loop on which it was made."""

    def __init__(self, database: Database, statements: Statements) -> None:
        """Start the task."""
        self._database = database
        self._statements = statements
        self._loop = asyncio.get_running_loop()
        self._collecting = _Batch()
        self._committing = _Batch()
        self._wanted = asyncio.Event()
        self._done_clock = _Clock(self._loop, DONE_SECONDS, self._wanted)
        self._rest_clock = _Clock(self._loop, LINGER_SECONDS, self._wanted)
        self._closing = False
        self._task = self._loop.create_task(self._run(), name="storage: writer")

    async def claim(self, key: Key, claim: Claim) -> bool:
        """True, once it is durable, where this is the first claim of the key."""
        return await self._wait(self._collecting.claims.setdefault(key, (claim, []))[1])

    def unwritten(self, key: Key) -> Remembered | None:
        """What a conversation remembers, of what waits here to be written."""
        return self._collecting.turns.get(key) or self._committing.turns.get(key)

    def remember(self, key: Key, remembered: Remembered) -> None:
        """Write what a conversation remembers, a moment later."""
        self._collecting.turns[key] = remembered
        self._rest_clock.start()

    def done(self, key: Key, reply: str | None) -> None:
        """Write that a delivery is done, a moment later; without a reply the one that is known stays."""
        self._collecting.done[key] = reply or self._collecting.done.get(key)
        self._done_clock.start()

    def count(self, key: CountKey) -> None:
        """Count one more, a moment later."""
        self._collecting.counts[key] += 1
        self._rest_clock.start()

    async def flush(self) -> None:
        """What was handed in before is in the database when this returns; StoreError where it could not be written, it is kept then."""
        if self._collecting.buffered or self._committing.buffered:
            await self._wait(self._collecting.flushes)

    async def close(self) -> None:
        """Write what is left, and end; StoreError where it could not be written."""
        if not self._task.done():
            last = self._loop.create_future()
            self._collecting.flushes.append(last)
            self._closing = True
            self._wanted.set()
            await self._task
            await last

    async def _wait(self, futures: list[asyncio.Future[Result]]) -> Result:
        if self._closing:
            raise StoreError("the store is closed")
        future: asyncio.Future[Result] = self._loop.create_future()
        futures.append(future)
        self._wanted.set()
        return await future

    def _take(self) -> _Batch:
        """What goes into the next transaction: what is waited for, and what nobody waits for once its time has come.

        Each statement costs as much as many rows, so the latter does not ride along with every claim.
        """
        now, later = self._collecting, _Batch()
        everything = bool(now.flushes) or self._closing
        # What is done has to be written before the same key is claimed again, or that claim would be taken for done.
        claimed_again = not now.done.keys().isdisjoint(now.claims)
        if everything or self._done_clock.is_due or claimed_again:
            self._done_clock.stop()
        else:
            now.done, later.done = {}, now.done
        if everything or self._rest_clock.is_due:
            self._rest_clock.stop()
        else:
            now.turns, later.turns = {}, now.turns
            now.counts, later.counts = Counter(), now.counts
        self._collecting = later
        return now

    async def _run(self) -> None:
        try:
            while not self._closing or self._wanted.is_set():
                await self._wanted.wait()
                self._wanted.clear()
                self._committing = self._take()
                await self._commit(self._committing)
                self._committing = _Batch()
        finally:  # also where the loop is shut down: nobody may wait for ever
            closed = StoreError("the store is closed")
            self._committing.fail(closed)
            self._collecting.fail(closed)

    async def _commit(self, batch: _Batch) -> None:
        first_claims: frozenset[Key] = frozenset()
        try:
            if batch.claims or batch.buffered:
                async with self._database.writing() as connection:
                    # First what was done: it was done before a claim that still waits, and must not be taken for that one's.
                    await self._statements.write(connection, batch.turns, batch.done, batch.counts)
                    first_claims = await self._statements.claim(connection, {key: claim for key, (claim, _) in batch.claims.items()})
        except StoreError as error:
            self._keep(batch, error)
            batch.fail(error)
            return
        for key, (_, claims) in batch.claims.items():
            for place, claim in enumerate(claims):
                give(claim, key in first_claims and place == 0)
        for flush in batch.flushes:
            give(flush, None)

    def _keep(self, batch: _Batch, error: StoreError) -> None:
        """Put what nobody waits for back, under what came since, for the next transaction."""
        if not batch.buffered:
            return
        if not error.transient:  # it would fail again, and everything with it
            logger.error("%d buffered rows could not be written and are lost: %s", batch.buffered, error)
            return
        now = self._collecting
        now.turns = {**batch.turns, **now.turns}
        now.done = {**batch.done, **{key: reply or batch.done.get(key) for key, reply in now.done.items()}}
        now.counts = batch.counts + now.counts
        lost = sum(_drop_oldest(kept) for kept in (now.turns, now.done, now.counts))
        logger.warning("%d buffered rows wait for the database, %d older ones were dropped: %s", now.buffered, lost, error)
        self._done_clock.start(RETRY_SECONDS)
        self._rest_clock.start(RETRY_SECONDS)


def _drop_oldest(kept: dict[Any, Any]) -> int:
    surplus = max(0, len(kept) - MOST_KEPT)
    for key in list(kept)[:surplus]:
        del kept[key]
    return surplus
