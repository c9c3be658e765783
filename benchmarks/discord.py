"""The Discord bot beside a bare discord.py client: how many mentions it answers, and how much memory ten thousand servers take.

Each bot is a process of its own and speaks to a local Discord in another one (`tests.fakes.discord`). The bare client has
the same intents and caches and replies with a fixed embed of the same size; it runs as discord.py runs it, and once more on
Smallprint's event loop. Smallprint is `smallprint serve` as it is, with SQLite. Rounds alternate, and what is compared is
within one run. Beside the rate stands the processor time that the bot
itself took for a mention, which a slow gateway cannot hide.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

BARE, BARE_UVLOOP, OURS = "bare, asyncio", "bare, uvloop", "smallprint"
IN_FLIGHT = 64
MENTIONS, ROUNDS = 3_200, 7
GUILDS = 10_000
LEAST_RATE = 0.7
MOST_MEMORY = 1.2
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Round(NamedTuple):
    """What one round took: mentions a second, and milliseconds of the bot's processor time for each."""

    rate: float
    cpu: float


class Process:
    """A child that is told things and says things, a line of JSON each."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self.child = child

    async def hear(self) -> dict[str, Any]:
        """The next line."""
        line = await self.child.stdout.readline() if self.child.stdout else b""
        if not line:
            raise SystemExit(f"a process ended too early, with {await self.child.wait()}")
        said: dict[str, Any] = json.loads(line)
        return said

    def tell(self, **what: Any) -> None:  # noqa: ANN401 - JSON
        """Send a line."""
        if self.child.stdin:
            self.child.stdin.write(json.dumps(what).encode() + b"\n")

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, of all threads."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> int:
        """Bytes that are in memory now."""
        return int(Path(f"/proc/{self.child.pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE


@asynccontextmanager
async def _started(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    child = await asyncio.create_subprocess_exec(
        *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env={**os.environ, **(environment or {})}
    )
    try:
        yield Process(child)
    finally:
        if child.returncode is None:
            child.terminate()
        await child.wait()


@asynccontextmanager
async def _pair(bot: str, folder: Path, guilds: int) -> AsyncIterator[tuple[Process, Process]]:
    """A local Discord and a bot that will connect to it."""
    python = (sys.executable, "-m")
    async with _started((*python, "benchmarks.discord_gateway", str(guilds))) as gateway:
        where = await gateway.hear()
        environment = {
            "DISCORD_TOKEN": where["token"],
            "DISCORD_API_URL": where["api"],
            "DATABASE_URL": f"sqlite:///{folder / str(guilds)}.db",
            "SMALLPRINT_PORT": "0",
            "LOG_LEVEL": "warning",
        }
        smallprint = str(Path(sys.executable).with_name("smallprint"))
        serving = (smallprint, "serve") if bot == OURS else (*python, "benchmarks.bare_discord", bot.removeprefix("bare, "))
        async with _started(serving, environment) as client:
            yield gateway, client


async def _round(gateway: Process, client: Process, mentions: int, which: str) -> Round:
    before = client.cpu
    gateway.tell(mentions=mentions, which=which)
    seconds = (await gateway.hear())["seconds"]
    return Round(mentions / seconds, 1_000 * (client.cpu - before) / mentions)


async def measure_rate(folder: Path, mentions: int, rounds: int) -> bool:
    """Print how fast each answers; whether the bound holds for questions never asked before, beside a bare client on the same loop.

    Questions that come again are known by their digest, so what is asked "in plain words" is warm after its first round: a
    figure beside the bound, not the bound.
    """
    async with _pair(BARE, folder, 1) as bare, _pair(BARE_UVLOOP, folder, 1) as bare_uvloop, _pair(OURS, folder, 1) as ours:
        pairs = {BARE: bare, BARE_UVLOOP: bare_uvloop, OURS: ours}
        for gateway, client in pairs.values():
            await gateway.hear()
            await _round(gateway, client, mentions, "plain")  # warms up
        await _compare(pairs, mentions, rounds // 2, "every platform and topic in plain words, asked again and again", "plain")
        await _compare(pairs, mentions, rounds // 2, "the question set, asked again and again", "set")
        new = await _compare(pairs, mentions, rounds, "questions never asked before", "new")
    print(f"mentions: {new:.2f} of the rate of a bare client on the same loop (at least {LEAST_RATE}); {IN_FLIGHT} in flight")
    return new >= LEAST_RATE


async def _compare(pairs: Mapping[str, tuple[Process, Process]], mentions: int, rounds: int, what: str, which: str) -> float:
    """Rounds that take turns; the ratio of the rates to the bare client on the same event loop."""
    taken: dict[str, list[Round]] = {name: [] for name in pairs}
    for _ in range(rounds):
        for name, (gateway, client) in pairs.items():
            taken[name].append(await _round(gateway, client, mentions, which))
    print(f"{what}:")
    for name, of in taken.items():
        rates = sorted(each.rate for each in of)
        cpu = statistics.median(each.cpu for each in of)
        spread = f"(of {rates[0]:.0f} to {rates[-1]:.0f})"
        print(f"{name:>15}: {statistics.median(rates):5.0f} mentions/s {spread}, {cpu:.3f} ms of processor time each")
    for name in (BARE, BARE_UVLOOP):
        ratio = statistics.median(ours.rate / bare.rate for bare, ours in zip(taken[name], taken[OURS], strict=True))
        cost = statistics.median(bare.cpu / ours.cpu for bare, ours in zip(taken[name], taken[OURS], strict=True))
        print(f"{'':>15}  {ratio:.2f} of the rate of {name}; {cost:.2f} by processor time")
    return statistics.median(ours.rate / bare.rate for bare, ours in zip(taken[BARE_UVLOOP], taken[OURS], strict=True))


async def measure_memory(folder: Path, guilds: int) -> bool:
    """Print what the servers take in memory; whether the bound holds."""
    took = {}
    for name in (BARE_UVLOOP, OURS):
        async with _pair(name, folder, guilds) as (gateway, client):
            await gateway.hear()  # a shard has asked to be let in; it is not told of its servers yet
            await asyncio.sleep(1)
            before = client.memory
            gateway.tell(introduce=True)
            await gateway.hear()
            await asyncio.sleep(1)
            took[name] = (client.memory - before) / guilds * 1_000 / 2**20
            print(f"{name:>15}: {took[name]:.2f} MiB for a thousand servers, {client.memory / 2**20:.0f} MiB in all with {guilds}")
    ratio = took[OURS] / took[BARE_UVLOOP]
    print(f"memory: {ratio:.2f} of the bare client's (at most {MOST_MEMORY})")
    return ratio <= MOST_MEMORY


def main() -> None:
    """Both measurements; the exit status says whether both bounds held."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.discord", description=__doc__)
    parser.add_argument("--mentions", type=int, default=MENTIONS, help="mentions in each round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--guilds", type=int, default=GUILDS, help="servers for the measurement of memory; 0 leaves it out")
    wanted = parser.parse_args()

    async def measure() -> list[bool]:
        with tempfile.TemporaryDirectory() as folder:
            held = [await measure_rate(Path(folder), wanted.mentions, wanted.rounds)] if wanted.rounds else []
            return [*held, *([await measure_memory(Path(folder), wanted.guilds)] if wanted.guilds else [])]

    sys.exit(0 if all(asyncio.run(measure())) else 1)


if __name__ == "__main__":
    main()
