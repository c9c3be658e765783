"""Remind of answers that are due for a check."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.observing import metrics
from bot.replies.card import Card
from bot.replies.due import Due, due_card
from bot.replies.watched import reread
from bot.storage import Job, Store, StoreError
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.admins import AdminChannel
from bot.upkeep.pausing import pause
from knowledge.base import Knowledge, review_due

log = logging.getLogger(__name__)

DIGEST = "digest"
"""The job that lists what is due, and what its message is about."""
COUNTED_DAYS = 90
"""Days for which the questions on an answer are counted."""
MONDAY_MORNING = time(8, tzinfo=UTC)
LOOK_SECONDS = 600.0
Asked = Mapping[tuple[str, str], int]


def due_answers(knowledge: Knowledge, today: date, asked: Asked, owner: str | None = None) -> tuple[Due, ...]:
    """Return what is due, most asked first; with `owner` what that one answers for.

    An unverified answer rests on no source that could be read again, so it is never due; one whose page was seen unchanged is due later.
    """
    found = []
    for platform in knowledge.platforms.values():
        for answer in platform.answers:
            again = reread(platform, answer, answer, answer.last_verified, knowledge.sources)
            since = review_due(answer._replace(last_verified=again or answer.last_verified))
            wanted = owner is None or (answer.owner or "").casefold() == owner.casefold()
            if wanted and answer.verdict != "unverified" and (since is None or since < today):
                count = asked.get((platform.slug, answer.topic), 0)
                found.append(Due(f"{platform.slug}/{answer.topic}", answer.owner, since, count))
    return tuple(sorted(found, key=lambda due: (-due.asked, due.since or date.max, due.answer)))


class Verification:
    """Counts how old the answers are, and lists what is due in the admins' channel, once a week, by whichever process comes first."""

    def __init__(
        self, holder: KnowledgeHolder, store: Store, channel: AdminChannel | None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._holder = holder
        self._store = store
        self._channel = channel
        self._clock = clock

    async def run(self, stopping: asyncio.Event) -> None:
        """Count, and send each digest when it is due, until the service stops."""
        while not stopping.is_set():
            await asyncio.to_thread(self._count)
            try:
                await self.send_due()
            except StoreError as error:
                log.warning("the digest of due answers could not be sent, trying again: %s", error)
            await pause(stopping, LOOK_SECONDS)

    def _count(self) -> None:
        today = self._clock().date()
        due = [review_due(answer) for platform in self._holder.current.knowledge.platforms.values() for answer in platform.answers]
        for state, count in (
            ("undated", sum(day is None for day in due)),
            ("overdue", sum(day is not None and day < today for day in due)),
            ("current", sum(day is not None and day >= today for day in due)),
        ):
            metrics.ANSWERS.labels(state).set(count)

    async def send_due(self) -> None:
        """Send the digest if its time has come, and see that there is a next one."""
        if self._channel is None:
            return
        week = next_week(self._clock())
        await self._store.jobs.add(DIGEST, {}, key=_key(week), due_at=week)
        for job in await self._store.jobs.due({DIGEST}):
            await self._send(job, self._channel)

    async def _send(self, job: Job, channel: AdminChannel) -> None:
        """Put the digest into the outbox, in one transaction with the end of its job; its key refuses a second one of the same week."""
        now = self._clock()
        asked = await self._store.counters.asked_since(now.date() - timedelta(days=COUNTED_DAYS))
        due = await asyncio.to_thread(due_answers, self._holder.current.knowledge, now.date(), asked)
        async with self._store.transaction() as connection:
            if due:
                message = {"about": DIGEST, "asked": {each.answer: each.asked for each in due if each.asked}}
                key = f"{DIGEST}:{job.key}"
                place = channel.channel
                await self._store.outbox.add(channel.workspace, key, channel.address, message, place=place, connection=connection)
            await self._store.jobs.done(job, connection)


def next_week(now: datetime) -> datetime:
    """Return the next Monday morning after a moment."""
    monday = datetime.combine(now.date() - timedelta(days=now.weekday()), MONDAY_MORNING)
    return monday if monday > now else monday + timedelta(weeks=1)


def _key(week: datetime) -> str:
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02}"


def digest_card(knowledge: Knowledge, message: Mapping[str, Any], today: date) -> Card | None:
    """Return the card of a digest in the outbox, as the answers are when it is posted; None if none is due any more."""
    parts = [(*answer.partition("/"), count) for answer, count in message["asked"].items()]
    due = due_answers(knowledge, today, {(slug, topic): count for slug, _, topic, count in parts})
    return due_card(knowledge, due) if due else None
