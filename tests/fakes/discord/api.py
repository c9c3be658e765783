"""The REST API's door: reads a request, checks token, faults and rate limits, records it, and turns refusals into responses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader, MultipartReader

from tests.fakes.discord import errors
from tests.fakes.discord.errors import Refused
from tests.fakes.discord.ratelimits import RateLimits
from tests.fakes.discord.recording import HALF, SILENT, Fault, Recorder, Request
from tests.fakes.discord.world import World

PREFIX = "/api/v10"
_MAJOR = ("channel", "guild", "token")


@dataclass(slots=True)
class Call:
    """One request: the variable parts of its path, its query, its JSON body, and the files sent with it."""

    path: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: list[dict[str, Any]] = field(default_factory=list)

    def id(self, name: str) -> int:
        """A variable part of the path as an id; `Refused` if it is none."""
        text = self.path[name]
        if not text.isdigit():
            form = errors.Form()
            form.wrong((f"{name}_id",), "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
            form.refuse()
        return int(text)

    @property
    def object(self) -> dict[str, Any]:
        """The body, where it must be an object."""
        if not isinstance(self.body, dict):
            raise errors.invalid_json()
        return self.body


Answer = tuple[int, Any]
Serve = Callable[[Call], Answer]


class Api:
    """Serves routes."""

    def __init__(
        self,
        router: web.UrlDispatcher,
        world: World,
        recorder: Recorder,
        limits: RateLimits,
        token: str,
        changed: Callable[[], None],
        read: Callable[[str, str], object | None],
    ) -> None:
        """`read` is what a person's own token gives by a route, None if it may not."""
        self.world = world
        self.recorder = recorder
        self._router = router
        self._limits = limits
        self._authorization = f"Bot {token}"
        self._changed = changed
        self._read = read

    def route(self, method: str, path: str, serve: Serve, *, by_token: bool = False) -> None:
        """Serve a method and path; `by_token` where an interaction's token is enough and the global limit does not hold."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._handle(request, f"{method} {path}", serve, by_token=by_token)

        self._router.add_route(method, PREFIX + path, handle)

    async def nowhere(self, request: web.Request) -> web.StreamResponse:
        """Refuse what is no route."""

        def refuse(_: Call) -> Answer:
            raise errors.not_found()

        return await self._handle(request, "nowhere", refuse, by_token=False)

    async def _handle(self, request: web.Request, route: str, serve: Serve, *, by_token: bool) -> web.StreamResponse:
        call = Call(dict(request.match_info), dict(request.query))
        path = request.path.removeprefix(PREFIX)
        headers: dict[str, str] = {}
        fault = self.recorder.fault(request.method, path)
        answer: Any
        if fault and fault.status == SILENT:
            self._changed()
            await asyncio.Event().wait()
        try:
            call.body, call.files = await _read(request)
            if fault and fault.status != HALF:
                status, answer = _faulty(fault, headers)
            elif self._limits.banned():
                return web.Response(status=429, text="<html>Access denied | error code: 1015</html>", content_type="text/html")
            else:
                status, answer = self._served(request, route, serve, call, headers, by_token=by_token)
        except Refused as refusal:
            status, answer = refusal.status, refusal.body
        if status in (401, 403, 429):
            self._limits.invalid()
        shown = Request(self.world.clock.now(), request.method, path, call.query, call.body, status, answer, fault is not None)
        self.recorder.record(shown)
        self._changed()
        if fault and fault.status == HALF:
            return await _half(request)
        if answer is None:
            return web.Response(status=status, headers=headers)
        # discord.py takes a body for JSON only if the type stands alone, as Discord sends it.
        return web.Response(status=status, body=json.dumps(answer).encode(), headers={**headers, "Content-Type": "application/json"})

    def _served(self, request: web.Request, route: str, serve: Serve, call: Call, headers: dict[str, str], *, by_token: bool) -> Answer:
        authorization = request.headers.get("Authorization", "")
        if authorization.startswith("Bearer ") and (held := self._read(route, authorization.removeprefix("Bearer "))) is not None:
            return 200, held
        if not by_token and authorization != self._authorization:
            raise errors.unauthorized()
        major = "/".join(call.path[name] for name in _MAJOR if name in call.path)
        verdict = self._limits.take(route, major, counts_globally=not by_token)
        headers.update(verdict.headers)
        if verdict.retry_after is not None:
            return 429, _limited(verdict.retry_after, headers, everywhere=verdict.everywhere)
        return serve(call)


def _limited(retry_after: float, headers: dict[str, str], *, everywhere: bool) -> dict[str, Any]:
    headers["Retry-After"] = str(max(1, round(retry_after)))
    headers["X-RateLimit-Scope"] = "global" if everywhere else "user"
    headers["Via"] = "1.1 google"
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    return {"message": "You are being rate limited.", "retry_after": round(retry_after, 3), "global": everywhere}


async def _half(request: web.Request) -> web.StreamResponse:
    """Begin an answer and close the connection."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"id": "1')
    if request.transport is not None:
        request.transport.close()
    return response


def _faulty(fault: Fault, headers: dict[str, str]) -> Answer:
    if fault.status == 429:
        return 429, _limited(fault.retry_after or 0.0, headers, everywhere=fault.everywhere)
    known = {403: errors.missing_permissions(), 404: errors.unknown_channel(), 401: errors.unauthorized()}
    return fault.status, known[fault.status].body if fault.status in known else {"message": f"{fault.status}: Server Error", "code": 0}


async def _read(request: web.Request) -> tuple[Any, list[dict[str, Any]]]:
    if not request.can_read_body:
        return None, []
    if request.content_type == "multipart/form-data":
        return await _read_parts(await request.multipart())
    try:
        return json.loads(await request.read() or b"null"), []
    except ValueError:
        raise errors.invalid_json() from None


async def _read_parts(parts: MultipartReader) -> tuple[Any, list[dict[str, Any]]]:
    body: Any = {}
    files: list[dict[str, Any]] = []
    async for part in parts:
        if not isinstance(part, BodyPartReader):
            continue
        data = await part.read()
        if part.name == "payload_json":
            body = json.loads(data)
            continue
        name = part.filename or "file"
        address = f"https://cdn.discordapp.com/attachments/{len(files)}/{name}"
        files.append({"id": str(len(files)), "filename": name, "size": len(data), "url": address, "proxy_url": address})
    return body, files
