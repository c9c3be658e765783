"""How many slash commands one worker answers, beside bolt with nothing in it: `python -m benchmarks.slack [COUNT]`.

Signed, distinct commands over HTTP go to one `smallprint serve` (SQLite) and to two bare bolt apps that only acknowledge
with a fixed text, each a process of its own, in rounds that take turns. Every platform and topic was asked about once
before, in other words. Printed are rates, ratios beside their bounds, latencies, and whether any of COUNT (50,000)
commands was lost.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import uvloop

from benchmarks.asked import new_questions, plain_questions
from benchmarks.http_load import is_any, load
from tests.fakes.slack import FakeSlack, sign

ROUNDS = 11
A_ROUND = 1_200
A_SLOW_ROUND = 120
"""The default bare app waits 10 ms for each answer: at one connection this is a second and a half.

A round is about a second: the speed of a shared machine changes from second to second, so rounds are compared pair by pair; one that is
much shorter would show how a server begins after another one had the processor's caches.
"""
NOTHING_LOST = 50_000
CONNECTIONS = (1, 16)
BOUND_BEFORE, BOUND_DEFAULT = 0.6, 1.0
OURS, BEFORE, DEFAULT = "smallprint", "bare, process_before_response", "bare, default"


class Server(NamedTuple):
    """A server under load."""

    name: str
    port: int
    process: subprocess.Popen[bytes]


def requests(asked: Sequence[str], secret: str) -> list[bytes]:
    """The questions as signed HTTP requests of 200 people in 40 channels."""
    made = []
    for number, text in enumerate(asked):
        fields = {
            "token": "old",
            "team_id": "T1",
            "team_domain": "team",
            "channel_id": f"C{number % 40}",
            "channel_name": "general",
            "user_id": f"U{number % 200}",
            "user_name": "ann",
            "command": "/smallprint",
            "text": text,
            "api_app_id": "A0SMALL",
            "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1/response/{number}",
            "trigger_id": f"{number}.1",
        }
        headers, body = sign(secret, urlencode(fields).encode())
        lines = [
            "POST /slack/events HTTP/1.1",
            "Host: 127.0.0.1",
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept: application/json,*/*",
            "Accept-Encoding: gzip,deflate",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        made.append("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    return made


def is_our_answer(body: bytes) -> bool:
    """Whether a body is an answer that a person can read, and no apology."""
    return body.startswith(b'{"response_type": "ephemeral", "text": "') and b'"blocks": [{' in body and b"Something went wrong" not in body


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serving(name: str, command: Sequence[str], environment: dict[str, str], port: int) -> AsyncIterator[Server]:
    """Run a server until the end of the block."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        async with asyncio.timeout(60):
            while not await _listens(port):
                if process.poll() is not None:
                    raise SystemExit(f"{name} ended with {process.returncode}")
                await asyncio.sleep(0.05)
        yield Server(name, port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@asynccontextmanager
async def servers(slack: FakeSlack, folder: Path, loop: str) -> AsyncIterator[list[Server]]:
    """Ours, and the two bare ones."""
    token, secret = slack.workspace("T1").token, slack.settings.signing_secret
    ports = [free_port() for _ in range(3)]
    ours = {
        "SLACK_BOT_TOKEN": token,
        "SLACK_SIGNING_SECRET": secret,
        "SLACK_API_URL": slack.api_url,
        "SMALLPRINT_PORT": str(ports[0]),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        "LOG_LEVEL": "warning",
    }
    bare = [sys.executable, "-m", "benchmarks.bare_slack"]
    serve = [sys.executable, "-m", "adapters.terminal.main", "serve"]
    async with (
        serving(OURS, serve, ours, ports[0]) as first,
        serving(BEFORE, [*bare, str(ports[1]), slack.api_url, secret, token, "before", loop], {}, ports[1]) as second,
        serving(DEFAULT, [*bare, str(ports[2]), slack.api_url, secret, token, "default", loop], {}, ports[2]) as third,
    ):
        yield [first, second, third]


async def ceiling(prepared: Sequence[bytes]) -> float:
    """What the generator itself can do, against a server that answers with fixed bytes in a process of its own."""
    port = free_port()
    code = f"import uvloop; from benchmarks.http_load import serve_fixed; uvloop.run(serve_fixed({port}))"
    async with serving("fixed", [sys.executable, "-c", code], {}, port):
        return (await load(port, prepared, 16, is_any)).rate


async def compare(slack: FakeSlack, asked: list[str], folder: Path, loop: str, count: int) -> bool:
    """Measure and print; whether every bound holds."""
    secret = slack.settings.signing_secret
    print(f"the generator's own ceiling: {await ceiling(requests(asked[:20_000], secret)):,.0f} requests a second")
    good = True
    async with servers(slack, folder, loop) as running:
        for server in running:
            await load(server.port, requests(plain_questions(), secret), 4, is_any)
        for connections in CONNECTIONS:
            rates: dict[str, list[float]] = {server.name: [] for server in running}
            taken: dict[str, list[float]] = {server.name: [] for server in running}
            for number in range(ROUNDS):
                for server in running:
                    size = A_SLOW_ROUND * connections if server.name == DEFAULT else A_ROUND
                    part = asked[number * A_ROUND : number * A_ROUND + size]
                    outcome = await load(server.port, requests(part, secret), connections, is_our_answer if server.name == OURS else is_any)
                    good &= not outcome.wrong and not outcome.broken
                    rates[server.name].append(outcome.rate)
                    taken[server.name] += outcome.microseconds
            good &= report(connections, rates, taken)
        everything = requests(asked[:count], secret)
        outcome = await load(running[0].port, everything, 16, is_our_answer)
    lost = count - len(outcome.microseconds) + outcome.wrong
    print(f"{count:,} commands at 16 connections: {outcome.rate:,.0f} a second, {lost} lost; {latencies(outcome.microseconds)}")
    return good and not lost


def report(connections: int, rates: dict[str, list[float]], taken: dict[str, list[float]]) -> bool:
    """Print the rates at a number of connections beside their bounds; whether these hold."""
    print(f"{connections} connection{'s' if connections > 1 else ''}:")
    for name, held in rates.items():
        print(f"  {name:<32} {statistics.median(held):8,.0f} a second; {latencies(taken[name])}")
    good = True
    for name, bound in ((BEFORE, BOUND_BEFORE), (DEFAULT, BOUND_DEFAULT)):
        ratio = statistics.median(ours / bare for ours, bare in zip(rates[OURS], rates[name], strict=True))
        good &= ratio > bound
        print(f"  ratio to {name:<32} {ratio:6.2f}  (bound {bound:.1f}){'' if ratio > bound else '  TOO SLOW'}")
    return good


def latencies(microseconds: Sequence[float]) -> str:
    """Latencies in words."""
    cuts = statistics.quantiles(microseconds, n=100, method="inclusive")
    return f"p50 {cuts[49] / 1000:.2f} ms, p99 {cuts[98] / 1000:.2f} ms"


async def main(count: int, loop: str) -> bool:
    """Run everything."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeSlack(keep=0) as slack:
            return await compare(slack, new_questions(max(count, 20_000)), Path(folder), loop, count)


if __name__ == "__main__":
    given: Callable[[int, str], str] = lambda place, default: sys.argv[place] if len(sys.argv) > place else default  # noqa: E731
    sys.exit(0 if uvloop.run(main(int(given(1, str(NOTHING_LOST))), given(2, "uvloop"))) else 1)
