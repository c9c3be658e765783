"""The HTTP server: FastAPI under uvicorn, with the adapters' routes and the service's own, `/healthz` and `/readyz`."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.observing import incidents, tracing
from bot.service.settings import SettingsError

MAX_BODY = 2**20  # far longer than anything that Slack sends
MAX_HEADERS = 2**15  # what may be kept of headers that are not complete yet
FINISH_SECONDS = 3  # how long a request under way may take when the service stops: Slack waits no longer
KEEP_ALIVE_SECONDS = 75  # longer than a proxy in front keeps a connection (nginx: 60), so that the proxy ends it

log = logging.getLogger(__name__)


def new_app(
    routers: Iterable[APIRouter], readiness: Callable[[], Awaitable[Sequence[str]]], warning: Callable[[], str | None] = lambda: None
) -> FastAPI:
    """Join the adapters' routers; `readiness` gives the reasons why the service cannot answer now, `warning` what is wrong besides."""
    app = FastAPI(title="Smallprint", openapi_url=None, max_body_size=MAX_BODY, telemetry={"tracing": False})
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(_Traced)

    @app.get("/healthz")
    async def health() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    @app.get("/readyz")
    async def ready() -> PlainTextResponse:
        reasons = await readiness()
        warnings = [f"warning: {line}" for line in (warning() or "").splitlines()]
        return PlainTextResponse("\n".join([*(reasons or ("ready",)), *warnings]) + "\n", status_code=503 if reasons else 200)

    for router in routers:
        app.include_router(router)
    return app


class HttpServer:
    """Serves an app on the loop that is running."""

    def __init__(self, host: str, port: int, proxies: str = "127.0.0.1") -> None:
        """Take where to listen, and the proxies that are believed who asks: addresses and networks, with commas between."""
        self._host = host
        self._proxies = proxies
        self.port = port
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    async def start(self, app: FastAPI) -> None:
        """Listen; SettingsError if the port cannot be had."""
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        try:
            listener = socket.create_server((self._host, self.port), family=family, backlog=2048)
        except OSError as error:
            where = f"{self._host}:{self.port}"
            raise SettingsError(f"cannot listen on {where} ({error.strerror}); set SMALLPRINT_HOST and SMALLPRINT_PORT") from None
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=self._proxies,
            h11_max_incomplete_event_size=MAX_HEADERS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=FINISH_SECONDS,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([listener]))
        log.info("listening on http://%s:%d", self._host, self.port)

    async def stop(self) -> None:
        """Take no new requests; returns once those under way are answered."""
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving


class _Traced:
    """Traces each request by its route and status: an address may hold what somebody asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                tracing.add(route=getattr(scope.get("route"), "path", "unknown"), status=message["status"])
            await send(message)

        with tracing.span("http"):
            await self._app(scope, receive, sent)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the service, which stops more than this server."""
        yield


async def _failed(request: Request, error: Exception) -> PlainTextResponse:
    incident = incidents.note("http", f"answering {request.method}", incidents.named(error), error)
    return PlainTextResponse(f"Something went wrong ({incident}).\n", status_code=500)
