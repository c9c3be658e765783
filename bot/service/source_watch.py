"""Check the cited pages week by week, spread over the days, each server's by one process at a time."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.observing import metrics
from bot.observing.incidents import named, where
from bot.storage import Job, Store, StoreError
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.watching.cited import CitedPage, by_host, cited_pages, is_due
from bot.upkeep.watching.fetch import Fetcher, Limits
from bot.upkeep.watching.rounds import check_and_keep
from knowledge.dates import now

log = logging.getLogger(__name__)

KIND = "check-sources"
"""The kind of the jobs, of which there is one for each server; it comes up once a day."""
ONE_DAY = timedelta(days=1)
MOST_AT_ONCE = 20
"""Most pages of one server read a day; a new base is read over some days."""
LONGEST_ROUND = 180.0
"""Seconds after which no page is begun, because the lease of a job lasts five minutes."""
PAUSE_SECONDS = 30.0
PLAN_SECONDS = 3600.0


class SourceWatch:
    """Runs the checks that are due, and lets answers say what came of them."""

    def __init__(
        self,
        holder: KnowledgeHolder,
        store: Store,
        contact: str,
        *,
        allow_private: bool = False,
        limits: Limits = Limits(),  # noqa: B008 - a named tuple cannot change
        clock: Callable[[], datetime] = now,
    ) -> None:
        """`contact` is how owners of sites reach the operator; without one nothing is fetched, but what others found is shown."""
        self._holder = holder
        self._store = store
        self._contact = contact
        self._allow_private = allow_private
        self._limits = limits
        self._clock = clock

    async def run(self, stopping: asyncio.Event) -> None:
        """Plan each hour and check what is due; a check under way is dropped when the service stops."""
        rounds, stopped = asyncio.create_task(self._rounds()), asyncio.create_task(stopping.wait())
        await asyncio.wait({rounds, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (rounds, stopped):
            task.cancel()
        await asyncio.wait({rounds, stopped})
        if not rounds.cancelled():
            rounds.result()

    async def _rounds(self) -> None:
        planned = -PLAN_SECONDS
        while True:
            try:
                if time.monotonic() - planned >= PLAN_SECONDS:
                    await self.plan()
                    planned = time.monotonic()
                await self.check_due()
                await self.show()
            except StoreError as error:
                log.warning("sources could not be checked, trying again: %s", error)
            await asyncio.sleep(PAUSE_SECONDS)

    async def plan(self) -> None:
        """Add a job for each server that has none yet, at a time of day of its own, and forget pages that nobody cites any more."""
        pages = tuple(cited_pages(self._holder.current.knowledge))
        await self._store.source_states.keep_only({page.key for page in pages})
        if not self._contact:
            return
        now = self._clock()
        await self._store.jobs.plan(KIND, {host: ({"host": host}, now + _offset(host)) for host in by_host(pages)})

    async def check_due(self) -> None:
        """Do one job that is due, if there is one, and plan the next for its server."""
        if not self._contact:
            return
        for job in await self._store.jobs.due([KIND]):
            host = str(job.payload["host"])
            try:
                await self._check(by_host(cited_pages(self._holder.current.knowledge)).get(host, ()))
            except StoreError:
                await self._store.jobs.failed(job)
                raise
            except Exception as error:  # the boundary of this server: the others must be checked all the same
                log.error("checking the sources at %s failed: %s\n%s", host, named(error), where(error))
                await self._store.jobs.failed(job)
            else:
                await self._again_tomorrow(job, host)

    async def show(self) -> None:
        """Let answers say what is known of their sources, whichever process found it out."""
        states = await self._store.source_states.all()
        if states != self._holder.sources:
            self._holder.watched(states)

    async def _check(self, pages: tuple[CitedPage, ...]) -> None:
        today = self._clock().date()
        states = await self._store.source_states.all()
        due = [page for page in pages if is_due(states.get(page.key), today)]
        until = time.monotonic() + LONGEST_ROUND
        async with Fetcher.open(self._contact, self._limits, allow_private=self._allow_private) as fetcher:
            for page in due[:MOST_AT_ONCE]:
                if time.monotonic() > until:
                    break
                state = await check_and_keep(page, self._store, fetcher, today)
                metrics.SOURCE_CHECKS.labels(state.outcome).inc()

    async def _again_tomorrow(self, job: Job, host: str) -> None:
        async with self._store.transaction() as connection:
            await self._store.jobs.done(job, connection)
            due_at = max(self._clock(), job.due_at + ONE_DAY)
            await self._store.jobs.add(KIND, {"host": host}, key=host, due_at=due_at, connection=connection)


def _offset(host: str) -> timedelta:
    """Return a time within the next day that is always the same for a server, so that the servers are spread over it."""
    share = int.from_bytes(hashlib.sha256(host.encode()).digest()[:4]) / 2**32
    return ONE_DAY * share
