"""Socket Mode: connections by ticket, envelopes that must be acknowledged by id, disconnects.

Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid

from aiohttp import WSMsgType, web

from tests.fakes.slack.checks import FlawError, Json
from tests.fakes.slack.core import ApiError, Core

MOST_CONNECTIONS = 10
PING_SECONDS = 10.0


class Connection:
    """One open WebSocket and the envelopes on it that wait for their acknowledgement."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.waiting: dict[str, asyncio.Future[Json | None]] = {}
        self.sent: list[str] = []
        self.given_up: set[str] = set()
        """Envelopes that were not acknowledged in time: Slack takes no notice of an acknowledgement that comes later."""

    def lost(self) -> None:
        """Let those who wait know that nothing will come over this connection any more."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError())


class Sockets:
    """The app's connections."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.connections: list[Connection] = []
        self._open: set[Connection] = set()  # those that were asked to go too
        self.in_use = False
        self._tickets: set[str] = set()
        self._random = random.Random(20261123)

    def open(self, token: str, origin: str) -> str:
        """apps.connections.open: an address that is good once."""
        if token != self.core.settings.app_token:
            raise ApiError("not_allowed_token_type" if token in self.core.records.installations else "invalid_auth")
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        return f"{origin.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={self.core.settings.app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """A connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(heartbeat=PING_SECONDS)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = Connection(socket)
        self.connections.append(connection)
        self._open.add(connection)
        await socket.send_json(self._hello())
        self.in_use = True
        self.core.journal.changed()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledged(connection, message.data)
        finally:
            self._remove(connection)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink-fake", "started": time.time(), "build_number": 1, "approximate_connection_time": 3600},
            "connection_info": {"app_id": self.core.settings.app_id},
        }

    def _remove(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        self._open.discard(connection)
        connection.lost()
        self.core.journal.changed()

    def _acknowledged(self, connection: Connection, text: str) -> None:
        try:
            held = json.loads(text)
            envelope_id, payload = held["envelope_id"], held.get("payload")
        except (ValueError, KeyError, TypeError):
            self.core.refuse("socket", FlawError("not an acknowledgement", "invalid_ack"), text)
            return
        future = connection.waiting.get(envelope_id)
        if envelope_id in connection.given_up:
            return
        if future is None:
            self.core.refuse("socket", FlawError(f"envelope {envelope_id} was not sent here or is acknowledged", "invalid_ack"), held)
        elif not future.done():
            future.set_result(payload)

    async def send(self, kind: str, payload: Json, patience: float, retry: tuple[int, str] | None) -> tuple[str, bytes]:
        """Send an envelope to one connection at random, again to another where that breaks. The error, or '' and the answer."""
        envelope: Json = {
            "type": kind,
            "envelope_id": str(uuid.uuid4()),
            "payload": payload,
            "accepts_response_payload": kind == "slash_commands" or payload.get("type") in ("view_submission", "block_suggestion"),
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        try:
            async with asyncio.timeout(patience):
                while True:
                    try:
                        answer = await self._send_once(envelope)
                    except ConnectionResetError:
                        continue
                    break
        except TimeoutError:
            return "timeout", b""
        if answer and not envelope["accepts_response_payload"]:
            self.core.refuse("socket", FlawError(f"{kind} accepts no response payload", "invalid_ack"), answer)
            return "", b""
        return "", json.dumps(answer).encode() if answer else b""

    async def _send_once(self, envelope: Json) -> Json | None:
        while not self.connections:
            await self.core.journal.next_change()
        connection = self._random.choice(self.connections)
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = future
        connection.sent.append(envelope["envelope_id"])
        try:
            await connection.socket.send_json(envelope)
            return await future
        except asyncio.CancelledError:
            connection.given_up.add(envelope["envelope_id"])
            raise
        except ConnectionResetError:  # the app died: its end of the connection is noticed here first
            self._remove(connection)
            raise
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go. Nothing more is sent over it, except after a `warning`; the app closes it in its own time."""
        for connection in list(self.connections):
            if reason != "warning":
                self.connections.remove(connection)
            await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}})

    async def cut(self) -> None:
        """Break every connection without a word."""
        for connection in list(self._open):
            self._remove(connection)
            transport = connection.socket._req.transport if connection.socket._req else None
            if transport:
                transport.abort()

    async def close(self) -> None:
        """Close every connection for good."""
        for connection in list(self._open):
            await connection.socket.close()
