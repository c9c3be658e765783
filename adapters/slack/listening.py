"""Hands what Slack sends to the listener that it is for, found by one look-up.

A bolt middleware, as bolt offers for what is to be done itself: bolt's own listeners are tried one after another, each with all the
arguments that any of them could ask for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.incoming import Payload

Listener = Callable[[AsyncBoltContext, Payload], Awaitable[BoltResponse]]
"""Takes a payload, and gives its acknowledgement."""
Sent = tuple[str, str]
"""What Slack sends: the kind of payload, and the name of what was used or happened."""

SLASH, EVENT, PRESS = "command", "event_callback", "block_actions"
OPTIONS, MESSAGE_SHORTCUT, FORM = "block_suggestion", "message_action", "view_submission"


class Listening(AsyncMiddleware):
    """Calls listeners; an event without one asks for nothing and is acknowledged, anything else is bolt's to refuse."""

    def __init__(self, listeners: Mapping[Sent, Listener]) -> None:
        """Take the listeners by what they are for."""
        self._listeners = listeners

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - bolt's signature
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        """The acknowledgement of a request."""
        sent = what_is_sent(req.body)
        listener = self._listeners.get(sent)
        if listener is not None:
            return await listener(req.context, req.body)
        return BoltResponse(status=200) if sent[0] == EVENT else await next()


def what_is_sent(body: Mapping[str, Any]) -> Sent:
    """The kind and name of a payload."""
    if "command" in body:
        return SLASH, body["command"]
    kind = body.get("type") or ""
    match kind:
        case "event_callback":
            return kind, (body.get("event") or {}).get("type") or ""
        case "block_suggestion":
            return kind, body.get("action_id") or ""
        case "message_action":
            return kind, body.get("callback_id") or ""
        case "view_submission":
            return kind, (body.get("view") or {}).get("callback_id") or ""
        case _:
            return kind, ""
