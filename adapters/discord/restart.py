"""After a restart, answer the messages that were claimed before it and never answered.

Their text was not kept, but Discord still has it. A reply that was posted just before the end is found again, by
looking at what follows the question, so that nothing is answered twice.
"""

from __future__ import annotations

from datetime import datetime

import discord

from adapters.discord.ask import AskHandler
from adapters.discord.client import SmallprintClient
from adapters.discord.identity import DIRECT, SURFACE
from adapters.discord.send import new_incident
from bot.dialogue.asker import Asker
from bot.service.delivery import take_up_unanswered
from bot.storage import Delivery, Store

LOOKED_THROUGH = 100
"""Messages after the question that are looked through for its answer: as many as Discord gives at once."""


class Restart:
    """Answers the messages that the last process left behind."""

    def __init__(self, store: Store, client: SmallprintClient, ask: AskHandler) -> None:
        """Take the client, which must know its shards."""
        self._store = store
        self._client = client
        self._ask = ask

    async def catch_up(self, before: datetime) -> None:
        """Answer what was claimed before then and never answered, as far as it belongs to this process's shards."""
        await take_up_unanswered(self._store.deliveries, SURFACE, before, self._take_up, new_incident)

    async def _take_up(self, delivery: Delivery) -> str | None:
        workspace = delivery.person.workspace.id
        guild_id = None if workspace == DIRECT else int(workspace)
        if not self._client.hears(guild_id or 0):
            return None
        if not delivery.address or not delivery.key.isdigit():
            return ""  # a press, whose asker was told by Discord that nothing came of it
        channel = self._client.get_partial_messageable(int(delivery.address["channel"]), guild_id=guild_id)
        try:
            question = await channel.fetch_message(int(delivery.key))
            later = channel.history(limit=LOOKED_THROUGH, after=question)
            replies = [str(message.id) async for message in later if self._answers(message, question)]
            if replies:
                return " ".join(replies)
            asker = Asker(delivery.person, delivery.address.get("conversation") or None, everywhere=True)
            await self._ask.answer(question, asker, delivery)
        except (discord.NotFound, discord.Forbidden):
            return ""  # the question is gone, or nothing can be said there any more
        return None

    def _answers(self, message: discord.Message, question: discord.Message) -> bool:
        own = self._client.user is not None and message.author.id == self._client.user.id
        return own and message.reference is not None and message.reference.message_id == question.id
