"""Takes Slack's requests over HTTP: checks over the raw body that they come from Slack, then hands them to bolt."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from yarl import query_to_pairs

from adapters.slack.bridge import Request, Response, Route
from adapters.slack.replays import Replays

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
            sent = payload_of(request.body)
        except ValueError:
            return _UNREADABLE
        if not _comes_more_than_once(sent, request) and self._replays.is_one(signature):
            log.warning("a request that was taken before was refused")
            return _UNSIGNED
        # The mode in which bolt takes a payload that is read already, as it comes over Socket Mode.
        return as_response(await self._app.async_dispatch(AsyncBoltRequest(body=sent, mode="socket_mode")))

    def _is_signed(self, body: bytes, timestamp: str, signature: str) -> bool:
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError):  # a timestamp that is no number, a body that is no text, a signature that is not ASCII
            return False


def payload_of(body: bytes) -> dict[str, Any]:
    """What a body holds: JSON, a form with JSON in its field `payload`, or a form; ValueError where it cannot be read."""
    if body.startswith(b"{"):
        return _object(body)
    form = dict(query_to_pairs(body.decode()))
    return _object(form["payload"]) if "payload" in form else form


def _object(text: str | bytes) -> dict[str, Any]:
    held = json.loads(text)
    if not isinstance(held, dict):
        raise ValueError("no JSON object")
    return held


def _comes_more_than_once(sent: Mapping[str, Any], request: Request) -> bool:
    """Whether Slack itself may send the very same: an event that it believes unanswered (known by its id), letters typed into a menu."""
    kind = sent.get("type")
    return kind == "block_suggestion" or (kind == "event_callback" and "x-slack-retry-num" in request.headers)


def as_response(said: BoltResponse) -> Response:
    """Bolt's response as the service's."""
    return Response(said.status, said.body.encode(), said.first_headers())
