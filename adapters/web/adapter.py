"""The web pages, open as an adapter of the service."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter

from adapters.web.admin.routes import AdminPages
from adapters.web.admin.set_up import open_providers
from adapters.web.links import ServiceLinks
from adapters.web.machines import machine_routes
from adapters.web.rendering import Renderer
from adapters.web.routes import Pages
from bot.replies.card import Card
from bot.service.adapter import CannotPostError, Host
from bot.service.plugins import find_plugins
from bot.service.settings import ServiceSettings, read

log = logging.getLogger(__name__)


class WebPages:
    """Serves the pages; nothing is ever posted to a page by itself."""

    def __init__(self, host: Host) -> None:
        self._own = read(ServiceSettings, host.settings)
        links = ServiceLinks(self._own.public_url, urlsplit(self._own.public_url).path)
        renderer = Renderer()
        pages = Pages(host.dialogue, renderer, links, self._own.retention_days, _unconnected(host, self._own))
        providers = open_providers(host.settings, self._own.public_url, host.store, host.dialogue.desk)
        admin = AdminPages(host.dialogue, host.store, renderer, links, host.keys, providers)
        machines = machine_routes(host.dialogue.holder, lambda: host.dialogue.today, self._own.public_url)
        self.router = APIRouter(routes=[*machines, *admin.router().routes, *pages.router().routes])

    async def start(self) -> None:
        """Say where the pages are."""
        log.info("open %s in a browser", self._own.public_url or f"http://{self._own.host}:{self._own.port}")

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:  # noqa: ARG002
        """Refuse: a page is only shown when somebody opens it."""
        raise CannotPostError("web pages have no channel to post in")

    async def stop_taking(self) -> None:
        """Do nothing: the HTTP server stops."""

    async def close(self) -> None:
        """Do nothing: there is no connection of its own."""

    def health_problem(self) -> str | None:
        """Return None: pages need nothing but the knowledge."""
        return None


def _unconnected(host: Host, own: ServiceSettings) -> tuple[tuple[str, str], ...]:
    """Return the chat surfaces that do not run with what to do about it, for somebody who tries the service on their own machine."""
    if own.public_url:
        return ()
    missing = ((plugin.name.capitalize(), plugin.missing(host.settings)) for plugin in find_plugins() if plugin.name != "web")
    return tuple((name, how) for name, how in missing if how is not None)
