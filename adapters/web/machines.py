"""The routes for programs: the API and the tools for assistants, over one reading and one set of limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.routing import BaseRoute, Mount, Route

from adapters.web import api, mcp
from adapters.web.limits import AddressLimits
from bot.dialogue.reading import Reading
from bot.understanding.revision import KnowledgeHolder


def machine_routes(
    holder: KnowledgeHolder, today: Callable[[], date], public_url: str = "", limits: AddressLimits | None = None
) -> tuple[BaseRoute, ...]:
    """Return the routes; they come before those of the pages, which answer whatever nothing else does."""
    reading, limits = Reading(holder, today), limits or AddressLimits()
    return (
        Mount(api.PATH, app=api.api_app(reading, limits, public_url)),
        Route(mcp.PATH, endpoint=mcp.mcp_app(reading, limits), include_in_schema=False),
    )
