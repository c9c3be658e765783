"""Wire the Slack app: settings, installations, bolt and its handlers; start and stop it as an adapter of the service."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError

from adapters.slack.answering import GRACE_SECONDS, Answering
from adapters.slack.ask import AskHandler
from adapters.slack.buttons import Audience
from adapters.slack.desk import DESK, Administration
from adapters.slack.home import Home
from adapters.slack.install import new_flow
from adapters.slack.installations import Authorize, OneInstallation, SlackInstallations
from adapters.slack.press import PressHandler
from adapters.slack.send import CLOSED, Sender, UndeliveredError
from adapters.slack.settings import CLAIMS_SHORTCUT, SURFACE, WHERE, Connection
from adapters.slack.text import mention
from adapters.slack.transport import Socket, new_router
from adapters.slack.web_api import BOLT_LOG, REFUSED_TOKEN, TRANSPORT_ERRORS, error_of, new_session, note_incident, web_client
from bot.replies import wording
from bot.replies.card import Card
from bot.service.adapter import CannotPostError, Host, PostLaterError
from bot.service.settings import ServiceSettings, SettingsError, read
from bot.storage import Workspace

log = logging.getLogger(__name__)

ANY = re.compile("")


class SlackAdapter:
    """Run the Slack app as an adapter of the service."""

    def __init__(self, host: Host, connection: Connection) -> None:
        """Build the app and add its routes; connects to nothing yet."""
        if connection.oauth is not None and host.keys is None:
            raise SettingsError("SLACK_CLIENT_ID needs SMALLPRINT_SECRET_KEY, which encrypts the tokens of the workspaces")
        self._connection = connection
        self._host = host
        self._retention_days = read(ServiceSettings, host.settings).retention_days
        self.client = web_client(connection.api_url)
        self.installations = (
            OneInstallation(host.store, self.client, connection.bot_token)
            if connection.bot_token is not None
            else SlackInstallations(host.store, self.client)
        )
        self.authorize = Authorize(self.installations, self.client, connection.oauth)
        self._sender = Sender(self.installations, connection.response_origins)
        self._answering = Answering(host.store, host.tasks, self._sender, self._retention_days)
        self.bolt = self._new_bolt()
        self._listen()
        self._socket = Socket(self.bolt, connection.app_token) if connection.app_token else None
        self.router = new_router(self.bolt, "" if self._socket else connection.signing_secret)
        self._session: aiohttp.ClientSession | None = None
        self._catch_up_task: asyncio.Task[None] | None = None
        self._notify_task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to take events; SettingsError if Slack refuses a token."""
        started = datetime.now(UTC)
        self.client.session = self._session = new_session()
        if self._connection.bot_token is not None:
            await self._check(self._connection.bot_token)
        if self._socket is not None:
            await self._socket.start()
        self._catch_up_task = asyncio.create_task(self._catch_up(started))
        self._notify_task = asyncio.create_task(self._answering.notify_overdue(self.authorize))

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:
        """Post a card at an address: a `workspace`, and there a `channel`, or a user's id as one, and perhaps a `thread`.

        Slack keeps the key as metadata of the message, by which it is found again.
        """
        workspace = Workspace(SURFACE, address["workspace"])
        client = await self.authorize.client_for(workspace)
        if client is None:
            raise CannotPostError("Slack: the app is not installed there any more")
        if again and await self._sender.has_arrived(client, workspace, address["channel"], key, address.get("thread", "")):
            return
        above = wording.added_by(mention(address["added_by"])) if address.get("added_by") else ""
        way = self._sender.posted(client, workspace, address["channel"], address.get("thread", ""), key)
        try:
            await self._sender.send(way, card, Audience("", self._retention_days, above=above))
        except UndeliveredError as undelivered:
            if undelivered.error in CLOSED:
                raise CannotPostError(f"Slack: {undelivered.error}") from None
            if undelivered.after is not None:
                raise PostLaterError(undelivered.after) from None
            raise

    async def stop_taking(self) -> None:
        """Stop accepting events."""
        for task in self._in_background():
            task.cancel()
        if self._socket is not None:
            await self._socket.stop_taking()

    async def close(self) -> None:
        """Close the connections."""
        for task in self._in_background():
            task.cancel()
        await asyncio.gather(*self._in_background(), return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()

    def health_problem(self) -> str | None:
        """Return why no events can come now."""
        return self._socket.health_problem() if self._socket is not None else None

    def _in_background(self) -> Sequence[asyncio.Task[None]]:
        return [task for task in (self._catch_up_task, self._notify_task) if task is not None]

    async def _catch_up(self, started: datetime) -> None:
        """Do what was missed while the service was down: removals, and telling those who were left without an answer."""

        async def attempt(work: Callable[[], Awaitable[None]]) -> None:
            try:
                await work()
            except Exception as error:
                note_incident(error, "catching up after the start")

        async def notify() -> None:
            await asyncio.sleep(GRACE_SECONDS)
            await self._answering.notify_unanswered(self.authorize, started)

        await asyncio.gather(attempt(notify), attempt(self.installations.remove_all_refused))

    async def _check(self, bot_token: str) -> None:
        try:
            await self.client.auth_test(token=bot_token)
        except SlackApiError as error:
            if error_of(error) in REFUSED_TOKEN:
                raise SettingsError(f"SLACK_BOT_TOKEN: Slack refuses it ({error_of(error)}); see {WHERE['SLACK_BOT_TOKEN']}") from None
            log.warning("Slack does not say yet whose token it is (%s); asked again with the first event", error_of(error))
        except TRANSPORT_ERRORS as error:
            log.warning("Slack cannot be reached yet (%s); asked again with the first event", error_of(error))

    def _new_bolt(self) -> AsyncApp:
        """Make bolt's app. Listeners acknowledge once an event is claimed, so bolt processes before it responds."""
        oauth = self._connection.oauth
        flow = new_flow(self.client, self._connection, oauth, self.installations, self._host.store, self._retention_days) if oauth else None
        bolt = AsyncApp(
            name="smallprint",
            logger=BOLT_LOG,
            client=self.client,
            signing_secret="",
            request_verification_enabled=False,  # the HTTP routes check signatures, see transport.py
            process_before_response=True,
            before_authorize=_without_response_url,
            authorize=self.authorize,  # type: ignore[arg-type]  # bolt takes an AsyncAuthorize as it is, which only its code says
            installation_store=self.installations,
            oauth_flow=flow,
            user_facing_authorize_error_message=wording.NOT_INSTALLED,
        )
        bolt.error(_failed)
        return bolt

    def _listen(self) -> None:
        """Register a handler for each kind of event, command, shortcut and view; `PressHandler.listen` does so for actions."""
        administration = Administration(self._host.dialogue.desk, self._answering, shared=self._connection.oauth is not None)
        asking = AskHandler(self._host.dialogue, self._answering, administration)
        home = Home(self._host.dialogue, self._answering, administration, asking.offer)
        pressing = PressHandler(self._host.dialogue, self._answering, home, administration)
        bolt = self.bolt
        bolt.command(ANY)(asking.command)
        bolt.shortcut(CLAIMS_SHORTCUT)(asking.check_claims)
        bolt.event("app_mention")(asking.mention)
        bolt.event("message")(asking.message)
        bolt.event("assistant_thread_started")(asking.pane_opened)
        bolt.event("app_home_opened")(home.opened)
        pressing.listen(bolt)
        bolt.view(DESK)(administration.submitted)
        bolt.enable_token_revocation_listeners()
        bolt.event(ANY)(_nothing_to_do)


async def _without_response_url(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 - bolt's name
    """Keep bolt from answering at a response URL itself: it asks no questions about where that leads."""
    context.pop("response_url", None)
    await next()


async def _nothing_to_do() -> None:
    """Acknowledge an event that means nothing here, so that Slack does not send it again."""


async def _failed(error: Exception) -> BoltResponse:
    """Return 503, so that Slack retries an event we failed to claim, or tells the person itself."""
    note_incident(error, "taking an event")
    return BoltResponse(status=503, body="")
