"""Post what waits in the outbox: messages that the bot sends without being asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.observing import incidents, metrics, tracing
from bot.replies.card import Card
from bot.service.adapter import Adapter, CannotPostError, PostLaterError
from bot.storage import OutboxMessage, StoreError
from bot.storage.outbox import Outbox
from bot.upkeep.pausing import pause

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0
LONGEST_POST = 120.0
"""Seconds after which a post is given up for now; its lease lasts longer, so that no other process posts at the same time."""
LONGEST_WAIT = 3600.0
"""A service that asks to wait longer is asked again after an hour."""


class OutboxSender:
    """Posts due messages through the adapters, each once."""

    def __init__(
        self,
        outbox: Outbox,
        adapters: Mapping[str, Adapter],
        make_card: Callable[[Mapping[str, Any]], Card | None],
    ) -> None:
        """Take the adapters by surface; `make_card` makes the card of a message, None if there is nothing to say any more."""
        self._outbox = outbox
        self._adapters = adapters
        self._make_card = make_card

    async def run(self, stopping: asyncio.Event) -> None:
        """Post what is due until the service stops; a surface that is slow holds up no other."""
        await asyncio.gather(*(self._run(surface, stopping) for surface in self._adapters))

    async def _run(self, surface: str, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                await self._send_due(surface, stopping)
            except StoreError as error:
                log.warning("the outbox could not be read, trying again: %s", error)
            await pause(stopping, PAUSE_SECONDS)

    async def send_due(self) -> None:
        """Post what is due now on all surfaces."""
        for surface in self._adapters:
            await self._send_due(surface, asyncio.Event())

    async def _send_due(self, surface: str, stopping: asyncio.Event) -> None:
        """Post what is due now; one after another, so that the lease of each is for its post alone."""
        while not stopping.is_set() and (messages := await self._outbox.due(surface, 1)):
            await self._send(surface, self._adapters[surface], messages[0])

    async def _send(self, surface: str, adapter: Adapter, message: OutboxMessage) -> None:
        with tracing.span("notify", surface=surface):
            outcome = await self._posted(surface, adapter, message)
            tracing.add(outcome=outcome)
        metrics.NOTIFICATIONS.labels(surface, outcome).inc()

    async def _posted(self, surface: str, adapter: Adapter, message: OutboxMessage) -> str:
        """Post a message and note what came of it; return the outcome."""
        try:
            card = self._make_card(message.card)
            if card is not None:
                async with asyncio.timeout(LONGEST_POST):
                    await adapter.post(message.address, card, message.key, again=message.attempts > 1)
        except CannotPostError as error:
            log.warning("a message on %s is given up: %s", surface, error)
            await self._outbox.failed(message, final=True)
            return "given-up"
        except PostLaterError as error:
            log.warning("%s takes no messages for %s now: %s", surface, message.workspace.id, error)
            await self._outbox.postpone(message, timedelta(seconds=min(error.seconds, LONGEST_WAIT)))
            return "postponed"
        except Exception as error:  # the boundary of this message: the others must be posted all the same
            incidents.note(surface, "posting a message", incidents.named(error), error)
            await self._outbox.failed(message)
            return "retried"
        await self._outbox.sent(message)
        return "sent"
