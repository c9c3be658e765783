"""The connection to Slack's Web API: its client, what is tried again, and what an error is called."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

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

TIMEOUT_SECONDS = 10
LONGEST_WAIT = 30
"""How many seconds of Retry-After are waited for; whoever asked has given up by then, and is told another way."""
TRIES_AGAIN = 2
TRANSPORT_ERRORS = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
"""What a call raises where no answer of Slack came."""
REFUSED_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"})
"""What Slack says where a token is no good (docs.slack.dev/reference/methods/auth.test)."""


def quiet_logger(name: str, level: int) -> logging.Logger:
    """A logger for Slack's libraries: below this level they write whole messages and tokens, and take their time for it."""
    logger = logging.getLogger(name)
    logger.setLevel(level)
    return logger


SDK_LOG = quiet_logger("slack_sdk.smallprint", logging.WARNING)
BOLT_LOG = quiet_logger("slack_bolt.smallprint", logging.ERROR)
"""Bolt warns of SLACK_BOT_TOKEN in the environment, which it would read by itself where it got no client."""


class _WaitAsTold(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack says, if that is not too long."""

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
        told = next((values for name, values in response.headers.items() if name.lower() == "retry-after"), ["1"])
        text = told if isinstance(told, str) else told[0]
        return text.isdigit() and int(text) <= LONGEST_WAIT


def retry_handlers() -> list[AsyncRetryHandler]:
    """What is tried again: after a cut connection, a server's error, and once the time that Slack asks for has passed."""
    kinds = (AsyncConnectionErrorRetryHandler, AsyncServerErrorRetryHandler, _WaitAsTold)
    return [kind(max_retry_count=TRIES_AGAIN) for kind in kinds]


def web_client(api_url: str, session: aiohttp.ClientSession | None = None, token: str | None = None) -> AsyncWebClient:
    """A client; without a session it opens one for each call."""
    return AsyncWebClient(
        token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, session=session, logger=SDK_LOG, retry_handlers=retry_handlers()
    )


def new_session() -> aiohttp.ClientSession:
    """Connections that are used again; to be closed by whoever opened them."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def error_of(error: Exception) -> str:
    """What Slack calls an error, or what kind of error it is; never the data that was sent or received."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", error.response)
        if isinstance(data, dict) and data.get("error"):
            return str(data["error"])
        return f"HTTP {getattr(error.response, 'status_code', 'error')}"
    return type(error).__name__


def scopes_of(headers: object) -> Sequence[str]:
    """The scopes that a token has, from the headers of an answer."""
    get = getattr(headers, "get", None)
    held = (get("x-oauth-scopes") or get("X-OAuth-Scopes") or "") if get else ""
    return [scope.strip() for scope in str(held).split(",") if scope.strip()]
