"""One socket of a bot: the protocol from HELLO to close, with the close codes of "Gateway Close Event Codes"."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.fakes.discord.session import Session

if TYPE_CHECKING:
    from tests.fakes.discord.gateway import Gateway

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID_SESSION, HELLO, ACK = 1, 2, 3, 4, 6, 7, 8, 9, 10, 11
_SENDABLE = (HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, MEMBERS, 31, 43)
_MOST_BYTES = 4_096
_MOST_SENT, _SECONDS = 120, 60.0
_HEARTBEATS_MISSED = 2.0


class Closed(Exception):  # noqa: N818 - a decision, not a mistake
    """The gateway closes the socket with a code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


class Connection:
    """Serves one socket."""

    def __init__(self, gateway: Gateway, request: web.Request) -> None:
        self.gateway = gateway
        self.session: Session | None = None
        self.acknowledges = True
        """Whether heartbeats are acknowledged."""
        self._request = request
        self._socket = web.WebSocketResponse(compress=False, autoping=True, max_msg_size=0)
        self._sent: deque[float] = deque()
        self._next = 1
        self._more = asyncio.Event()
        self._asks = False
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" and gateway.compresses else None

    async def serve(self) -> web.WebSocketResponse:
        """Speak until the socket closes."""
        await self._socket.prepare(self._request)
        pump: asyncio.Task[None] | None = None
        try:
            self._check_address()
            await self.send(HELLO, {"heartbeat_interval": int(self.gateway.heartbeat_interval * 1000), "_trace": []})
            while True:
                silence = None if self.session is None else self.gateway.heartbeat_interval * _HEARTBEATS_MISSED
                try:
                    message = await self._socket.receive(silence)
                except TimeoutError:
                    raise Closed(4009, "Session timed out.") from None
                if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                    break
                await self._received(message.data)
                if self.session and pump is None:
                    pump = asyncio.create_task(self._pump(self.session))
        except Closed as decision:
            self.gateway.closed_with(decision.code)
            await self._socket.close(code=decision.code, message=decision.reason.encode())
        except (ConnectionError, RuntimeError):
            pass  # the client is gone
        finally:
            if pump:
                pump.cancel()
            self.gateway.lost(self, ended=self._socket.close_code in (1000, 1001))
        return self._socket

    async def send(self, op: int, data: Any) -> None:
        """Send a payload that is no event."""
        await self._write(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def wake(self) -> None:
        """The session has a new event."""
        self._more.set()

    def ask_for_heartbeat(self) -> None:
        """Ask for a heartbeat once all present events are sent; it will name the last that the client received."""
        self._asks = True
        self._more.set()

    def cut(self) -> None:
        """Break the socket without a word; what was not read yet is lost."""
        if self._request.transport:
            self._request.transport.abort()

    async def close(self, code: int = 1000) -> None:
        """Close the socket properly."""
        await self._socket.close(code=code)

    def attach(self, session: Session, after: int) -> None:
        """Serve a session from the event after a number."""
        self.session = session
        self._next = after + 1
        session.lost = None
        session.wake = self.wake

    async def _write(self, text: str) -> None:
        if self._zlib:
            await self._socket.send_bytes(self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH))
        else:
            await self._socket.send_str(text)

    async def _pump(self, session: Session) -> None:
        try:
            while True:
                self._more.clear()
                while self._next <= session.last:
                    self._next += 1
                    await self._write(session.event(self._next - 1))
                if self._asks:
                    self._asks = False
                    await self.send(HEARTBEAT, None)
                await self._more.wait()
        except (ConnectionError, RuntimeError):
            pass  # the client is gone; the session keeps what was not sent

    def _check_address(self) -> None:
        if self._request.query.get("v") != "10":
            raise Closed(4012, "Invalid API version.")
        if self._request.query.get("encoding") != "json":
            raise Closed(4002, "This gateway speaks JSON only.")

    async def _received(self, data: str | bytes) -> None:
        raw = data if isinstance(data, str) else data.decode()
        if len(raw.encode()) > _MOST_BYTES:
            raise Closed(4002, "Payload exceeds 4096 bytes.")
        try:
            payload = json.loads(raw)
            op, body = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            raise Closed(4002, "Error while decoding payload.") from None
        self._count()
        if op not in _SENDABLE:
            raise Closed(4001, "Unknown opcode.")
        if op == HEARTBEAT:
            await self._heartbeat(body)
        elif op == IDENTIFY:
            if self.session:
                raise Closed(4005, "Already authenticated.")
            await self.gateway.identify(self, body)
        elif op == RESUME:
            if self.session:
                raise Closed(4005, "Already authenticated.")
            await self.gateway.resume(self, body)
        elif not self.session:
            raise Closed(4003, "Not authenticated.")
        else:
            self.gateway.asked(op, body)
        self.gateway.received(op)

    def _count(self) -> None:
        now = self.gateway.clock.now()
        self._sent.append(now)
        while self._sent[0] < now - _SECONDS:
            self._sent.popleft()
        if len(self._sent) > _MOST_SENT:
            raise Closed(4008, "Rate limited.")

    async def _heartbeat(self, heard: Any) -> None:
        if self.session and isinstance(heard, int):
            self.session.heard(heard)
        if self.acknowledges:
            await self.send(ACK, None)
