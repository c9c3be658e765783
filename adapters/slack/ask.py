"""Asking in Slack: by command, mention, direct message, in the assistant pane, and by the message shortcut *Check claims*."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError

from adapters.slack.answering import Answering, just
from adapters.slack.buttons import Origin
from adapters.slack.desk import Administration
from adapters.slack.incoming import (
    Incoming,
    Payload,
    Place,
    asker_in,
    forwarded,
    is_direct,
    mention_added,
    person_of,
    private_asker,
    read_post,
    seen_outside,
    somebody_wrote,
    typed,
    workspace_of,
)
from adapters.slack.render import render
from adapters.slack.settings import COMMAND
from adapters.slack.web_api import TRANSPORT_ERRORS, error_of, note_incident
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.pointing import asks_about_post
from bot.replies import pages, wording
from bot.replies.card import Button, Card
from bot.storage import Person
from knowledge.dates import PartialDate

log = logging.getLogger(__name__)

MAX_TITLE = 255
"""The longest title of an assistant thread, in characters."""


class AskHandler:
    """Handle slash commands, mentions, direct messages, and the shortcut *Check claims*."""

    def __init__(self, dialogue: Dialogue, answering: Answering, administration: Administration) -> None:
        self._dialogue = dialogue
        self._answering = answering
        self._administration = administration

    async def command(self, ack: AsyncAck, context: AsyncBoltContext, body: Payload) -> None:
        """Answer a slash command privately in its own acknowledgement, so that what was acknowledged is answered."""
        person, text = person_of(context), typed(body.get("text") or "")
        ruling = self._answering.count(person, text)
        if ruling.action == "silent":
            await ack()
            return
        audience = self._answering.audience(person)._replace(share="channel", question=text)
        try:
            if ruling.action == "tell":
                card = pages.notice(wording.slow_down(ruling.seconds))
            elif (target := self._administration.target_of(text)) is not None:
                card = await self._administration.card(target, context.client, person)
            else:
                with self._answering.tasks.in_request(person.workspace):
                    card = await self._dialogue.answer(
                        text, private_asker(person, body.get("channel_id", "")), wording.in_slack(body["command"])
                    )
            if card.table is not None:  # a workspace may refuse tables, which only an answer to the response URL tells
                place = Place(person.id, body.get("channel_id", ""), response_url=body.get("response_url") or "")
                event = Incoming(person, f"command:{body['trigger_id']}", place, context.client)
                await self._answering.answer(event, just(card), audience=audience)
                await ack()
                return
            message = render(card, audience)
        except Exception as error:
            message = render(pages.notice(wording.trouble(note_incident(error, "answering a command"))), audience)
        await ack(response_type="ephemeral", text=message.text, blocks=message.blocks)

    async def mention(self, context: AsyncBoltContext, body: Payload) -> None:
        """Answer a mention, whether it was there at once or came with an edit."""
        await self._mentioned(context, body["event"], outside=seen_outside(body))

    async def message(self, context: AsyncBoltContext, body: Payload) -> None:
        """Answer a direct message, and a mention that an edit added."""
        event = body["event"]
        if event.get("subtype") == "message_changed":
            if (added := mention_added(event, context.bot_user_id or "")) is not None:
                await self._mentioned(context, added, outside=seen_outside(body))
        elif event.get("channel_type") == "im" and somebody_wrote(event) and not event.get("edited"):
            await self._answer_in_thread(context, event, body["event_id"], public=False, outside=seen_outside(body))

    async def _mentioned(self, context: AsyncBoltContext, message: Payload, *, outside: bool) -> None:
        """Answer a mention, each message once, however often it is edited."""
        if somebody_wrote(message):
            key = f"mention:{message['channel']}:{message['ts']}"
            await self._answer_in_thread(context, message, key, public=True, outside=outside)

    async def _answer_in_thread(self, context: AsyncBoltContext, message: Payload, key: str, *, public: bool, outside: bool) -> None:
        """Answer a message in its thread; of one that stands alone it is the first message."""
        person, thread = Person(workspace_of(context), message["user"]), message.get("thread_ts")
        place = Place(person.id, message["channel"], thread or message["ts"], open=True, new_thread=not thread)
        text = typed(message.get("text") or "", context.bot_user_id or "")
        asker = asker_in(person, place.channel, place.thread, outside=outside)

        async def make() -> Card:
            if (card := await self._about_post(context, message, text, asker)) is not None:
                return card
            if public:
                return await self._dialogue.answer(text, asker, wording.in_slack(COMMAND))
            return await self._in_pane(context, place, text, asker)

        audience = self._answering.audience(person)._replace(question=text, public=public)
        await self._answering.answer_text(Incoming(person, key, place, context.client), text, make, audience)

    async def _about_post(self, context: AsyncBoltContext, event: Payload, text: str, asker: Asker) -> Card | None:
        """Answer a message that forwards a post, or asks below one "is this true?", with the post's claims; None if it does neither."""
        post = forwarded(event)
        if post is None and event.get("thread_ts") and not is_direct(event["channel"]) and asks_about_post(text):
            root = await self._root(context, event)
            if root is None:
                return pages.notice(wording.POST_NOT_READABLE)
            if f"<@{context.bot_user_id}" in (root.get("text") or ""):  # a question to us: what is asked about is our answer
                return None
            post = read_post(root)
        if post is None:
            return None
        return await self._dialogue.answer_on_post(text, post.text, day_of(post.ts or event["ts"]), asker, wording.in_slack(COMMAND))

    async def _root(self, context: AsyncBoltContext, event: Payload) -> Payload | None:
        """Read the post that a thread stands under; None if we may not, which takes a scope that is optional."""
        try:
            said = await context.client.conversations_replies(channel=event["channel"], ts=event["thread_ts"], limit=1, inclusive=True)
        except (SlackApiError, *TRANSPORT_ERRORS) as error:
            log.debug("the post above could not be read: %s", error_of(error))
            return None
        return next(iter(said.get("messages") or ()), None)

    async def pane_opened(self, context: AsyncBoltContext, body: Payload) -> None:
        """Offer questions to somebody who opened the assistant pane (`assistant_view`)."""
        thread = body["event"]["assistant_thread"]
        self.offer(context, thread["channel_id"], thread["thread_ts"])

    def offer(self, context: AsyncBoltContext, channel: str, thread: str | None = None) -> None:
        """Offer questions to press in a direct conversation; `agent_view` takes them without a thread only."""
        prompts = [{"title": example, "message": example} for example in wording.EXAMPLES]
        call = context.client.assistant_threads_setSuggestedPrompts
        self._answering.tasks.start(_attempt(call(channel_id=channel, thread_ts=thread, title=wording.PROMPTS_TITLE, prompts=prompts)))

    async def _in_pane(self, context: AsyncBoltContext, place: Place, text: str, asker: Asker) -> Card:
        """Answer with a status while it takes, and name the thread after its first answer."""
        client, channel, thread = context.client, place.channel, place.thread
        first = await self._answering.store.conversations.last(asker.person.workspace, asker.conversation or "") is None
        await _attempt(client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=wording.LOOKING_IT_UP))
        card = await self._dialogue.answer(text, asker, wording.in_slack(COMMAND))
        title = card.heading.text
        if first and title:
            await _attempt(client.assistant_threads_setTitle(channel_id=channel, thread_ts=thread, title=title[:MAX_TITLE]))
        return card

    async def check_claims(self, ack: AsyncAck, context: AsyncBoltContext, body: Payload) -> None:
        """Tell whoever used the shortcut on a message, and nobody else, what the message claims."""
        message, channel, person = body["message"], body["channel"]["id"], person_of(context)
        thread = message.get("thread_ts") or ""
        post = read_post(message)
        text, day = post.text, day_of(post.ts)
        place = Place(person.id, channel, thread, body.get("response_url") or "")
        event = Incoming(person, f"check:{body['trigger_id']}", place, context.client)

        async def make() -> Card:
            card = self._dialogue.claims(text, day)
            if not card.claims or is_direct(channel):
                return card
            origin = Origin(thread or message["ts"], str(day), card.claims).encode()
            return card._replace(buttons=(*card.buttons, Button(wording.SHARE_IN_THREAD, "share", origin)))

        audience = self._answering.audience(person)
        await self._answering.answer_text(event, text, make, audience)
        await ack()


async def _attempt(call: Awaitable[Any]) -> None:
    """Make an optional call: a thread of direct messages need not belong to the assistant pane, so a refusal is only logged."""
    try:
        await call
    except (SlackApiError, *TRANSPORT_ERRORS) as error:
        log.debug("an optional call to Slack failed: %s", error_of(error))


def day_of(ts: str) -> PartialDate:
    """Return the day on which a message was written, in UTC; its timestamp is seconds since 1970."""
    return PartialDate(datetime.fromtimestamp(float(ts), UTC).date().isoformat())
