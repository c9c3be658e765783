"""Answer messages that are meant for the bot, follow their edits, and take the answer away with its question.

Each is claimed in the store before it is answered, so that no two processes and no repeated event answer twice. No text is
kept: only which message was answered by which.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

import discord

from adapters.discord.buttons import pressed_in
from adapters.discord.identity import asker_of_message, guild_id_of, workspace_of
from adapters.discord.moderation import Moderation
from adapters.discord.proxies import Proxied, Proxies
from adapters.discord.reading import post_beside, post_in
from adapters.discord.render import Audience, render
from adapters.discord.send import Poster, new_incident
from bot.dialogue.asker import Asker
from bot.dialogue.context import context_of
from bot.dialogue.direct import page_asked_for
from bot.replies import pages, wording
from bot.replies.card import PERSONAL, Card
from bot.service.adapter import Host
from bot.service.delivery import Apologise, Make, Send, answer_claimed, deliver
from bot.service.rate_limiter import RateLimiter, Ruling
from bot.storage import Delivery
from knowledge.dates import PartialDate

log = logging.getLogger(__name__)

EDITED_WITHIN = timedelta(minutes=15)
"""Time in which a corrected question still changes its answer; an older answer has been read."""
DELETED_WITHIN = timedelta(hours=24)
"""Time in which an answer goes with its question: as long as the store knows which answered which."""
_WRITTEN_BY_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w{1,64}:)\d{1,20}>")


class AskHandler:
    """Answers messages."""

    def __init__(self, host: Host, client: discord.Client, moderation: Moderation, limiter: RateLimiter, channels: RateLimiter) -> None:
        """`limiter` is for people, `channels` for what is answered in one channel."""
        self._host = host
        self._deliveries = host.store.deliveries
        self._client = client
        self._poster = Poster(client)
        self._moderation = moderation
        self._limiter = limiter
        self._channels = channels
        self._proxies = Proxies()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def on_message(self, message: discord.Message) -> None:
        """Answer what somebody writes to the bot, once if a proxy posts it again."""
        if message.webhook_id and self._names_bot(message):
            self._on_proxied(self._proxies.on_webhook(message))
        elif self._is_meant(message):
            if guild_id_of(message) is not None:
                self._proxies.on_person(message)
            self._start(message, self._answer_new(message))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer anew if the question changed; an update without an edit only adds a preview."""
        message = event.message
        if message.edited_at is not None and self._is_meant(message) and age(message.id) <= EDITED_WITHIN:
            self._start(message, self._answer_edited(message))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Delete the answer to a message that is gone, whoever wrote it."""
        self._on_deleted(event.message_id, event.channel_id, event.guild_id)
        self._on_proxied(self._proxies.on_deleted(event.message_id))

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Delete the answers to messages that are gone."""
        for message_id in event.message_ids:
            self._on_deleted(message_id, event.channel_id, event.guild_id)

    async def answer(self, message: discord.Message, asker: Asker, delivery: Delivery) -> None:
        """Reply to a message that was claimed, or put the answer in the place of the reply that there is."""
        await answer_claimed(self._deliveries, delivery, *self._steps(message, delivery, lambda: self._card(message, asker)))

    async def _answer_new(self, message: discord.Message) -> None:
        ruling = self._count(message)
        told = wording.slow_down(ruling.seconds)
        if ruling.action == "answer" and guild_id_of(message) is not None:
            ruling = self._channels.count(message.channel.id)
            told = wording.channel_is_busy(ruling.seconds)
        if ruling.action == "silent":
            return
        asker = asker_of_message(message)

        async def make() -> Card:
            return pages.notice(told) if ruling.action == "tell" else await self._card(message, asker)

        await self._deliver(message, asker, make)

    def _count(self, message: discord.Message) -> Ruling:
        return self._limiter.count(message.author.id, full=self._host.tasks.full(workspace_of(guild_id_of(message))))

    def _start(self, message: discord.Message, work: Coroutine[None, None, None]) -> None:
        self._host.tasks.start(self._guarded(message, work), workspace_of(guild_id_of(message)))

    def _on_proxied(self, proxied: Proxied | None) -> None:
        """Answer a message that was posted again, as asked by whoever wrote it first; the first answer goes with the first message."""
        if proxied is not None:
            message, asker = proxied.message, asker_of_message(proxied.original)
            self._start(message, self._deliver(message, asker, lambda: self._card(message, asker)))

    async def _deliver(self, message: discord.Message, asker: Asker, make: Make[Card]) -> None:
        delivery = _delivery(message, asker)
        async with self._lock(message.id):
            if await self._moderation.lets_speak(guild_id_of(message), message.channel):
                await deliver(self._deliveries, delivery, *self._steps(message, delivery, make))

    async def _answer_edited(self, message: discord.Message) -> None:
        asker = asker_of_message(message)
        async with self._lock(message.id):
            if not await self._moderation.lets_speak(guild_id_of(message), message.channel):
                return
            known = await self._deliveries.delivery_of(asker.person.workspace, str(message.id))
            if known is not None and known.reply is None:
                return  # nothing could be written there, or it is another process's to answer
            if self._count(message).action != "answer":
                return
            delivery = known or _delivery(message, asker)  # if it is not known, the mention came with the edit
            if known is not None or await self._deliveries.claim(delivery):
                await self.answer(message, asker, delivery)

    def _steps(self, message: discord.Message, delivery: Delivery, make: Make[Card]) -> tuple[Make[Card], Send[Card], Apologise]:
        """Return how a message is answered: make a card, send it, apologise."""

        async def send(card: Card) -> str:
            shown = render(card, Audience(private=False, asker=delivery.person.id, question=question_in(message)))
            try:
                if delivery.reply is None:
                    return await self._poster.reply(message, shown)
                return await self._poster.change(message, delivery.reply, shown)
            except (discord.Forbidden, discord.NotFound) as error:
                log.info("nothing may be written where somebody asked (%d, code %d)", error.status, error.code)
                return ""  # which is the moderators' choice; nobody is written to privately without having asked there

        return make, send, partial(self._apologise, message)

    async def _card(self, message: discord.Message, asker: Asker) -> Card:
        card = await self._answer_to(message, asker)
        in_public = guild_id_of(message) is not None
        return pages.notice(wording.PRIVATE_IN_PUBLIC) if in_public and card.kind in PERSONAL else card

    async def _answer_to(self, message: discord.Message, asker: Asker) -> Card:
        dialogue, text = self._host.dialogue, question_in(message)
        replied_to = message.reference.resolved if message.reference else None
        if isinstance(replied_to, discord.Message) and replied_to.author == self._client.user:
            return await dialogue.answer(text, asker, wording.IN_DISCORD, context_of(pressed for _, pressed in pressed_in(replied_to)))
        beside = post_in(replied_to) if isinstance(replied_to, discord.Message) else post_beside(message)
        if beside is not None and beside.text:
            return await dialogue.answer_on_post(text, beside.text, PartialDate(beside.day.isoformat()), asker, wording.IN_DISCORD)
        card = await dialogue.answer(text, asker, wording.IN_DISCORD)
        # Without the message content intent Discord empties posts that do not name the bot.
        points_at_post = beside is not None and card.about is None and not (card.reply and card.reply.platforms)
        return pages.notice(wording.CANNOT_READ_POST) if points_at_post and not page_asked_for(text or "?") else card

    def _is_meant(self, message: discord.Message) -> bool:
        return self._client.user is not None and is_meant(message, self._client.user.id)

    def _names_bot(self, message: discord.Message) -> bool:
        return any(user == self._client.user for user in message.mentions)

    def _on_deleted(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        if age(message_id) <= DELETED_WITHIN:
            self._host.tasks.start(self._remove_answer(message_id, channel_id, guild_id))

    async def _remove_answer(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        try:
            async with self._lock(message_id):
                delivery = await self._deliveries.delivery_of(workspace_of(guild_id), str(message_id))
                if delivery is not None and delivery.reply is not None:
                    await self._poster.remove(channel_id, delivery.reply)
        except Exception as error:  # the boundary of this event
            new_incident("an answer could not be taken away with its question", error)

    def _lock(self, message_id: int) -> asyncio.Lock:
        """Return the lock under which a message is answered, edited and deleted in the order in which these events came."""
        return self._locks.setdefault(message_id, asyncio.Lock())

    async def _guarded(self, message: discord.Message, work: Coroutine[None, None, None]) -> None:
        """Do some work; if a message could not even be claimed, tell its asker."""
        try:
            await work
        except Exception as error:  # the boundary of this event
            await self._apologise(message, new_incident("a message could not be claimed", error))

    async def _apologise(self, message: discord.Message, incident: str) -> None:
        await self._poster.reply(message, render(pages.notice(wording.trouble(incident)), Audience(private=False)))


def is_meant(message: discord.Message, bot_id: int) -> bool:
    """Return True if a person says this to the bot: directly, or by naming or answering it. Everybody and roles do not count."""
    if message.author.bot or message.webhook_id or message.type not in _WRITTEN_BY_PEOPLE:
        return False
    return guild_id_of(message) is None or any(user.id == bot_id for user in message.mentions)


def question_in(message: discord.Message) -> str:
    """Return a message's text without mentions, channels and emoji of a server, none of which is a word."""
    return _MARKUP.sub(" ", message.content).strip()


def age(message_id: int) -> timedelta:
    """Return how long ago a message was written, as its id says."""
    return datetime.now(UTC) - discord.utils.snowflake_time(message_id)


def _delivery(message: discord.Message, asker: Asker) -> Delivery:
    """Return the delivery of a message; the address is where it stands and in which conversation."""
    return Delivery(asker.person, str(message.id), {"channel": str(message.channel.id), "conversation": asker.conversation or ""})
