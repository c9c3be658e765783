"""Claim, answer and deliver Slack events that are acknowledged before they are answered, in the order of `bot.service.delivery`."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from functools import partial

from adapters.slack.buttons import Audience
from adapters.slack.incoming import Incoming, Place
from adapters.slack.installations import Authorize
from adapters.slack.send import Sender, UndeliveredError
from adapters.slack.settings import SURFACE
from adapters.slack.web_api import note_incident
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.service import delivery
from bot.service.delivery import Make, Send
from bot.service.rate_limiter import AT_ONCE, RateLimiter, Ruling
from bot.service.tasks import Tasks
from bot.storage import Delivery, Person, Store, StoreError

GRACE_SECONDS = 5.0
"""Pause after a start before the unanswered are told: another process may be answering them; an answer takes far less."""
LATE = timedelta(minutes=5)
"""Time after which the asker of an unanswered question is told: no answer takes as long, even if Slack asks to wait."""
ROUND_SECONDS = 60.0
LONG_TEXT = 250
"""Characters that count as one question more: reading a text takes longer the longer it is."""

log = logging.getLogger(__name__)


class Answering:
    """Claim events, run their answers in tasks, and notify askers who got none."""

    def __init__(self, store: Store, tasks: Tasks, sender: Sender, retention_days: int) -> None:
        self.store = store
        self.tasks = tasks
        self.sender = sender
        self.retention_days = retention_days
        self._limiter = RateLimiter()

    def audience(self, person: Person) -> Audience:
        """Return how a card is shown to somebody."""
        return Audience(asker=person.id, retention_days=self.retention_days)

    def count(self, person: Person, text: str) -> Ruling:
        """Count a question of a person, a long one as several; say what to do about it."""
        return self._limiter.count(person, min(AT_ONCE, 1 + len(text) // LONG_TEXT), full=self.tasks.full(person.workspace))

    async def answer(self, event: Incoming, make: Make[Card], send: Send[Card] | None = None, audience: Audience | None = None) -> None:
        """Claim an event; if it is new, answer it in a task. Returns once it may be acknowledged; StoreError means that it may not.

        `send` delivers the card, by default to the event's place for an audience.
        """
        if await self.store.deliveries.claim(event.delivery):
            self.answer_claimed(event, make, send or partial(self.sender.deliver, event, audience=audience or self.audience(event.person)))

    async def try_to_answer(self, event: Incoming, make: Make[Card], send: Send[Card]) -> None:
        """Claim the next try of what is done once, such as sharing; one that sends nothing returns `REFUSED`, and the next may begin."""
        if (attempt := await delivery.claim_try(self.store.deliveries, event.delivery)) is not None:
            self.answer_claimed(event._replace(key=attempt.key), make, send)

    async def answer_text(self, event: Incoming, text: str, make: Make[Card], audience: Audience) -> None:
        """Answer what somebody wrote, unless they ask too much at once: then tell them so, once and in private."""
        ruling = self.count(event.person, text)
        if ruling.action == "answer":
            await self.answer(event, make, audience=audience)
        elif ruling.action == "tell":
            await self.answer(event.in_private(), just(pages.notice(wording.slow_down(ruling.seconds))))

    def answer_claimed(self, event: Incoming, make: Make[Card], send: Send[Card]) -> None:
        """Answer a claimed event in a task; if that fails, its asker gets a word with the incident's id."""

        async def apologise(incident: str) -> None:
            card = pages.notice(wording.trouble(incident))
            if await self.sender.deliver(event, card, self.audience(event.person)) is None:
                raise UndeliveredError("no way to its asker")

        answered = delivery.answer_claimed(self.store.deliveries, event.delivery, make, send, apologise)
        self.tasks.start(answered, event.person.workspace)

    async def notify_overdue(self, authorize: Authorize) -> None:
        """Notify people, once a minute, whose question a dead process left unanswered; to run in the background."""
        while True:
            await asyncio.sleep(ROUND_SECONDS)
            try:
                await self.notify_unanswered(authorize, datetime.now(UTC) - LATE)
            except StoreError as error:
                log.warning("who waits for an answer could not be looked up, trying again in a minute: %s", error)

    async def notify_unanswered(self, authorize: Authorize, before: datetime) -> None:
        """Notify people whose question was claimed before then and never answered."""
        take_up = partial(self._notify, authorize)
        await delivery.take_up_unanswered(self.store.deliveries, SURFACE, before, take_up, lambda doing, error: note_incident(error, doing))

    async def _notify(self, authorize: Authorize, unanswered: Delivery) -> str | None:
        """Notify somebody, unless another process does, or the answer is there: the process died between posting and noting it."""
        person, place = unanswered.person, Place.at(unanswered.address or {})
        told = Delivery(person, f"told:{unanswered.key}")
        client = await authorize.client_for(person.workspace) if place.user else None
        if not await self.store.deliveries.claim(told):
            return None
        reply = None
        if client is not None:
            event = Incoming(person, unanswered.key, place, client)
            if place.open and await self.sender.has_arrived(client, person.workspace, place.channel, unanswered.key, place.thread):
                reply = ""
            else:
                reply = await self.sender.deliver(event, pages.notice(wording.RESTARTED), self.audience(person))
        await self.store.deliveries.done(told)
        return reply


def just(card: Card) -> Make[Card]:
    """Return a `Make` that gives a card which is there already."""

    async def make() -> Card:
        return card

    return make
