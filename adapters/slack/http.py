"""Slack's requests over HTTP: checks over the raw body that they come from Slack, then hands them to bolt."""

from __future__ import annotations

import logging
import re

from fastapi import APIRouter, HTTPException, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from adapters.slack.install import INSTALL_PATH, REDIRECT_PATH

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
