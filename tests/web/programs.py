"""What programs read, served on a port of this machine as the service does it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp
from fastapi import APIRouter, FastAPI
from fastapi.responses import PlainTextResponse

from adapters.web.limits import AddressLimits
from adapters.web.machines import machine_routes
from bot.service.http import HttpServer, new_app
from bot.service.rate_limiter import RateLimiter
from bot.understanding.revision import KnowledgeHolder, Revision
from tests.conftest import TODAY

NO_LIMIT = AddressLimits(RateLimiter(at_once=1_000_000))


class Answered(NamedTuple):
    """A response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)


class Program:
    """Somebody's program that reads from an address."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        """Read over a session."""
        self.address = address
        self._session = session

    async def get(self, path: str, **headers: str) -> Answered:
        """Read a path of the API."""
        return await self.send("GET", f"/api/v1{path}", None, headers)

    async def post(self, path: str, content: object) -> Answered:
        """Send JSON to a path of the API."""
        return await self.send("POST", f"/api/v1{path}", json.dumps(content).encode(), {"content-type": "application/json"})

    async def send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answered:
        """Send anything."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._session.request(method, self.address + path, data=body, headers=named) as response:
            return Answered(response.status, response.headers, await response.read())


def app_for_programs(revision: Revision, limits: AddressLimits | None = None) -> FastAPI:
    """The service's app with what programs read, and behind it a page that answers everything else."""

    async def ready() -> Sequence[str]:
        return ()

    async def page() -> PlainTextResponse:
        return PlainTextResponse("a page", 404)

    router = APIRouter(routes=[*machine_routes(KnowledgeHolder(revision), lambda: TODAY, limits=limits or NO_LIMIT)])
    router.add_api_route("/{path:path}", page, methods=["GET", "HEAD"], include_in_schema=False)
    return new_app([router], ready)


@asynccontextmanager
async def served(revision: Revision, limits: AddressLimits | None = None) -> AsyncIterator[Program]:
    """Serve to programs until the end of the block."""
    server = HttpServer("127.0.0.1", 0)
    await server.start(app_for_programs(revision, limits))
    try:
        async with aiohttp.ClientSession(auto_decompress=True) as session:
            yield Program(f"http://127.0.0.1:{server.port}", session)
    finally:
        await server.stop()
