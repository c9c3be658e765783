"""The way of everything that is acknowledged before it is answered: claimed durably, answered in a task, noted as done.

So an acknowledged event is answered once, or its asker is told: also where the process dies between the two.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import incidents
from adapters.slack.authorizing import SURFACE, Authorize
from adapters.slack.courier import Courier
from adapters.slack.places import Place
from adapters.slack.render import Setting
from adapters.slack.web_api import web_client
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.service.tasks import Tasks
from bot.storage import Delivery, Person, Store, StoreError

GRACE_SECONDS = 5.0
"""How long after a start the unanswered are told: another process may be answering them at that moment; an answer takes far less."""


class Event(NamedTuple):
    """Something to answer: who did it, the id under which it is claimed, where the answer goes and with which client."""

    person: Person
    key: str
    place: Place
    client: AsyncWebClient

    @property
    def delivery(self) -> Delivery:
        """The event as the store knows it."""
        return Delivery(self.person, self.key, self.place.address())


class Answering:
    """Claims, answers, and tells those who were left without an answer."""

    def __init__(self, store: Store, tasks: Tasks, courier: Courier, retention_days: int) -> None:
        """Take what is needed; `retention_days` is shown where something can be sent to the curators."""
        self.store = store
        self.tasks = tasks
        self.courier = courier
        self.retention_days = retention_days

    def setting(self, person: Person) -> Setting:
        """How a card is shown to somebody."""
        return Setting(asker=person.id, retention_days=self.retention_days)

    async def claim(self, event: Event) -> bool:
        """Whether this is the first claim of the event, durably; StoreError where that cannot be known: then it is not acknowledged."""
        return await self.store.claim(event.delivery)

    async def answer(self, event: Event, make: Callable[[], Awaitable[Card]], setting: Setting | None = None) -> None:
        """Claim an event; where it is new, make its card and deliver it in a task. Returns once it may be acknowledged."""

        async def work() -> None:
            await self.deliver(event, await make(), setting or self.setting(event.person))

        await self.work(event, work)

    async def work(self, event: Event, work: Callable[[], Awaitable[None]]) -> None:
        """Claim an event; where it is new, do its work in a task. Returns once it may be acknowledged."""
        if await self.claim(event):
            self.tasks.start(self.guarded(event, work))

    async def guarded(self, event: Event, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work of a claimed event; where it fails, its asker gets a word."""
        try:
            await work()
        except Exception as error:
            incident = incidents.note(error, "answering")
            await self.deliver(event, pages.notice(wording.trouble(incident)), self.setting(event.person))

    def apology(self, error: str, doing: str) -> Card:
        """A word to the asker about something that Slack refused, with an incident's id."""
        return pages.notice(wording.trouble(incidents.note_refusal(error, doing)))

    async def deliver(self, event: Event, card: Card, setting: Setting) -> None:
        """Bring a card to the event's place and note that it is answered; where it could not be brought, it stays unanswered."""
        sent = await self.courier.deliver(event.client, event.person.workspace, event.place, card, setting)
        if sent is not None:
            await self.store.done(event.delivery, sent or None)

    async def tell_unanswered(self, authorize: Authorize, api_url: str, client: AsyncWebClient, started: datetime) -> None:
        """Tell those whose question was claimed before the start and never answered; to run in the background."""
        await asyncio.sleep(GRACE_SECONDS)
        try:
            waiting = await self.store.unanswered(SURFACE, started)
            for delivery in waiting:
                await self._tell(delivery, authorize, api_url, client)
        except StoreError as error:
            incidents.note(error, "telling those who were left without an answer")

    async def _tell(self, delivery: Delivery, authorize: Authorize, api_url: str, client: AsyncWebClient) -> None:
        place = Place.at(delivery.address or {})
        told = Delivery(delivery.person, f"told:{delivery.key}")
        if not place.user or not await self.store.claim(told):
            return
        access = await authorize.access(delivery.person.workspace)
        if access is not None:
            sender = web_client(api_url, client.session, access.bot_token)
            card = pages.notice(wording.RESTARTED)
            sent = await self.courier.deliver(sender, delivery.person.workspace, place, card, self.setting(delivery.person))
            if sent is not None:
                await self.store.done(delivery, sent or None)
        await self.store.done(told)
