"""After a restart: answers the messages that were claimed before it and never answered.

Their text was not kept, but Discord still has it. A reply that was posted just before the end is found again, by
looking at what follows the question, so that nothing is answered twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from adapters.discord.client import SmallprintClient
from adapters.discord.identity import DIRECT, SURFACE
from adapters.discord.incidents import new_incident
from adapters.discord.mentions import Mentions
from adapters.discord.said import Said
from bot.dialogue.asker import Asker
from bot.storage import Delivery, Store

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
        """Answer what was claimed before then and never answered, as far as it belongs to this process's shards."""
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
        http = self._client.http
        channel_id, message_id = int(delivery.address["channel"]), int(delivery.key)
        question = await http.get_message(channel_id, message_id)
        later = await http.logs_from(channel_id, LOOKED_THROUGH, after=message_id)
        own = [held for held in later if self._client.user and held["author"]["id"] == str(self._client.user.id)]
        replies = [str(held["id"]) for held in own if _answers(held, delivery.key)]
        if replies:
            await self._store.done(delivery, " ".join(sorted(replies, key=int)))
            return
        workspace = delivery.person.workspace.id
        guild_id = None if workspace == DIRECT else int(workspace)
        said = Said(message_id, channel_id, guild_id, int(delivery.person.id), question["content"])
        await self._mentions.answer(said, Asker(delivery.person, delivery.address.get("conversation") or None, everywhere=True), delivery)


def _answers(message: Mapping[str, Any], question: str) -> bool:
    reference = message.get("message_reference")
    return reference is not None and reference.get("message_id") == question
