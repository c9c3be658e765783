"""Post what waits in the outbox: messages that the bot sends without being asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.observing import incidents
from bot.replies.card import Card
from bot.service.adapter import Adapter, CannotPostError
from bot.storage import OutboxMessage, StoreError
from bot.storage.outbox import Outbox

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0


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
        """Post what is due until the service stops."""
        while not stopping.is_set():
            try:
                await self.send_due(stopping)
            except StoreError as error:
                log.warning("the outbox could not be read, trying again: %s", error)
            try:
                async with asyncio.timeout(PAUSE_SECONDS):
                    await stopping.wait()
            except TimeoutError:
                continue

    async def send_due(self, stopping: asyncio.Event | None = None) -> None:
        """Post what is due now; one after another, so that the lease of each is for its post alone."""
        for surface, adapter in self._adapters.items():
            while stopping is None or not stopping.is_set():
                messages = await self._outbox.due(surface, 1)
                if not messages:
                    break
                await self._send(surface, adapter, messages[0])

    async def _send(self, surface: str, adapter: Adapter, message: OutboxMessage) -> None:
        try:
            card = self._make_card(message.card)
            if card is not None:
                await adapter.post(message.address, card, message.key, again=message.attempts > 1)
        except CannotPostError as error:
            log.warning("a message on %s is given up: %s", surface, error)
            await self._outbox.failed(message, final=True)
        except Exception as error:  # the boundary of this message: the others must be posted all the same
            incidents.note(surface, "posting a message", incidents.named(error), error)
            await self._outbox.failed(message)
        else:
            await self._outbox.sent(message)
