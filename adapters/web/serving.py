"""Send pages: with the headers that keep foreign code out, compressed, and not twice if they did not change."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from bot.understanding.revision import Revision
from knowledge.export import export_bytes

HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LEAST_COMPRESSED = 1_000
"""Shorter bodies fit into one packet as they are."""
_COMPRESSED = ("text/", "application/json", "application/schema+json", "application/atom+xml", "application/xml", "image/svg+xml")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(APIRoute):
    """A route whose responses have the headers of pages."""

    def get_route_handler(self) -> Handler:
        """Wrap the handler."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return finished(request, await handle(request))

        return handled


async def exported(request: Request, revision: Revision, headers: Mapping[str, str]) -> Response:
    """Return the whole base; to a client that has that revision already, that it did not change, without making it again.

    A revision in which a file was left out for a mistake has no digest: it is made each time.
    """
    tag = {"etag": f'W/"{revision.digest[:20]}"'} if revision.digest else {}
    if tag and tag["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={**headers, **tag})
    document = await asyncio.to_thread(export_bytes, revision.knowledge)
    return Response(document, media_type="application/json", headers={**headers, **tag})


def finished(request: Request, response: Response) -> Response:
    """Return a response as it is sent."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.method == "POST":
        response.headers["cache-control"] = "no-store"
        return _compressed(request, response)
    response.headers.setdefault("cache-control", "no-cache")
    if response.status_code == 200:
        tag = response.headers.get("etag") or f'W/"{hashlib.sha256(response.body).hexdigest()[:20]}"'
        response.headers["etag"] = tag
        if tag in request.headers.get("if-none-match", ""):
            headers = {name: value for name, value in response.headers.items() if name not in {"content-length", "content-type"}}
            return Response(status_code=304, headers=headers)
    return _compressed(request, response)


def _compressed(request: Request, response: Response) -> Response:
    response.headers["vary"] = "accept-encoding"
    wanted = "gzip" in request.headers.get("accept-encoding", "")
    if wanted and len(response.body) >= LEAST_COMPRESSED and response.headers.get("content-type", "").startswith(_COMPRESSED):
        response.body = gzip.compress(response.body, compresslevel=5, mtime=0)
        response.headers["content-encoding"] = "gzip"
        response.headers["content-length"] = str(len(response.body))
    return response
