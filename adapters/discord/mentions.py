"""Messages that are meant for the bot: answers them, follows their edits, and takes the answer away with its question.

Each is claimed in the store before it is answered, so that no two processes and no repeated event answer twice. No text is
kept: only which message was answered by which.
"""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta

import discord

from adapters.discord import posting
from adapters.discord.identity import asker_of_message, question_in, workspace_of
from adapters.discord.incidents import new_incident
from adapters.discord.render import Renderer, Setting
from adapters.discord.turns import Turns
from adapters.discord.usage import USAGE
from bot import pages
from bot.allowance import Allowance
from bot.asker import Asker
from bot.card import Card
from bot.replies import wording
from bot.service.adapter import Host
from bot.storage import Delivery

EDITED_WITHIN = timedelta(minutes=15)
"""How long a question may be corrected and still change its answer; an older answer has been read."""
DELETED_WITHIN = timedelta(hours=24)
"""How long a question's answer goes with it: as long as the store knows which answered which."""
_SAID = (discord.MessageType.default, discord.MessageType.reply)


class Mentions:
    """Answers messages."""

    def __init__(self, host: Host, client: discord.Client, renderer: Renderer, allowance: Allowance) -> None:
        """Take what it works with."""
        self._host = host
        self._client = client
        self._renderer = renderer
        self._allowance = allowance
        self._turns = Turns()
        self._answering = True

    def stop_answering(self) -> None:
        """From now on only claim what is said, so that the next start answers it."""
        self._answering = False

    def heard(self, message: discord.Message) -> None:
        """Somebody said something."""
        if self._is_meant(message):
            self._host.tasks.start(self._guarded(message, self._heard(message)))

    def edited(self, message: discord.Message) -> None:
        """Somebody changed what they said."""
        if message.edited_at is not None and _age(message.id) <= EDITED_WITHIN and self._is_meant(message):
            self._host.tasks.start(self._guarded(message, self._edited(message)))

    def deleted(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        """A message is gone."""
        if _age(message_id) <= DELETED_WITHIN:
            self._host.tasks.start(self._deleted(message_id, channel_id, guild_id))

    async def answer(self, message: discord.Message, delivery: Delivery, card: Card, asker: Asker) -> None:
        """Reply to a message with a card, or put it in the place of the reply that there is, and note that it was done."""
        setting = Setting(private=False, asker=asker.person.id, question=question_in(message.content))
        shown = self._renderer.pages(card, setting)
        if delivery.reply is None:
            ids = await posting.reply(message, shown)
        else:
            channel = self._client.get_partial_messageable(message.channel.id)
            ids = await posting.change(channel, message.id, delivery.reply, shown)
        await self._host.store.done(delivery, ids)

    async def card_for(self, message: discord.Message, asker: Asker) -> Card:
        """What a message is answered with."""
        return await self._host.chat.ask(question_in(message.content), asker, USAGE)

    def _is_meant(self, message: discord.Message) -> bool:
        if message.author.bot or message.webhook_id is not None or message.type not in _SAID:
            return False
        if isinstance(message.channel, discord.DMChannel):
            return True
        me = self._client.user
        return me is not None and any(mentioned.id == me.id for mentioned in message.mentions)

    async def _heard(self, message: discord.Message) -> None:
        leave = self._allowance.ask(message.author.id)
        if leave.verdict == "silent":
            return
        async with self._turns.of(message.id):
            asker = asker_of_message(message)
            delivery = delivery_of(message, asker)
            if await self._host.store.claim(delivery) and self._answering:
                slowed = leave.verdict == "tell"
                card = pages.notice(wording.slow_down(leave.seconds)) if slowed else await self.card_for(message, asker)
                await self.answer(message, delivery, card, asker)

    async def _edited(self, message: discord.Message) -> None:
        asker = asker_of_message(message)
        async with self._turns.of(message.id):
            known = await self._host.store.delivery_of(asker.person.workspace, str(message.id))
            if known is not None and known.reply is None:
                return  # it went to the asker directly, or is another process's to answer
            if self._allowance.ask(message.author.id).verdict != "answer":
                return
            delivery = known or delivery_of(message, asker)  # where it is not known, the mention came with the edit
            if known is not None or await self._host.store.claim(delivery):
                await self.answer(message, delivery, await self.card_for(message, asker), asker)

    async def _deleted(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        try:
            async with self._turns.of(message_id):
                delivery = await self._host.store.delivery_of(workspace_of(guild_id), str(message_id))
                if delivery is not None and delivery.reply is not None:
                    await posting.remove(self._client.get_partial_messageable(channel_id), delivery.reply)
        except Exception as error:  # the boundary of this event
            new_incident("an answer could not be taken away with its question", error)

    async def _guarded(self, message: discord.Message, work: Coroutine[None, None, None]) -> None:
        """The boundary: whatever goes wrong is logged under an incident, and the asker is told, if anything can be told."""
        try:
            await work
        except Exception as error:  # the boundary of this event
            incident = new_incident("a message could not be answered", error)
            if isinstance(error, discord.Forbidden | discord.NotFound):
                return  # nothing can be written there
            try:
                await posting.reply(message, self._renderer.pages(pages.notice(wording.trouble(incident)), Setting(private=False)))
            except Exception as second:  # nothing is left to tell it with
                new_incident(f"its asker could not be told of incident {incident}", second)


def delivery_of(message: discord.Message, asker: Asker) -> Delivery:
    """The delivery of a message; the address is where it stands and in which conversation."""
    return Delivery(asker.person, str(message.id), {"channel": str(message.channel.id), "conversation": asker.conversation})


def _age(message_id: int) -> timedelta:
    return discord.utils.utcnow() - discord.utils.snowflake_time(message_id)
