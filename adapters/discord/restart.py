"""After a restart: answers the messages that were claimed before it and never answered.

Their text was not kept, but Discord still has it. A reply that was posted just before the end is found again, by
looking at what follows the question, so that nothing is answered twice.
"""

from __future__ import annotations

import logging
from datetime import datetime

import discord

from adapters.discord.client import SmallprintClient
from adapters.discord.identity import DIRECT, SURFACE
from adapters.discord.incidents import new_incident
from adapters.discord.mentions import Mentions
from bot import pages
from bot.asker import Asker
from bot.replies import wording
from bot.storage import Delivery, Store

log = logging.getLogger(__name__)

LOOKED_THROUGH = 100
"""How many messages after the question are looked through for its answer: as many as Discord gives at once."""


class Restart:
    """Catches up."""

    def __init__(self, store: Store, client: SmallprintClient, mentions: Mentions) -> None:
        """Take what it works with; the client must know its shards."""
        self._store = store
        self._client = client
        self._mentions = mentions

    async def catch_up(self, before: datetime) -> None:
        """Answer what was claimed before then and never answered."""
        for delivery in await self._store.unanswered(SURFACE, before):
            workspace = delivery.person.workspace.id
            if not self._client.hears(0 if workspace == DIRECT else int(workspace)):
                continue
            try:
                await self._answer(delivery)
            except (discord.NotFound, discord.Forbidden):
                await self._store.done(delivery)  # the question is gone, or nothing can be said there any more
            except Exception as error:  # the others still have to be answered
                new_incident("a message from before the restart could not be answered", error)

    async def _answer(self, delivery: Delivery) -> None:
        if not delivery.address or not delivery.key.isdigit():
            await self._store.done(delivery)  # a press, whose asker was told by Discord that nothing came of it
            return
        channel = self._client.get_partial_messageable(int(delivery.address["channel"]))
        message = await channel.fetch_message(int(delivery.key))
        answered = await self._reply_to(message)
        if answered is not None:
            await self._store.done(delivery, answered)
            return
        asker = Asker(delivery.person, delivery.address["conversation"], everywhere=True)
        card = await self._mentions.card_for(message, asker) if message.content else pages.notice(wording.RESTARTED)
        await self._mentions.answer(message, delivery, card, asker)

    async def _reply_to(self, message: discord.Message) -> str | None:
        """The ids of the bot's replies to a message, None where there are none."""
        me = self._client.user
        later = [held async for held in message.channel.history(after=message, limit=LOOKED_THROUGH)]
        ids = [held.id for held in later if held.author == me and held.reference and held.reference.message_id == message.id]
        return " ".join(map(str, sorted(ids))) or None
