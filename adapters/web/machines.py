"""The routes for programs: the API and the tools for assistants, over one reading and one set of limits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.web import api
from adapters.web.limits import AddressLimits
from bot.dialogue.reading import Readings
from bot.understanding.revision import KnowledgeHolder

MCP_PATH = "/mcp"


def machine_routes(
    holder: KnowledgeHolder, today: Callable[[], date], public_url: str = "", limits: AddressLimits | None = None
) -> tuple[BaseRoute, ...]:
    """Return the routes; they come before those of the pages, which answer whatever nothing else does."""
    reading, limits = Readings(holder, today), limits or AddressLimits()
    return (
        Mount(api.PATH, app=api.api_app(reading, limits, public_url)),
        Route(MCP_PATH, endpoint=_Tools(reading, limits), include_in_schema=False),
    )


class _Tools:
    """The tools for assistants, loaded when one first calls: what they need would take a third of every start."""

    def __init__(self, reading: Readings, limits: AddressLimits) -> None:
        self._reading, self._limits = reading, limits
        self._loading = asyncio.Lock()
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._loading:
            if self._app is None:
                self._app = await asyncio.to_thread(self._load)
        await self._app(scope, receive, send)

    def _load(self) -> ASGIApp:
        from adapters.web.mcp import mcp_app

        return mcp_app(self._reading, self._limits)
