"""Messages that are meant for the bot: answers them, follows their edits, and takes the answer away with its question.

Each is claimed in the store before it is answered, so that no two processes and no repeated event answer twice. No text is
kept: only which message was answered by which.
"""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta

import discord

from adapters.discord.identity import asker_of_message, workspace_of
from adapters.discord.incidents import new_incident
from adapters.discord.posting import Poster
from adapters.discord.render import Renderer, Setting
from adapters.discord.said import Said, age
from adapters.discord.turns import Turns
from adapters.discord.usage import USAGE
from bot.dialogue.asker import Asker
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.service.adapter import Host
from bot.service.rate_limiter import RateLimiter
from bot.storage import Delivery

EDITED_WITHIN = timedelta(minutes=15)
"""How long a question may be corrected and still change its answer; an older answer has been read."""
DELETED_WITHIN = timedelta(hours=24)
"""How long a question's answer goes with it: as long as the store knows which answered which."""


class Mentions:
    """Answers messages."""

    def __init__(self, host: Host, poster: Poster, renderer: Renderer, limiter: RateLimiter) -> None:
        """Take what it works with."""
        self._host = host
        self._poster = poster
        self._renderer = renderer
        self._limiter = limiter
        self._turns = Turns()

    def heard(self, said: Said) -> None:
        """Somebody said something to the bot."""
        self._host.tasks.start(self._guarded(said, self._heard(said)))

    def edited(self, said: Said) -> None:
        """Somebody changed what they said to the bot."""
        if age(said.id) <= EDITED_WITHIN:
            self._host.tasks.start(self._guarded(said, self._edited(said)))

    def deleted(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        """A message is gone, whoever wrote it."""
        if age(message_id) <= DELETED_WITHIN:
            self._host.tasks.start(self._deleted(message_id, channel_id, guild_id))

    async def answer(self, said: Said, asker: Asker, delivery: Delivery) -> None:
        """Reply to a message, or put the answer in the place of the reply that there is, and note that it was done."""
        await self._show(said, delivery, await self._host.chat.ask(said.question, asker, USAGE))

    async def _show(self, said: Said, delivery: Delivery, card: Card) -> None:
        shown = self._renderer.pages(card, Setting(private=False, asker=delivery.person.id, question=said.question))
        if delivery.reply is None:
            ids = await self._poster.reply(said, shown)
        else:
            ids = await self._poster.change(said, delivery.reply, shown)
        await self._host.store.done(delivery, ids)

    async def _heard(self, said: Said) -> None:
        ruling = self._limiter.count(said.author_id)
        if ruling.action == "silent":
            return
        async with self._turns.of(said.id):
            asker = asker_of_message(said)
            delivery = _delivery(said, asker)
            if not await self._host.store.claim(delivery):
                return
            if ruling.action == "tell":
                await self._show(said, delivery, pages.notice(wording.slow_down(ruling.seconds)))
            else:
                await self.answer(said, asker, delivery)

    async def _edited(self, said: Said) -> None:
        asker = asker_of_message(said)
        async with self._turns.of(said.id):
            known = await self._host.store.delivery_of(asker.person.workspace, str(said.id))
            if known is not None and known.reply is None:
                return  # it went to the asker directly, or is another process's to answer
            if self._limiter.count(said.author_id).action != "answer":
                return
            delivery = known or _delivery(said, asker)  # where it is not known, the mention came with the edit
            if known is not None or await self._host.store.claim(delivery):
                await self.answer(said, asker, delivery)

    async def _deleted(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        try:
            async with self._turns.of(message_id):
                delivery = await self._host.store.delivery_of(workspace_of(guild_id), str(message_id))
                if delivery is not None and delivery.reply is not None:
                    await self._poster.remove(channel_id, delivery.reply)
        except Exception as error:  # the boundary of this event
            new_incident("an answer could not be taken away with its question", error)

    async def _guarded(self, said: Said, work: Coroutine[None, None, None]) -> None:
        """The boundary: whatever goes wrong is logged under an incident, and the asker is told, if anything can be told."""
        try:
            await work
        except Exception as error:  # the boundary of this event
            incident = new_incident("a message could not be answered", error)
            if isinstance(error, discord.Forbidden | discord.NotFound):
                return  # nothing can be written there
            try:
                await self._poster.reply(said, self._renderer.pages(pages.notice(wording.trouble(incident)), Setting(private=False)))
            except Exception as second:  # nothing is left to tell it with
                new_incident(f"its asker could not be told of incident {incident}", second)


def _delivery(said: Said, asker: Asker) -> Delivery:
    """The delivery of a message; the address is where it stands and in which conversation."""
    return Delivery(asker.person, str(said.id), {"channel": str(said.channel_id), "conversation": asker.conversation or ""})
