"""Brings cards to people: by the way that fits the place, by another where that is closed, and never lost without a word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.authorizing import SURFACE
from adapters.slack.places import Place
from adapters.slack.render import Message, Setting, render
from adapters.slack.web_api import SDK_LOG, TIMEOUT_SECONDS, TRANSPORT_ERRORS, error_of, retry_handlers
from bot.observing import incidents
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.layout import Text
from bot.storage import Workspace

REFUSED_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments"})
"""What Slack says of a block that it does not know (a table, where it is not rolled out)."""
NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found", "no_permission", "restricted_action"})
"""What Slack says where the app may not write into a channel."""


class UndeliveredError(Exception):
    """A message that did not arrive; `error` is Slack's name for why."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Tables:
    """Which workspaces take table blocks, as far as this process has seen.

    A command's answer cannot be refused visibly, so it holds a table only where one was taken before.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._taken: dict[Workspace, bool] = {}

    def may_try(self, workspace: Workspace) -> bool:
        """Whether a table is worth a try where a refusal can be seen."""
        return self._taken.get(workspace, True)

    def are_taken(self, workspace: Workspace) -> bool:
        """Whether a table was taken before."""
        return self._taken.get(workspace, False)

    def note(self, workspace: Workspace, *, taken: bool) -> None:
        """Remember what became of a table."""
        self._taken[workspace] = taken


class Way(NamedTuple):
    """One way to send a message: its name for the log, and what sends it and gives the message's id, or raises UndeliveredError."""

    name: str
    send: Callable[[Message], Awaitable[str]]


class Courier:
    """Sends messages. `tables` is shared with what answers commands."""

    def __init__(self, tables: Tables) -> None:
        """Take the memory of tables."""
        self.tables = tables

    async def deliver(self, client: AsyncWebClient, workspace: Workspace, place: Place, card: Card, setting: Setting) -> str | None:
        """Bring a card to its place, or to the person elsewhere; the message's id, None (logged and counted) where nothing works."""
        errors = []
        for number, way in enumerate(ways_to(client, place)):
            shown = _moved(card) if number and place.open else card
            try:
                return await self.send(workspace, way, shown, setting)
            except UndeliveredError as undelivered:
                errors.append(f"{way.name}: {undelivered.error}")
        incidents.note(SURFACE, "delivering an answer", "; ".join(errors) or "there is no way to its asker")
        return None

    async def send(self, workspace: Workspace, way: Way, card: Card, setting: Setting) -> str:
        """Send a card one way, a comparison without its table where the table is refused; UndeliveredError where that is not to be."""
        tables = card.table is not None and setting.tables and self.tables.may_try(workspace)
        try:
            sent = await way.send(render(card, setting._replace(tables=tables)))
        except UndeliveredError as undelivered:
            if not tables or undelivered.error not in REFUSED_BLOCKS:
                raise
            self.tables.note(workspace, taken=False)
            return await way.send(render(card, setting._replace(tables=False)))
        if tables:
            self.tables.note(workspace, taken=True)
        return sent


def ways_to(client: AsyncWebClient, place: Place) -> Sequence[Way]:
    """The ways to a place, best first; the last is a direct message."""
    ways = []
    if place.open:
        ways.append(posted(client, place.channel, place.thread))
    in_private = ephemeral(client, place)
    answer = [responded(client, place.response_url)] if place.response_url else []
    if place.channel and place.channel != place.user:
        ways += [in_private, *answer] if place.thread else [*answer, in_private]
    else:
        ways += answer
    return [*ways, posted(client, place.user)]


def posted(client: AsyncWebClient, channel: str, thread: str = "") -> Way:
    """A message for everybody in a channel or thread; a user's id as the channel is the direct conversation with them."""

    async def send(message: Message) -> str:
        called = client.chat_postMessage(
            channel=channel,
            thread_ts=thread or None,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str((await _called(called))["ts"])

    return Way("chat.postMessage", send)


def ephemeral(client: AsyncWebClient, place: Place) -> Way:
    """A message that only one person in a channel or thread sees."""

    async def send(message: Message) -> str:
        called = client.chat_postEphemeral(
            channel=place.channel, user=place.user, thread_ts=place.thread or None, text=message.text, blocks=message.blocks
        )
        return str((await _called(called))["message_ts"])

    return Way("chat.postEphemeral", send)


def responded(client: AsyncWebClient, url: str, *, in_channel: bool = False, replace: bool = False) -> Way:
    """A message to a response URL: private, for everybody in the channel, or in place of the message whose button was pressed."""

    async def send(message: Message) -> str:
        kind = {"replace_original": True} if replace else {"response_type": "in_channel" if in_channel else "ephemeral"}
        body = {"text": message.text, "blocks": message.blocks, "unfurl_links": False, "unfurl_media": False, **kind}
        webhook = AsyncWebhookClient(url, timeout=TIMEOUT_SECONDS, session=client.session, logger=SDK_LOG, retry_handlers=retry_handlers())
        try:
            said = await webhook.send_dict(body)
        except TRANSPORT_ERRORS as error:
            raise UndeliveredError(error_of(error)) from None
        if said.status_code != 200:
            raise UndeliveredError(_error_in(said.body) or f"HTTP {said.status_code}")
        return ""

    return Way("response_url", send)


async def _called(call: Awaitable[Any]) -> Any:  # noqa: ANN401 - as the SDK's
    try:
        return await call
    except (SlackApiError, *TRANSPORT_ERRORS) as error:
        raise UndeliveredError(error_of(error)) from None


def _error_in(body: str) -> str:
    """Slack answers with a name, or with JSON that holds one."""
    return next((name for name in (*REFUSED_BLOCKS, "used_url", "expired_url", "no_text") if name in body), "")


def _moved(card: Card) -> Card:
    """The card with a word on why it comes another way than asked."""
    return card._replace(blocks=(Text(wording.COULD_NOT_ANSWER_THERE), *card.blocks))
