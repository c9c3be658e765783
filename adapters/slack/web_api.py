"""The connection to Slack's Web API: its client, which calls are repeated, and what errors are called."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.settings import SURFACE
from bot.observing import incidents
from bot.storage import StoreError

TIMEOUT_SECONDS = 10
LONGEST_WAIT = 30
"""The longest Retry-After, in seconds, that is waited for; by then whoever asked has given up, and is told another way."""
NO_NUMBER = 60
"""The seconds to wait if a Retry-After is not a number."""
TRIES_AGAIN = 2
TRANSPORT_ERRORS = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
"""Errors of a call to which no answer of Slack came."""
DEAD_TOKEN = frozenset({"invalid_auth", "account_inactive", "token_revoked"})
"""Slack's errors for a token of an app that is no longer installed (docs.slack.dev/reference/methods/auth.test)."""
REFUSED_TOKEN = DEAD_TOKEN | {"not_authed", "token_expired", "not_allowed_token_type"}
"""Slack's errors for a token that cannot be used, whatever the reason."""
POST_PUBLICLY = "/chat.postMessage"
_UNCERTAIN = frozenset({"fatal_error", "internal_error", "HTTP 200", "HTTP 500", "HTTP 502", "HTTP 504"})
"""Errors after which "it's possible some aspect of the operation succeeded" (docs.slack.dev/reference/methods/chat.postMessage); 200 stands
for an answer that cannot be read."""


def quiet_logger(name: str, level: int) -> logging.Logger:
    """Return a logger for Slack's libraries; below this level they log whole messages and tokens."""
    logger = logging.getLogger(name)
    logger.setLevel(level)
    return logger


SDK_LOG = quiet_logger("slack_sdk.smallprint", logging.WARNING)
BOLT_LOG = quiet_logger("slack_bolt.smallprint", logging.ERROR)


class _WaitAsTold(AsyncRateLimitErrorRetryHandler):
    """Repeats a call after the time that Slack asks for, if that is not too long."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the SDK's signature
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        return _retry_after(response.headers) <= LONGEST_WAIT


class _AfterCut(AsyncConnectionErrorRetryHandler):
    """Repeats a call after a cut connection, unless a message might be posted twice."""

    async def _can_retry_async(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        if request.url.endswith(POST_PUBLICLY) and may_have_arrived(error):
            return False
        return await super()._can_retry_async(state=state, request=request, response=response, error=error)


class _AfterServerError(AsyncServerErrorRetryHandler):
    """Repeats a call after a server's error, unless a message might be posted twice."""

    async def _can_retry_async(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        if response is not None and response.status_code == 500 and request.url.endswith(POST_PUBLICLY):
            return False
        return await super()._can_retry_async(state=state, request=request, response=response, error=error)


def may_have_arrived(error: Exception | None) -> bool:
    """Return True if a call that failed may have done its work: the connection was cut, or Slack says that it cannot tell."""
    if isinstance(error, SlackApiError):
        return error_of(error) in _UNCERTAIN
    return error is not None and not isinstance(error, aiohttp.ClientConnectorError)


def asked_to_wait(error: Exception) -> int | None:
    """Return for how many seconds Slack asks to make no such call, None if it does not."""
    if isinstance(error, SlackApiError) and getattr(error.response, "status_code", 0) == 429:
        return _retry_after(error.response.headers)
    return None


def _retry_after(headers: Mapping[str, str | Sequence[str]]) -> int:
    told = next((values for name, values in headers.items() if name.lower() == "retry-after"), "1")
    text = told if isinstance(told, str) else told[0]
    return int(text) if text.isdigit() else NO_NUMBER


def web_client(api_url: str, session: aiohttp.ClientSession | None = None, token: str | None = None) -> AsyncWebClient:
    """Make a client; without a session it opens one for each call."""
    retry_handlers: list[AsyncRetryHandler] = [kind(max_retry_count=TRIES_AGAIN) for kind in (_AfterCut, _AfterServerError, _WaitAsTold)]
    return AsyncWebClient(
        token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, session=session, logger=SDK_LOG, retry_handlers=retry_handlers
    )


def new_session() -> aiohttp.ClientSession:
    """Open connections that are used again; whoever opens them closes them."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def error_of(error: Exception) -> str:
    """Return Slack's name for an error, or what kind of error it is; never the data that was sent or received."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", error.response)
        if isinstance(data, dict) and data.get("error"):
            return str(data["error"])
        status = getattr(error.response, "status_code", None) or getattr(error.response, "status", "error")  # the SDK gives either
        return f"HTTP {status}"
    return type(error).__name__


def scopes_of(headers: object) -> Sequence[str]:
    """Return the scopes that a token has, from the headers of an answer."""
    get = getattr(headers, "get", None)
    scopes = (get("x-oauth-scopes") or get("X-OAuth-Scopes") or "") if get else ""
    return [scope.strip() for scope in str(scopes).split(",") if scope.strip()]


def note_incident(error: Exception, doing: str) -> str:
    """Log what went wrong while doing something; return the incident's id."""
    what = incidents.named(error) if isinstance(error, StoreError) else error_of(error)
    return incidents.note(SURFACE, doing, what, error)


def note_refusal(error: str, doing: str) -> str:
    """Log what Slack refused, by Slack's name for it; return the incident's id."""
    return incidents.note(SURFACE, doing, f"Slack said {error}")
