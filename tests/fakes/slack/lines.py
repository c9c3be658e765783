"""The two lines to the app, HTTP and Socket Mode, and what comes back over them."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.checks import Json
from tests.fakes.slack.core import Settings
from tests.fakes.slack.signing import RIGHT, Signing, sign
from tests.fakes.slack.socket import Sockets

Kind = Literal["slash_commands", "interactive", "events_api"]


class Answer(NamedTuple):
    """What the app answered: `status` is 0 where nothing came, with the reason in `error`; `seconds` until it came."""

    status: int
    body: bytes = b""
    seconds: float = 0.0
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged."""
        return self.status == 200

    @property
    def payload(self) -> Json | None:
        """The body as an object; plain text is a message's text, and an empty body is None."""
        if not self.body.strip():
            return None
        try:
            held: Any = json.loads(self.body)
        except ValueError:
            return {"text": self.body.decode()}
        return held if isinstance(held, dict) else {"text": self.body.decode()}


class Request(NamedTuple):
    """A signed request, ready to be sent by any client: for load."""

    url: str
    headers: dict[str, str]
    body: bytes


class Lines:
    """Sends to the app, whichever way it is connected."""

    def __init__(self, settings: Settings, sockets: Sockets) -> None:
        self.settings = settings
        self.sockets = sockets
        self.url = ""
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    def request(self, kind: Kind, payload: Json, signing: Signing = RIGHT, retry: tuple[int, str] | None = None) -> Request:
        """The HTTP request for a payload."""
        if kind == "events_api":
            body, content_type = json.dumps(payload).encode(), "application/json"
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content_type = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        headers, body = sign(self.settings.signing_secret, body, signing)
        headers["Content-Type"] = content_type
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        return Request(self.url, headers, body)

    async def send(self, kind: Kind, payload: Json, signing: Signing = RIGHT, retry: tuple[int, str] | None = None) -> Answer:
        """Send a payload and wait for the answer as long as Slack waits."""
        if self.sockets.in_use or not self.url:
            began = time.perf_counter()
            error, body = await self.sockets.send(kind, payload, self.settings.patience, retry)
            return Answer(0 if error else 200, body, time.perf_counter() - began, error)
        return await self.post(self.request(kind, payload, signing, retry))

    async def post(self, request: Request) -> Answer:
        """Send a request as it is."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), trust_env=False)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self.settings.patience):
                async with self._session.post(request.url, data=request.body, headers=request.headers) as response:
                    return Answer(response.status, await response.read(), time.perf_counter() - began)
        except TimeoutError:
            return Answer(0, b"", time.perf_counter() - began, "http_timeout")
        except aiohttp.ClientError:
            return Answer(0, b"", time.perf_counter() - began, "connection_failed")
