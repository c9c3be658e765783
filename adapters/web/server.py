"""Serves the routes that adapters have filled in, and the service's own: `/healthz`, `/readyz`, `/metrics`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.observing import metrics
from bot.service.adapter import Adapter, Check, Host, Request, Response, Route
from bot.service.settings import ServiceSettings, SettingsError, read

log = logging.getLogger(__name__)

_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_EXPOSITION = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


class WebServer:
    """The HTTP server of the service, open as an adapter."""

    def __init__(self, host: Host) -> None:
        """Take the routes; they are looked up at each request, so that the order of opening does not matter."""
        self._settings = read(ServiceSettings, host.settings)
        self._host = host
        host.routes.extend(
            (
                Route("GET", "/healthz", self._health),
                Route("GET", "/readyz", self._readiness),
                Route("GET", "/metrics", self._metrics),
            )
        )
        self._runner: web.ServerRunner | None = None
        self.port = self._settings.port

    async def start(self) -> None:
        """Listen; SettingsError where the port cannot be had."""
        routes = {(route.method, route.path): route for route in self._host.routes}
        # Not an application: routes are looked up here, and its router and middlewares would only be passed through.
        runner = web.ServerRunner(web.Server(_Dispatcher(routes).handle, access_log=None))
        await runner.setup()
        site = web.TCPSite(runner, self._settings.host, self._settings.port)
        try:
            await site.start()
        except OSError as error:
            await runner.cleanup()
            where = f"{self._settings.host}:{self._settings.port}"
            raise SettingsError(f"cannot listen on {where} ({error.strerror}); set SMALLPRINT_HOST and SMALLPRINT_PORT") from None
        self._runner = runner
        self.port = runner.addresses[0][1]
        log.info("listening on http://%s:%d", self._settings.host, self.port)

    async def stop_taking(self) -> None:
        """Close the listening socket; requests under way are finished."""
        if self._runner is not None:
            for site in tuple(self._runner.sites):
                await site.stop()

    async def close(self) -> None:
        """End the connections."""
        if self._runner is not None:
            await self._runner.cleanup()

    def trouble(self) -> str | None:
        """None: whoever can ask has reached it."""
        return None

    async def _health(self, _: Request) -> Response:
        return Response(200, b"ok\n", _TEXT)

    async def _readiness(self, _: Request) -> Response:
        reasons = await self._host.readiness()
        return Response(503 if reasons else 200, ("\n".join(reasons) or "ready").encode() + b"\n", _TEXT)

    async def _metrics(self, _: Request) -> Response:
        return Response(200, metrics.exposition(), _EXPOSITION)


class _Dispatcher:
    """Translates between aiohttp and routes; a body of more than a megabyte, aiohttp's own bound, gets 413."""

    def __init__(self, routes: Mapping[tuple[str, str], Route]) -> None:
        self._routes = routes

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """The response of the route that fits."""
        route = self._routes.get((request.method, request.path))
        if route is None:
            return web.Response(status=405 if any(path == request.path for _, path in self._routes) else 404)
        body = await request.read() if request.body_exists else b""
        said = await route.handle(Request(request.method, request.path, request.query_string, request.headers, body))
        return web.Response(status=said.status, body=said.body, headers=said.headers)


class WebPlugin:
    """The web adapter before it is open: always there, so that an operator can see whether the service is well."""

    name = "web"

    def missing(self, settings: Mapping[str, str]) -> str | None:  # noqa: ARG002 - every adapter is asked alike
        """None: it needs no settings."""
        return None

    def open(self, host: Host) -> Adapter:
        """Open the server."""
        return WebServer(host)

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """Where it would listen."""
        own = read(ServiceSettings, settings)
        return (Check("web", "ok", f"listens on http://{own.host}:{own.port} (SMALLPRINT_HOST, SMALLPRINT_PORT)"),)


plugin = WebPlugin()
