"""A lean load generator: prepared requests over a number of kept connections, each sending its next request when the answer is in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

END_OF_HEADERS = b"\r\n\r\n"
LENGTH = b"content-length:"


class Outcome(NamedTuple):
    """What became of a run: seconds in all, microseconds of each answer, how many answers were no answer, connections that broke."""

    seconds: float
    microseconds: list[float]
    wrong: int
    broken: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.microseconds) / self.seconds


class _Run:
    """What the connections of one run share."""

    def __init__(self, requests: Sequence[bytes], is_answer: Callable[[bytes], bool]) -> None:
        self.requests: Iterator[bytes] = iter(requests)
        self.is_answer = is_answer
        self.microseconds: list[float] = []
        self.wrong = 0
        self.broken = 0


class _Connection(asyncio.Protocol):
    def __init__(self, run: _Run, ended: asyncio.Future[None]) -> None:
        self._run = run
        self._ended = ended
        self._received = bytearray()
        self._sent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head = self._received.find(END_OF_HEADERS)
        if head < 0:
            return
        headers = bytes(self._received[:head]).lower()
        start = headers.index(LENGTH) + len(LENGTH)
        length = int(headers[start : headers.find(b"\r", start) if b"\r" in headers[start:] else None])
        body = head + len(END_OF_HEADERS)
        if len(self._received) < body + length:
            return
        self._run.microseconds.append((time.perf_counter_ns() - self._sent) / 1000)
        answered = headers.startswith(b"http/1.1 200") and self._run.is_answer(bytes(self._received[body:]))
        self._run.wrong += not answered
        self._received.clear()
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        if not self._ended.done():
            self._run.broken += 1
            self._ended.set_result(None)

    def _next(self) -> None:
        request = next(self._run.requests, None)
        if request is None:
            self._ended.set_result(None)
            self._transport.close()
            return
        self._sent = time.perf_counter_ns()
        self._transport.write(request)


async def load(port: int, requests: Sequence[bytes], connections: int, is_answer: Callable[[bytes], bool]) -> Outcome:
    """Send all requests to a port of this machine, over so many connections at a time."""
    loop = asyncio.get_running_loop()
    run = _Run(requests, is_answer)
    ended = [loop.create_future() for _ in range(connections)]
    start = time.perf_counter()
    for future in ended:
        await loop.create_connection(lambda future=future: _Connection(run, future), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ended)
    return Outcome(time.perf_counter() - start, run.microseconds, run.wrong, run.broken)


def is_any(body: bytes) -> bool:
    """Takes every body for an answer."""
    return bool(body)


class _Fixed(asyncio.Protocol):
    """A server that answers every read with the same bytes: what the generator itself can do."""

    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 8000\r\n\r\n" + b"x" * 8_000

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:  # noqa: ARG002 - as above
        self._transport.write(self.answer)


async def serve_fixed(port: int) -> None:
    """Serve fixed bytes until ended."""
    server = await asyncio.get_running_loop().create_server(_Fixed, "127.0.0.1", port)
    await server.serve_forever()
