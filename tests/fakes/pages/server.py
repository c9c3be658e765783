"""A web server for pages: what it answers is set by a test, and what it was asked is kept."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]
PIECE = b"<p>Nothing that anybody needs to read, again and again and again.</p>" * 400


class Site:
    """A site with pages by path; a page is a text, or a behaviour."""

    def __init__(self) -> None:
        self.pages: dict[str, str | Behaviour] = {}
        self.asked: list[web.Request] = []
        self.times: list[float] = []
        self.together = 0
        self.most_together = 0
        self.address = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the test has set it; 304 if the asker has this very text."""
        self.asked.append(request)
        self.times.append(asyncio.get_running_loop().time())
        self.together += 1
        self.most_together = max(self.most_together, self.together)
        try:
            page = self.pages.get(request.path)
            if page is None:
                return web.Response(status=404, text="There is no such page.")
            if not isinstance(page, str):
                return await page(request)
            response = web.Response(text=page, content_type="text/plain" if request.path == "/robots.txt" else "text/html")
            response.etag = str(zlib.crc32(page.encode()))
            response.last_modified = datetime(2026, 11, 1, tzinfo=UTC)
            known = {etag.value for etag in request.if_none_match or ()}
            return web.Response(status=304) if response.etag and response.etag.value in known else response
        finally:
            self.together -= 1

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]


@asynccontextmanager
async def running() -> AsyncIterator[Site]:
    """Serve a site on this machine."""
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    served = web.TCPSite(runner, "127.0.0.1", 0)
    await served.start()
    port = runner.addresses[0][1]
    site.address = f"http://127.0.0.1:{port}"
    try:
        yield site
    finally:
        await runner.cleanup()


def answering(status: int = 200, body: bytes = b"", **headers: str) -> Behaviour:
    """A page with this status, body and headers ("Content_Type" is "Content-Type")."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return answer


def redirect(to: str, status: int = 302) -> Behaviour:
    """A redirect."""
    return answering(status, Location=to)


async def endless(request: web.Request) -> web.StreamResponse:
    """A body without an end."""
    response = await _begun(request)
    while True:
        await response.write(PIECE)


async def slow(request: web.Request) -> web.StreamResponse:
    """A body of which a letter comes now and then."""
    response = await _begun(request)
    while True:
        await response.write(b"a")
        await asyncio.sleep(0.05)


async def silent(_request: web.Request) -> web.StreamResponse:
    """No answer at all."""
    await asyncio.Event().wait()
    raise AssertionError


async def bomb(_request: web.Request) -> web.StreamResponse:
    """A small body that unpacks to a gigabyte."""
    packed = gzip.compress(b"\0" * 2**20, 9) * 1024
    return web.Response(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


async def _begun(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    return response
