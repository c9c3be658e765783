"""Slack's events over Socket Mode, through the same bolt app as over HTTP."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.settings import WHERE
from adapters.slack.web_api import REFUSED_TOKEN, SDK_LOG, TRANSPORT_ERRORS, error_of, note_incident
from bot.service.settings import SettingsError

PING_SECONDS = 5.0
"""How often the connection is checked, and so how long it takes to notice that it was cut."""
FINISH_SECONDS = 3.0
"""How long Slack waits for an acknowledgement, and so how long an envelope may still be worked on at the end."""

log = logging.getLogger(__name__)


class Socket:
    """The connection. Slack sends each envelope to one of the app's connections, and again if it is not acknowledged."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app = app
        self._app_token = app_token
        self._client: SocketModeClient | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._under_way: set[asyncio.Task[object]] = set()
        self._stopping = False

    async def start(self) -> None:
        """Connect; SettingsError if Slack refuses the token. If Slack cannot be reached, it is tried again in the background."""
        client = SocketModeClient(self._app_token, logger=SDK_LOG, web_client=self._app.client, ping_interval=PING_SECONDS)
        client.socket_mode_request_listeners.append(self._take)
        self._client = client
        try:
            client.wss_uri = (await self._app.client.apps_connections_open(app_token=self._app_token))["url"]
        except SlackApiError as error:
            if error_of(error) in REFUSED_TOKEN:
                await self.close()
                raise SettingsError(f"SLACK_APP_TOKEN: Slack refuses it ({error_of(error)}); see {WHERE['SLACK_APP_TOKEN']}") from None
            log.warning("Socket Mode cannot be opened yet (%s), trying again", error_of(error))
        except TRANSPORT_ERRORS as error:
            log.warning("Slack cannot be reached yet (%s), trying again", error_of(error))
        if client.wss_uri is not None:
            await client.connect()  # type: ignore[no-untyped-call]
        else:
            self._connecting = asyncio.get_running_loop().create_task(client.connect())  # type: ignore[no-untyped-call]

    async def stop_taking(self) -> None:
        """Take no new envelopes, acknowledge those that are being worked on, and disconnect, so that Slack sends to another process."""
        self._stopping = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
        await self.close()

    async def close(self) -> None:
        """Disconnect."""
        client, self._client = self._client, None
        if self._connecting is not None:
            self._connecting.cancel()
        if client is not None:
            await client.close()  # type: ignore[no-untyped-call]
            with suppress(asyncio.CancelledError):
                await client.message_processor

    def health_problem(self) -> str | None:
        """Why nothing can come now."""
        session = self._client.current_session if self._client is not None else None
        return None if session is not None and not session.closed else "Socket Mode is not connected"

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if self._stopping:
            return
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - the SDK runs each envelope in a task
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            said = await run_async_bolt_app(self._app, request)
            await send_async_response(client, request, said, 0.0)
        except Exception as error:
            note_incident(error, "taking an envelope")
