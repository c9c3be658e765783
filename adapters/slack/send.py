"""Send a card by the way that fits its place, by another if that is closed, as text alone if its layout is refused, and never twice."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.buttons import Audience
from adapters.slack.incoming import Incoming, Place, is_direct
from adapters.slack.installations import SlackInstallations
from adapters.slack.render import Rendered, render
from adapters.slack.settings import SURFACE, origin_of
from adapters.slack.web_api import (
    DEAD_TOKEN,
    TRANSPORT_ERRORS,
    asked_to_wait,
    error_of,
    may_have_arrived,
    new_session,
    note_refusal,
)
from bot.observing import incidents
from bot.replies import wording
from bot.replies.blocks import Paragraph
from bot.replies.card import PERSONAL, Card
from bot.storage import Workspace

REFUSED_LAYOUT = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments", "msg_blocks_too_long"})
"""Slack's errors for blocks that it does not know or finds too long; the text beside them holds the whole answer."""
NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found", "no_permission", "restricted_action"})
"""Slack's errors if the app may not write into a channel."""
CLOSED = NOT_A_MEMBER | {"is_archived", "user_not_found", "messages_tab_disabled"} | DEAD_TOKEN
"""Slack's errors if the app can never write there, as far as can be told."""
MAY_NOT_LOOK = NOT_A_MEMBER | {"missing_scope", "thread_not_found"}
"""Slack's errors if the app may not read the messages of a channel or thread."""
LOOKED_THROUGH = 100
"""Among so many messages is one that was posted before the process ended: it is tried again within minutes."""
METADATA = "smallprint_told"
_USERS = ("U", "W")
"""First letters of the ids of users; other ids are those of conversations."""

log = logging.getLogger(__name__)


