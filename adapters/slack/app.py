"""The Slack app: one bolt app behind HTTP and Socket Mode, opened, started and stopped as an adapter of the service."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import incidents, installing
from adapters.slack.answering import Answering
from adapters.slack.authorizing import Authorize, ManyWorkspaces, OneWorkspace
from adapters.slack.bridge import Route, router_of
from adapters.slack.buttons import Buttons
from adapters.slack.checking import Checking
from adapters.slack.command import Command
from adapters.slack.conversations import Conversations
from adapters.slack.courier import Courier, Tables
from adapters.slack.forms import REPORT
from adapters.slack.home import Home
from adapters.slack.http import Http
from adapters.slack.incoming import Payload
from adapters.slack.listening import EVENT, FORM, MESSAGE_SHORTCUT, OPTIONS, PRESS, SLASH, Listener, Listening, Sent
from adapters.slack.reports import Reports
from adapters.slack.scopes import CLAIMS_SHORTCUT, COMMAND
from adapters.slack.settings import WHERE, Connection
from adapters.slack.socket import Socket
from adapters.slack.web_api import BOLT_LOG, REFUSED_TOKEN, TRANSPORT_ERRORS, error_of, new_session, web_client
from bot.replies import wording
from bot.replies.card import Card
from bot.service.adapter import CannotPostError, Host
from bot.service.settings import ServiceSettings, SettingsError, read

log = logging.getLogger(__name__)


class SlackApp:
    """The app, open as an adapter."""

    def __init__(self, host: Host, connection: Connection) -> None:
        """Build the app and add its routes; connects to nothing yet."""
        if connection.oauth is not None and host.keys is None:
            raise SettingsError("SLACK_CLIENT_ID needs SMALLPRINT_SECRET_KEY, which encrypts the tokens of the workspaces")
        self._connection = connection
        self._host = host
        retention_days = read(ServiceSettings, host.settings).retention_days
        self.client = web_client(connection.api_url)
        self.authorize: Authorize
        flow: AsyncOAuthFlow | None = None
        routes: list[Route] = []
        if connection.bot_token is not None:
            self.authorize = OneWorkspace(self.client, connection.bot_token)
        else:
            self.authorize = ManyWorkspaces(host.store)
        if connection.oauth is not None:
            flow = installing.new_flow(self.client, connection, connection.oauth, host.store, self.authorize, retention_days)
            routes += installing.routes(flow)
        self._tables = Tables()
        self._answering = Answering(host.store, host.tasks, Courier(self._tables), retention_days)
        self.bolt = _new_bolt(self.client, self.authorize, flow)
        self.bolt.use(Listening(self._listeners(retention_days)))
        self._socket = Socket(self.bolt, connection.app_token) if connection.app_token else None
        if self._socket is None:
            routes.append(Http(self.bolt, connection.signing_secret).route())
        self.router = router_of(routes)
        self._session: aiohttp.ClientSession | None = None
        self._telling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to take events; SettingsError where Slack refuses a token."""
        started = datetime.now(UTC)
        self.client.session = self._session = new_session()
        if isinstance(self.authorize, OneWorkspace):
            await self._learn(self.authorize)
        if self._socket is not None:
            await self._socket.start()
        telling = self._answering.tell_unanswered(self.authorize, self._connection.api_url, self.client, started)
        self._telling = asyncio.get_running_loop().create_task(telling)

    async def post(self, address: Mapping[str, Any], card: Card, key: str) -> None:  # noqa: ARG002 - the protocol's
        """Post a card without being asked."""
        raise CannotPostError("Slack does not post yet")

    async def stop_taking(self) -> None:
        """Take no new events."""
        if self._telling is not None:
            self._telling.cancel()
        if self._socket is not None:
            await self._socket.stop_taking()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        if self._session is not None:
            await self._session.close()

    def health_problem(self) -> str | None:
        """Why no events can come now."""
        return self._socket.health_problem() if self._socket is not None else None

    async def _learn(self, authorize: OneWorkspace) -> None:
        try:
            await authorize.learn()
        except SlackApiError as error:
            if error_of(error) in REFUSED_TOKEN:
                raise SettingsError(f"SLACK_BOT_TOKEN: Slack refuses it ({error_of(error)}); see {WHERE['SLACK_BOT_TOKEN']}") from None
            log.warning("Slack does not say yet whose token it is (%s); asked again with the first event", error_of(error))
        except TRANSPORT_ERRORS as error:
            log.warning("Slack cannot be reached yet (%s); asked again with the first event", error_of(error))

    def _listeners(self, retention_days: int) -> dict[Sent, Listener]:
        """Who answers what Slack sends."""
        chat, answering = self._host.chat, self._answering
        home = Home(chat, answering)
        buttons = Buttons(chat, answering, home)
        conversations = Conversations(chat, answering)
        removal = installing.Removal(self._host.store, self.authorize)
        return {
            (SLASH, COMMAND): Command(chat, self._tables, retention_days).answer,
            (PRESS, ""): _acknowledging(buttons.pressed),
            (OPTIONS, "compare"): buttons.options,
            (MESSAGE_SHORTCUT, CLAIMS_SHORTCUT): _acknowledging(Checking(chat, answering).used),
            (FORM, REPORT): Reports(chat, answering).submitted,
            (EVENT, "app_mention"): _acknowledging(conversations.mention),
            (EVENT, "message"): _acknowledging(conversations.direct_message),
            (EVENT, "assistant_thread_started"): _acknowledging(conversations.pane_opened),
            (EVENT, "app_home_opened"): _acknowledging(home.opened),
            (EVENT, "app_uninstalled"): _acknowledging(removal.told),
            (EVENT, "tokens_revoked"): _acknowledging(removal.told),
        }


def _new_bolt(client: AsyncWebClient, authorize: Authorize, flow: AsyncOAuthFlow | None) -> AsyncApp:
    """Bolt without what our route has done before it (signatures) and what this app never gets (workflow steps)."""
    bolt = AsyncApp(
        name="smallprint",
        logger=BOLT_LOG,
        client=client,
        signing_secret="",
        process_before_response=True,
        authorize=authorize,  # type: ignore[arg-type]  # bolt takes an AsyncAuthorize as it is, which only its code says
        oauth_flow=flow,
        user_facing_authorize_error_message=wording.NOT_INSTALLED,
        request_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    bolt.error(_failed)
    return bolt


def _acknowledging(take: Callable[[AsyncBoltContext, Payload], Awaitable[None]]) -> Listener:
    """A listener that acknowledges once it has taken something: by then it is claimed, and the rest goes on in a task."""

    async def listen(context: AsyncBoltContext, body: Payload) -> BoltResponse:
        await take(context, body)
        return BoltResponse(status=200)

    return listen


async def _failed(error: Exception) -> BoltResponse:
    """What could not be claimed is not acknowledged, so that Slack sends it again or tells the person itself."""
    incidents.note(error, "taking an event")
    return BoltResponse(status=503, body="")
