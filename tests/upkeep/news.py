"""What the service does on its own after a change, done at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.outbox_cards import outbox_card
from bot.service.adapter import Adapter
from bot.service.outbox import OutboxSender
from bot.storage import Store
from bot.upkeep.upkeep import Upkeep
from knowledge.vocabulary import Verdict
from tests.upkeep.bases import with_verdict


class News:
    """Changes what is on record, and posts what comes of it."""

    def __init__(self, dialogue: Dialogue, store: Store, surface: str, adapter: Adapter) -> None:
        self._holder = dialogue.holder
        self._upkeep = Upkeep(dialogue.holder, store)
        self._sender = OutboxSender(store.outbox, {surface: adapter}, partial(outbox_card, dialogue))

    async def start(self) -> None:
        """Look for the first time, as at the start of the service."""
        await self._upkeep.look()

    async def verdict(self, slug: str, verdict: Verdict) -> None:
        """Let the verdict on AI training be another one, and tell."""
        current = self._holder.current
        self._holder.replace(replace(current, knowledge=with_verdict(current.knowledge, slug, verdict)))
        await self.tell()

    async def tell(self) -> None:
        """Look and post, twice, as if it went on."""
        for _ in range(2):
            await self._upkeep.look()
            await self._sender.send_due()
