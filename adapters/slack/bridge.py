"""Offer the app's routes, which know no server, as a router of FastAPI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse


class Request(NamedTuple):
    """An HTTP request: headers found by their names in lower case, the body as it came."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Response(NamedTuple):
    """An HTTP response."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Route(NamedTuple):
    """What answers one method and path."""

    method: str
    path: str
    handle: Callable[[Request], Awaitable[Response]]


def router_of(routes: Sequence[Route]) -> APIRouter:
    """Make the router."""
    router = APIRouter()
    for route in routes:
        router.add_api_route(route.path, _endpoint(route), methods=[route.method])
    return router


def _endpoint(route: Route) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    async def answer(request: HttpRequest) -> HttpResponse:
        said = await route.handle(Request(request.method, request.url.path, request.url.query, dict(request.headers), await request.body()))
        return HttpResponse(said.body, said.status, dict(said.headers))

    return answer
