"""Report the latency of slash commands over HTTP, and what the service takes for it. Run with `python -m benchmarks.slack [SECONDS]`.

200 signed, distinct commands a second go to one `smallprint serve` with SQLite, at a fixed pace whether or not the ones
before were answered, so that waiting counts.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from benchmarks.ask import percentiles
from benchmarks.asked import new_questions, plain_questions
from tests.fakes.slack import FakeSlack, Person

PACE = 200
SECONDS = 20
WARMING = 200
PEOPLE = 4_000  # so that nobody meets the limit of a person
BOUND_P99 = 50.0
NO_ANSWERS = ("Something went wrong", "Too many questions", "Please wait")
"""Words of replies that are no answers: something failed, or a limit was met."""


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serving(slack: FakeSlack, folder: Path) -> AsyncIterator[tuple[str, int]]:
    """Run the service; yields its address and process id."""
    port = free_port()
    environment = {
        "SLACK_BOT_TOKEN": slack.workspace("T1").token,
        "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "SMALLPRINT_PORT": str(port),
        "SMALLPRINT_METRICS": f"127.0.0.1:{free_port()}",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        "LOG_LEVEL": "warning",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.terminal.main", "serve", env={**os.environ, **environment}
    )
    try:
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def until_ready(client: aiohttp.ClientSession, url: str) -> None:
    """Wait until the service can answer."""
    async with asyncio.timeout(120):
        while True:
            try:
                async with client.get(f"{url}/readyz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


async def ask(client: aiohttp.ClientSession, person: Person, text: str) -> float | None:
    """Send one command; return its milliseconds, None if it was not answered."""
    request = person.command_request("/smallprint", text)
    start = time.perf_counter()
    async with client.post(request.url, data=request.body, headers=request.headers) as response:
        said = await response.text()
    taken = (time.perf_counter() - start) * 1_000
    answered = response.status == 200 and not any(words in said for words in NO_ANSWERS)
    return taken if answered else None


async def at_pace(client: aiohttp.ClientSession, people: Sequence[Person], asked: Sequence[str], pace: int = PACE) -> list[float | None]:
    """Send the questions at a fixed pace, of one person after the other."""
    start = time.perf_counter()
    under_way = []
    for number, text in enumerate(asked):
        await asyncio.sleep(start + number / pace - time.perf_counter())
        under_way.append(asyncio.create_task(ask(client, people[number % len(people)], text)))
    return await asyncio.gather(*under_way)


def processor_seconds(process: int) -> float:
    """Return how much processor time a process has used, in all threads."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(process: int) -> float:
    """Return how much memory a process has now."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def main(seconds: int) -> bool:
    """Measure and print; return whether the bound holds and nothing was lost."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeSlack(keep=0) as slack, serving(slack, Path(folder)) as (url, process):
            slack.connect_http(f"{url}/slack/events")
            people = [slack.workspace("T1").user(f"U{number}") for number in range(PEOPLE)]
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
                await until_ready(client, url)
                await at_pace(client, people, plain_questions()[:WARMING])
                before = processor_seconds(process)
                taken = await at_pace(client, people, new_questions(PACE * seconds))
                used = (processor_seconds(process) - before) * 1_000 / len(taken)
            memory = resident_mebibytes(process)
    answered = sorted(milliseconds for milliseconds in taken if milliseconds is not None)
    lost = len(taken) - len(answered)
    print(f"{len(taken):,} distinct commands at {PACE} a second: {percentiles(answered)} (bound {BOUND_P99:.0f}); {lost} lost")
    print(f"processor time of the service for each: {used:.2f} ms (on an idle core, {1_000 / PACE:.0f} ms are there)")
    print(f"memory of the service: {memory:.0f} MiB")
    return not lost and answered[int(len(answered) * 0.99)] < BOUND_P99


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)) else 1)
