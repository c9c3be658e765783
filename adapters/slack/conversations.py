"""Mentions, direct messages and the assistant pane: answered where they were written, with the memory of that conversation."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError

from adapters.slack.answering import Answering, Event
from adapters.slack.command import USAGE
from adapters.slack.incoming import Payload, asker_in, person_of, somebody_wrote, typed
from adapters.slack.places import Place
from adapters.slack.web_api import TRANSPORT_ERRORS, error_of
from bot.dialogue.asker import Asker
from bot.dialogue.chat import Chat
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.layout import Heading
from bot.understanding.question import Turn

log = logging.getLogger(__name__)

MAX_TITLE = 255
"""The longest title of an assistant thread, in characters."""


class Conversations:
    """Answers what people write."""

    def __init__(self, chat: Chat, answering: Answering) -> None:
        """Take what answers."""
        self._chat = chat
        self._answering = answering

    async def mention(self, context: AsyncBoltContext, body: Payload) -> None:
        """Somebody mentioned the app in a channel: the answer goes into the thread, which it opens where there is none."""
        event = body["event"]
        if not somebody_wrote(event):
            return
        person = person_of(context)
        thread = event.get("thread_ts") or event["ts"]
        text = typed(event.get("text") or "", context.bot_user_id or "")
        place = Place(person.id, event["channel"], thread, open=True)
        asker = asker_in(person, event["channel"], thread)

        async def make() -> Card:
            return await self._chat.ask(text, asker, USAGE)

        setting = self._answering.setting(person)._replace(question=text)
        await self._answering.answer(Event(person, body["event_id"], place, context.client), make, setting)

    async def direct_message(self, context: AsyncBoltContext, body: Payload) -> None:
        """Somebody wrote to the app: the answer goes below, in the thread of the assistant pane where it is one."""
        event = body["event"]
        if event.get("channel_type") != "im" or not somebody_wrote(event):
            return
        person = person_of(context)
        thread = event.get("thread_ts") or ""
        text = typed(event.get("text") or "", context.bot_user_id or "")
        place = Place(person.id, event["channel"], thread, open=True)
        asker = asker_in(person, event["channel"], thread)

        async def make() -> Card:
            if not thread:
                return await self._chat.ask(text, asker, USAGE)
            return await self._in_pane(context, place, text, asker)

        setting = self._answering.setting(person)._replace(question=text)
        await self._answering.answer(Event(person, body["event_id"], place, context.client), make, setting)

    async def pane_opened(self, context: AsyncBoltContext, body: Payload) -> None:
        """Somebody opened the assistant pane: offer questions."""
        thread = body["event"]["assistant_thread"]
        prompts = [{"title": example, "message": example} for example in wording.EXAMPLES]

        async def offer() -> None:
            await _try(
                context.client.assistant_threads_setSuggestedPrompts(
                    channel_id=thread["channel_id"], thread_ts=thread["thread_ts"], title=wording.PROMPTS_TITLE, prompts=prompts
                )
            )

        self._answering.tasks.start(offer())

    async def _in_pane(self, context: AsyncBoltContext, place: Place, text: str, asker: Asker) -> Card:
        """Answer with a status while it takes, and name the thread after its first answer."""
        client, channel, thread = context.client, place.channel, place.thread
        first = await self._answering.store.turn(asker.person.workspace, asker.conversation or "") == Turn()
        await _try(client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=wording.LOOKING_IT_UP))
        card = await self._chat.ask(text, asker, USAGE)
        title = next((block.text for block in card.blocks if isinstance(block, Heading)), "")
        if first and title:
            await _try(client.assistant_threads_setTitle(channel_id=channel, thread_ts=thread, title=title[:MAX_TITLE]))
        return card


async def _try(call: Awaitable[Any]) -> None:
    """A courtesy that may fail: a direct message's thread need not be one of the assistant pane."""
    try:
        await call
    except (SlackApiError, *TRANSPORT_ERRORS) as error:
        log.debug("Slack did not take a courtesy: %s", error_of(error))
