"""Take Slack's events over HTTP, if Slack signed them, or over Socket Mode, and hand them to bolt.

Bolt calls the handlers that `app.SlackAdapter._listen` registers: a slash command goes to `ask.AskHandler.command`.
"""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress

from fastapi import APIRouter, HTTPException, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.install import INSTALL_PATH, REDIRECT_PATH
from adapters.slack.settings import WHERE
from adapters.slack.web_api import REFUSED_TOKEN, SDK_LOG, TRANSPORT_ERRORS, error_of, note_incident
from bot.service.settings import SettingsError

EVENTS_PATH = "/slack/events"
MAX_BODY = 1 << 20
"""The longest request in bytes; Slack's are far shorter."""
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
"""The errors that bolt raises at a body that is no UTF-8, no JSON, or has another shape than Slack's."""
_PAYLOAD_FIELD = re.compile(rb"(?:^|&)payload=")

log = logging.getLogger(__name__)


def new_router(app: AsyncApp, signing_secret: str) -> APIRouter:
    """Make the routes of the app: requests of Slack if there is a signing secret, and the installation if there is one."""
    router = APIRouter(include_in_schema=False)
    if signing_secret:
        verifier = SignatureVerifier(signing_secret)

        @router.post(EVENTS_PATH)
        async def events(request: Request) -> Response:
            body = await _signed_body(request, verifier)
            try:
                sent = to_async_bolt_request(request, _for_bolt(body))
            except UNREADABLE:
                raise HTTPException(400, "unreadable") from None
            try:
                return to_starlette_response(await app.async_dispatch(sent))
            except UNREADABLE as error:  # bolt's own: what our listeners raise, it answers with 503
                log.warning("a request of Slack has a shape that cannot be read (%s)", type(error).__name__)
                raise HTTPException(400, "unreadable") from None

    if app.oauth_flow is not None:
        handler = AsyncSlackRequestHandler(app)

        @router.get(INSTALL_PATH)
        @router.get(REDIRECT_PATH)
        async def installation(request: Request) -> Response:
            return await handler.handle(request)

    return router


async def _signed_body(request: Request, verifier: SignatureVerifier) -> bytes:
    """Return the raw body; 413 if it is too long, 401 if Slack has not signed it within the last five minutes.

    Bolt checks signatures too, but lets `ssl_check` pass before, raises on a timestamp that is no number, and logs the body.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    try:
        signed = verifier.is_valid(body, timestamp, request.headers.get("x-slack-signature", ""))
    except (ValueError, TypeError, OverflowError):  # a timestamp of 400 digits, a body that is no text, a signature that is not ASCII
        signed = False
    if not signed:
        log.warning("a request that was not signed by Slack was refused")
        raise HTTPException(401, "not signed by Slack")
    return body


def _for_bolt(body: bytes) -> bytes:
    """Return a form as bolt reads it: it takes a command with the word "payload" in its text for a form without fields (1.30)."""
    if body.startswith(b"{") or _PAYLOAD_FIELD.search(body):
        return body
    return body.replace(b"payload", b"%70ayload")


PING_SECONDS = 5.0
"""Pause between checks of the connection, and so the time it takes to notice that it was cut."""
FINISH_SECONDS = 3.0
"""Time that Slack waits for an acknowledgement, and so that an envelope may still be worked on at the end."""


class Socket:
    """Hold the Socket Mode connection. Slack repeats an envelope, on any connection of the app, until it is acknowledged."""

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
        """Return why nothing can come now, None if it can."""
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
