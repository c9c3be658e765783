"""Let people ask in Slack and Discord, 200 questions a second for ten minutes on each database. Run with `python -m benchmarks.soak`.

Half of them are commands in Slack, a quarter mentions there, a quarter mentions in Discord, sent at a fixed pace whether or not those
before were answered, to one `smallprint serve` that gives nothing up for being late. At half time somebody edits a local note. It
prints what was lost, how long answers took in quiet and in the seconds after the edit, and the memory of the service after the first
minute (or half the time) and at the end. The exit status is 1 if something was lost or the memory grew by more than a twentieth (a
tenth, where there was no first minute); how long an answer takes says more of the machine than of the service. CI runs
`--minutes 1 --pace 10`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import aiohttp

from benchmarks.ask import percentiles
from benchmarks.asked import question_set
from benchmarks.replicas import database
from benchmarks.slack import processor_seconds, resident_mebibytes
from tests.fakes.discord import FakeDiscord, Message
from tests.fakes.slack import FakeSlack
from tests.patience import HANG
from tests.serving import PATIENT, serving

PACE, MINUTES = 200, 10.0
QUIET_BOUND, RELOAD_BOUND = 50.0, 250.0
"""Milliseconds within which 99 of 100 answers are to come."""
MOST_GROWTH, MOST_GROWTH_AT_ONCE = 1.05, 1.1
FIRST_MINUTE, AFTER_EDIT = 60.0, 10.0
PEOPLE, SERVERS, CHANNELS = 1_500, 10, 60
"""So many that nobody is asked to wait for asking too much."""
LAST_SECONDS = HANG
"""Seconds after which an unanswered question counts as lost; an answer within them counts in the percentiles."""
PLAIN = ("can zoom use my calls for ai?", "is signal end to end encrypted?", "does teams keep recordings?", "who owns webex recordings?")
NOTE = 'slug = "zoom"\n\n[[notes]]\ntopic = "ai-training"\ntext = "Edited {} times; ask privacy@acme.example."\n'


class Asked(NamedTuple):
    """When something was asked, in seconds after the first question, and how many milliseconds its answer took; None if none came."""

    at: float
    took: float | None


class Crowd:
    """Everybody who asks."""

    def __init__(self, slack: FakeSlack, discord: FakeDiscord, client: aiohttp.ClientSession) -> None:
        self._client = client
        self._discord = discord
        self._people = [slack.workspace("T1").user(f"U{number}") for number in range(PEOPLE)]
        guilds = [discord.guild(f"server-{number}", channels=CHANNELS) for number in range(SERVERS)]
        self._channels = [channel for guild in guilds for channel in guild.server.channels.values()]
        self._members = [[guild.member(f"person-{number}") for number in range(PEOPLE // SERVERS)] for guild in guilds]
        self._questions: list[tuple[float, Message]] = []
        self._waiting: dict[str, tuple[float, asyncio.Future[float]]] = {}
        self._done: list[Asked] = []
        self._start = 0.0
        post = slack.core.post

        def posted(*arguments: object, **more: object) -> object:
            message = post(*arguments, **more)  # type: ignore[arg-type]
            if message.thread_ts in self._waiting and not self._waiting[message.thread_ts][1].done():
                self._waiting[message.thread_ts][1].set_result(time.perf_counter())
            return message

        slack.core.post = posted  # type: ignore[method-assign, assignment]  # the only place that sees every message as it comes

    async def ask(self, seconds: float, pace: int) -> list[Asked]:
        """Ask for so many seconds; return everything that was asked."""
        texts = [text for text in question_set() if len(text) < 200]
        random.Random(1).shuffle(texts)
        self._start = time.perf_counter()
        async with asyncio.TaskGroup() as going:
            for number in range(int(seconds * pace)):
                at = number / pace
                await asyncio.sleep(self._start + at - time.perf_counter())
                way = (self._command, self._mention, self._command, self._in_discord)[number % 4]
                # Commands always come back with something, so they may ask anything; a mention that means nothing may be left alone.
                going.create_task(way(at, number, texts[number % len(texts)] if number % 2 == 0 else PLAIN[number // 4 % len(PLAIN)]))
        await self._last_answers()
        done = [*self._done]
        for at, question in self._questions:
            replies = self._discord.replies_to(question)
            done.append(Asked(at, self._discord.latency(question) * 1_000 if replies else None))
        return sorted(done)

    async def _command(self, at: float, number: int, text: str) -> None:
        request = self._people[number % PEOPLE].command_request("/smallprint", text)
        start, right = time.perf_counter(), False
        try:
            async with self._client.post(request.url, data=request.body, headers=request.headers) as response:
                right = response.status == 200 and "Something went wrong" not in await response.text()
        except (aiohttp.ClientError, TimeoutError):
            pass
        self._done.append(Asked(at, (time.perf_counter() - start) * 1_000 if right else None))

    async def _mention(self, at: float, number: int, text: str) -> None:
        person = self._people[number % PEOPLE]
        thread = f"{1_700_000_000 + number}.000001"
        answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[thread] = (at, answered)
        start = time.perf_counter()
        await person.mention("C1", text, thread)
        try:
            came = await asyncio.wait_for(answered, LAST_SECONDS)
            self._done.append(Asked(at, (came - start) * 1_000))
        except TimeoutError:
            self._done.append(Asked(at, None))
        del self._waiting[thread]

    async def _in_discord(self, at: float, number: int, text: str) -> None:
        place = number // 4 % len(self._channels)
        members = self._members[place // CHANNELS]
        asker, channel = members[number // 4 % len(members)], self._channels[place]
        self._questions.append((at, await asker.says(channel, f"{self._discord.mention} {text}")))

    async def _last_answers(self) -> None:
        until = time.perf_counter() + LAST_SECONDS
        while time.perf_counter() < until and not all(self._discord.replies_to(question) for _, question in self._questions[-200:]):
            await asyncio.sleep(0.1)


def settings_for(slack: FakeSlack, discord: FakeDiscord, url: str, knowledge: Path) -> dict[str, str]:
    """Return the settings of the service."""
    return {
        "SLACK_BOT_TOKEN": slack.workspace("T1").token,
        "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.api_url,
        "SMALLPRINT_KNOWLEDGE": str(knowledge),
        "DATABASE_URL": url,
    }


async def soak(name: str, url: str, seconds: float, pace: int) -> bool:
    """Ask, measure and print for one database; return True if nothing was lost and the memory stayed."""
    with tempfile.TemporaryDirectory(prefix="smallprint-") as held:
        folder = Path(held) / "own"
        folder.mkdir()
        (folder / "zoom.toml").write_text(NOTE.format(0), encoding="utf-8")
        async with (
            FakeSlack(keep=0) as slack,
            FakeDiscord(identify_seconds=0, keep_requests=100) as discord,
            serving(settings_for(slack, discord, url, folder), Path(held), PATIENT) as service,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
        ):
            slack.connect_http(f"{service.url}/slack/events")
            crowd, process = Crowd(slack, discord, client), service.process.pid
            await discord.connected()
            memory: list[float] = []

            async def meanwhile() -> None:
                await asyncio.sleep(min(FIRST_MINUTE, seconds / 2))
                memory.append(resident_mebibytes(process))
                await asyncio.sleep(max(0.0, seconds / 2 - FIRST_MINUTE))
                (folder / "zoom.toml").write_text(NOTE.format(1), encoding="utf-8")

            aside = asyncio.create_task(meanwhile())
            before = processor_seconds(process)
            asked = await crowd.ask(seconds, pace)
            used = processor_seconds(process) - before
            await aside
            memory.append(resident_mebibytes(process))
    return _tell(name, asked, seconds, memory, used)


def _tell(name: str, asked: list[Asked], seconds: float, memory: list[float], used: float) -> bool:
    lost = sum(one.took is None for one in asked)
    edited = seconds / 2
    after = sorted(one.took for one in asked if one.took is not None and edited <= one.at < edited + AFTER_EDIT)
    quiet = sorted(one.took for one in asked if one.took is not None and not edited <= one.at < edited + AFTER_EDIT)
    first = min(FIRST_MINUTE, edited)
    print(f"{name}: {len(asked):,} questions in {seconds:.0f} s, {lost} lost")
    print(f"  processor time of the service: {used * 1_000 / len(asked):.2f} ms a question")
    print(f"  in quiet: {percentiles(quiet)} (bound {QUIET_BOUND:.0f})")
    print(f"  after an edit: {percentiles(after)} (bound {RELOAD_BOUND:.0f})")
    print(f"  memory of the service: {memory[0]:.0f} MiB after {first:.0f} s, {memory[1]:.0f} MiB at the end", flush=True)
    return lost == 0 and memory[1] <= memory[0] * (MOST_GROWTH if first == FIRST_MINUTE else MOST_GROWTH_AT_ONCE)


@contextmanager
def sqlite() -> Iterator[str]:
    """Give an empty database in a file."""
    with tempfile.TemporaryDirectory(prefix="smallprint-") as folder:
        yield f"sqlite:///{folder}/soak.db"


def main() -> int:
    """Read the options and soak the databases; 1 if something was lost or the memory grew."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=MINUTES, help="how long on each database (%(default)s)")
    options.add_argument("--pace", type=int, default=PACE, help="questions a second (%(default)s)")
    options.add_argument("--database", choices=["sqlite", "postgresql"], action="append", help="both if left out")
    given = options.parse_args()
    right = True
    for name in given.database or ["sqlite", "postgresql"]:
        with (sqlite if name == "sqlite" else database)() as url:
            right &= asyncio.run(soak(name, url, given.minutes * 60, given.pace))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