class UndeliveredError(Exception):
    """A message of which Slack did not say that it arrived.

    `error` is Slack's name for why; `uncertain` tells that it may have arrived all the same, because the connection was cut; `after` is how
    many seconds Slack asks to wait, None if it does not.
    """

    def __init__(self, error: str, *, uncertain: bool = False, after: int | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.uncertain = uncertain
        self.after = after


class Way(NamedTuple):
    """One way to send a message: its name for the log, and what sends it; gives the message's id, or raises UndeliveredError."""

    name: str
    send: Callable[[Rendered], Awaitable[str]]


class Sender:
    """Sends messages, and posts to Slack's response URLs only."""

    def __init__(self, installations: SlackInstallations, response_origins: frozenset[str]) -> None:
        self.installations = installations
        self._response_origins = response_origins

    async def send(self, way: Way, card: Card, audience: Audience) -> str:
        """Send a card one way; if Slack refuses its layout, without a table, then as text alone. UndeliveredError if it does not arrive."""
        layouts = [render(card, audience)]
        if card.table is not None:
            layouts.append(render(card, audience, tables=False))
        for message in layouts:
            try:
                return await way.send(message)
            except UndeliveredError as undelivered:
                if undelivered.error not in REFUSED_LAYOUT:
                    raise
                note_refusal(undelivered.error, f"laying a message out for {way.name}; sending it plainer")
        return await way.send(layouts[-1]._replace(blocks=[]))

    async def deliver(self, event: Incoming, card: Card, audience: Audience) -> str | None:
        """Bring a card to its place, or to the person elsewhere; return the message's id, None (logged, counted) if nothing works."""
        if card.kind in PERSONAL and not is_direct(event.place.channel):  # what is stored about somebody is shown to them alone
            event = event.in_private()
        place, errors, shown = event.place, [], card
        for way in self._ways(event):
            try:
                return await self.send(way, shown, audience)
            except UndeliveredError as undelivered:
                errors.append(f"{way.name}: {undelivered.error}")
                if place.open and shown is card:
                    why = wording.MAY_HAVE_ANSWERED_THERE if undelivered.uncertain else wording.COULD_NOT_ANSWER_THERE
                    shown = card._replace(brief=(*card.brief, Paragraph(why)))
        incidents.note(SURFACE, "delivering an answer", "; ".join(errors) or "there is no way to its asker")
        return None

    def _ways(self, event: Incoming) -> Sequence[Way]:
        """Return the ways to an event's place, best first; none posts into a conversation a second time."""
        client, workspace, place = event.client, event.person.workspace, event.place
        direct = self.posted(client, workspace, place.user, key=event.key)
        if not place.channel or place.channel == place.user:
            return [*self._responses(event), direct]
        public = [self.posted(client, workspace, place.channel, place.thread, event.key)] if place.open else []
        private = self._ephemeral(client, workspace, place)
        ways = [private, *self._responses(event)] if place.thread else [*self._responses(event), private]
        return [*public, *ways] if is_direct(place.channel) and place.open else [*public, *ways, direct]

    def _responses(self, event: Incoming) -> Sequence[Way]:
        return [self.responded(event.client, event.place.response_url)] if event.place.response_url else []

    async def has_arrived(self, client: AsyncWebClient, workspace: Workspace, channel: str, key: str, thread: str = "") -> bool:
        """Return True if a message with a key stands among those of a channel or thread; False also where the app may not look."""
        try:
            if channel.startswith(_USERS):
                opened = await self._called(workspace, client.conversations_open(users=channel))
                channel = opened["channel"]["id"]
            looked: dict[str, Any] = {"channel": channel, "limit": LOOKED_THROUGH, "include_all_metadata": True}
            there = client.conversations_replies(ts=thread, **looked) if thread else client.conversations_history(**looked)
            messages = (await self._called(workspace, there)).get("messages") or ()
        except UndeliveredError as refused:
            log.debug("whether a message arrived could not be looked up: %s", refused.error)
            if refused.error in MAY_NOT_LOOK:
                return False
            raise
        return any(((message.get("metadata") or {}).get("event_payload") or {}).get("key") == key for message in messages)

    def posted(self, client: AsyncWebClient, workspace: Workspace, channel: str, thread: str = "", key: str = "") -> Way:
        """Post a message for everybody in a channel or thread; a user's id as the channel is the direct conversation with them.

        A message carries its key, or that of the event that it answers, as metadata, by which it is found if the process dies.
        """

        async def send(message: Rendered) -> str:
            sent = client.chat_postMessage(
                channel=channel,
                thread_ts=thread or None,
                text=message.text,
                blocks=message.blocks or None,
                metadata={"event_type": METADATA, "event_payload": {"key": key}} if key else None,
                unfurl_links=False,
                unfurl_media=False,
            )
            return str((await self._called(workspace, sent))["ts"])

        return Way("chat.postMessage", send)

    def _ephemeral(self, client: AsyncWebClient, workspace: Workspace, place: Place) -> Way:
        """Post a message that only one person in a channel or thread sees; Slack shows none in a thread without replies."""
        thread = "" if place.new_thread else place.thread

        async def send(message: Rendered) -> str:
            sent = client.chat_postEphemeral(
                channel=place.channel, user=place.user, thread_ts=thread or None, text=message.text, blocks=message.blocks or None
            )
            return str((await self._called(workspace, sent))["message_ts"])

        return Way("chat.postEphemeral", send)

    def responded(self, client: AsyncWebClient, url: str, *, in_channel: bool = False, replace: bool = False) -> Way:
        """Send a message to a response URL: private, for everybody in the channel, or in place of the message whose button was pressed."""

        async def send(message: Rendered) -> str:
            if origin_of(url) not in self._response_origins:
                raise UndeliveredError("not an address of Slack")
            kind = {"replace_original": True} if replace else {"response_type": "in_channel" if in_channel else "ephemeral"}
            body = {"text": message.text, "unfurl_links": False, "unfurl_media": False, **kind}
            if message.blocks:
                body["blocks"] = message.blocks
            session = client.session or new_session()
            try:
                async with session.post(url, json=body, allow_redirects=False) as said:
                    if said.status != 200:
                        raise UndeliveredError(_error_in(await said.text()) or f"HTTP {said.status}", uncertain=said.status >= 500)
            except TRANSPORT_ERRORS as error:
                raise UndeliveredError(error_of(error), uncertain=may_have_arrived(error)) from None
            finally:
                if session is not client.session:
                    await session.close()
            return ""

        return Way("response_url", send)

    async def _called(self, workspace: Workspace, call: Awaitable[Any]) -> Any:  # noqa: ANN401 - as the SDK's
        try:
            async with self.installations.calling(workspace):
                return await call
        except (SlackApiError, *TRANSPORT_ERRORS) as error:
            raise UndeliveredError(error_of(error), uncertain=may_have_arrived(error), after=asked_to_wait(error)) from None


def _error_in(body: str) -> str:
    """Return Slack's name for an error; it answers with the name, or with JSON that holds it."""
    return next((name for name in (*REFUSED_LAYOUT, "used_url", "expired_url", "no_text") if name in body), "")
