"""Takes Slack's requests over HTTP: checks over the raw body that they come from Slack, then hands them to bolt."""

from __future__ import annotations

import json
import logging

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from adapters.slack.replays import Replays
from bot.service.adapter import Request, Response, Route

EVENTS_PATH = "/slack/events"
_UNSIGNED = Response(401, b"not signed by Slack\n", {"Content-Type": "text/plain; charset=utf-8"})
_UNREADABLE = Response(400, b"unreadable\n", {"Content-Type": "text/plain; charset=utf-8"})

log = logging.getLogger(__name__)


class Http:
    """The route of commands, events and interactions."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        """Take the app behind it."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._replays = Replays()

    def route(self) -> Route:
        """Where Slack sends to."""
        return Route("POST", EVENTS_PATH, self.handle)

    async def handle(self, request: Request) -> Response:
        """One request: 401 where it is unsigned, changed, taken before, or more than five minutes away from now."""
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not self._is_signed(request.body, timestamp, signature):
            log.warning("a request that was not signed by Slack was refused")
            return _UNSIGNED
        try:
            asked = AsyncBoltRequest(body=request.body.decode(), headers={"content-type": request.headers.get("content-type", "")})
        except (UnicodeDecodeError, json.JSONDecodeError):
            return _UNREADABLE
        if not _comes_more_than_once(asked, request) and self._replays.is_one(signature):
            log.warning("a request that was taken before was refused")
            return _UNSIGNED
        return as_response(await self._app.async_dispatch(asked))

    def _is_signed(self, body: bytes, timestamp: str, signature: str) -> bool:
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError):  # a timestamp that is no number, a body that is no text, a signature that is not ASCII
            return False


def _comes_more_than_once(asked: AsyncBoltRequest, request: Request) -> bool:
    """Whether Slack itself may send the very same: an event that it believes unanswered (known by its id), letters typed into a menu."""
    kind = asked.body.get("type")
    return kind == "block_suggestion" or (kind == "event_callback" and "x-slack-retry-num" in request.headers)


def as_response(said: BoltResponse) -> Response:
    """Bolt's response as the service's."""
    return Response(said.status, said.body.encode(), said.first_headers())
