"""Kill one of five processes on one PostgreSQL every five seconds. Run with `python -m benchmarks.replicas [SECONDS]`.

Two `smallprint serve` take Slack over HTTP, two hold one of Discord's two shards each, one has no chat surface and only does what is
scheduled. People ask in all places and messages are put into the outbox while one process after the other is killed (`kill -9`) and
started again; what Slack sends goes to a web process that was ready when last asked, as behind a balancer. Then it waits, as long as a
lease lasts, until nothing is left to do, and counts: questions that were acknowledged and have no answer or several, messages that were
sent twice or not at all, jobs that are stuck.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import aiohttp

from adapters.slack.settings import BOT_SCOPES, OPTIONAL_SCOPES
from benchmarks.slack import free_port, until_ready
from bot.replies import pages
from bot.replies.stored import to_stored
from bot.service.opening import open_knowledge
from bot.service.source_watch import KIND
from bot.storage import Person, Store, Workspace
from bot.storage.leasing import LEASE
from tests.fakes.discord import FakeDiscord, Message
from tests.fakes.slack import Delivery, FakeSlack
from tests.storage.databases import PostgreSQL, find_postgresql

SECONDS, KILL_SECONDS, PROBE_SECONDS = 120.0, 5.0, 0.5
PACE = 8.0
"""So many things happen a second, of four kinds in turn."""
SERVERS, CHANNELS = 6, 10
JOBS = 12
"""So many servers of sources, which no answer cites, are to be checked: their jobs are taken, done and planned anew."""
SETTLING_SECONDS = LEASE.total_seconds() + 120
QUESTION = "can zoom use my calls for ai?"
TEAM = Workspace("slack", "T1")


@dataclass
class Replica:
    """One process of the service, started again with the same settings whenever it was killed."""

    settings: dict[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        """Start it."""
        command = [sys.executable, "-m", "adapters.terminal.main", "serve"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, env={**os.environ, **self.settings}, stderr=log)

    def kill(self) -> None:
        """End it without a word, as `kill -9` does."""
        assert self.process is not None
        assert self.process.poll() is None, f"a process ended by itself, see {self.folder / 'log'}"
        self.process.kill()
        self.process.wait()
        self.kills += 1


@dataclass
class Asked:
    """The questions and answers while processes were killed."""

    mentions: list[Delivery] = field(default_factory=list)
    letters: list[Delivery] = field(default_factory=list)
    questions: list[Message] = field(default_factory=list)
    followers: list[str] = field(default_factory=list)


class Count(NamedTuple):
    """The times that each thing was answered or sent of `asked` that were asked, those left out that were never acknowledged."""

    what: str
    asked: int
    times: Sequence[int]

    @property
    def right(self) -> bool:
        """Return True if each was answered or sent once."""
        return all(times == 1 for times in self.times)

    def __str__(self) -> str:
        twice, never = sum(times > 1 for times in self.times), sum(times == 0 for times in self.times)
        return f"{len(self.times)} of {self.asked} {self.what}: {twice} twice, {never} not at all"


class Trial:
    """Local services, five processes, and what happens to them."""

    def __init__(self, slack: FakeSlack, discord: FakeDiscord, store: Store, url: str, folder: Path) -> None:
        self._slack, self._discord, self._store = slack, discord, store
        self._guilds = [discord.guild(f"server-{number}", channels=CHANNELS) for number in range(SERVERS)]
        self._ports = [free_port() for _ in range(5)]
        taking = {
            "SLACK_BOT_TOKEN": slack.workspace("T1").token,
            "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
            "SLACK_API_URL": slack.api_url,
        }
        shard = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url, "DISCORD_SHARD_COUNT": "2"}
        roles = [taking, taking, shard | {"DISCORD_SHARD_IDS": "0"}, shard | {"DISCORD_SHARD_IDS": "1"}, {}]
        shared = {
            "DATABASE_URL": url,
            "SMALLPRINT_METRICS": "127.0.0.1:0",
            "SMALLPRINT_WATCH_CONTACT": "bench@smallprint.invalid",
            "XDG_CACHE_HOME": str(folder),
        }
        self._replicas = [
            Replica({**shared, **role, "SMALLPRINT_PORT": str(port)}, folder) for role, port in zip(roles, self._ports, strict=True)
        ]
        self._asked, self._cache = Asked(), folder
        self._ready: Sequence[int] = self._ports[:2]

    async def run(self, seconds: float, chance: random.Random) -> list[Count]:
        """Ask and kill for so many seconds, wait until everything is done, and count."""
        await asyncio.to_thread(open_knowledge, (), date.today(), self._cache / "smallprint")  # so that nobody has to learn
        for replica in self._replicas:
            replica.start()
        try:
            async with aiohttp.ClientSession() as operator:
                for port in self._ports:
                    await until_ready(operator, f"http://127.0.0.1:{port}")
                balancing = asyncio.create_task(self._balance(operator))
                async with asyncio.TaskGroup() as going:
                    going.create_task(self._ask(seconds, chance, going))
                    going.create_task(self._kill(seconds, chance))
                balancing.cancel()
            await self._until(self._is_done, SETTLING_SECONDS)
            print(f"killed {'+'.join(str(replica.kills) for replica in self._replicas)} times (web, web, shard, shard, schedule)")
            return await self._counts()
        finally:
            for replica in self._replicas:
                if replica.process is not None:
                    replica.process.kill()
                    replica.process.wait()

    async def _balance(self, operator: aiohttp.ClientSession) -> None:
        """Ask again and again which web processes are ready."""
        while True:
            ready = [port for port in self._ports[:2] if await _is_ready(operator, port)]
            self._ready = ready or self._ready
            await asyncio.sleep(PROBE_SECONDS)

    async def _ask(self, seconds: float, chance: random.Random, going: asyncio.TaskGroup) -> None:
        """Let things happen at a fixed pace, whether or not those before were answered."""
        for number in range(JOBS):
            await self._store.jobs.add(KIND, {"host": f"{number}.invalid"}, key=f"{number}.invalid")
        start = time.monotonic()
        for number in range(int(seconds * PACE)):
            await asyncio.sleep(start + number / PACE - time.monotonic())
            self._slack.connect_http(f"http://127.0.0.1:{chance.choice(self._ready)}/slack/events")
            going.create_task((self._mention, self._write, self._ask_on_discord, self._notify)[number % 4](number))

    async def _kill(self, seconds: float, chance: random.Random) -> None:
        for _ in range(int(seconds / KILL_SECONDS)):
            await asyncio.sleep(KILL_SECONDS)
            replica = chance.choice(self._replicas)
            await asyncio.to_thread(replica.kill)
            replica.start()

    async def _mention(self, number: int) -> None:
        self._asked.mentions.append(await self._slack.workspace("T1").user(f"U{number}").mention("C1", QUESTION))

    async def _write(self, number: int) -> None:
        self._asked.letters.append(await self._slack.workspace("T1").user(f"U{number}").direct_message(QUESTION))

    async def _ask_on_discord(self, number: int) -> None:
        guild = self._guilds[number // 4 % SERVERS]
        channels = list(guild.server.channels.values())
        asker = guild.member(f"person-{number}")
        self._asked.questions.append(await asker.says(channels[number % CHANNELS], f"{self._discord.mention} {QUESTION}"))

    async def _notify(self, number: int) -> None:
        follower = self._slack.workspace("T1").user(f"F{number}").id
        card = {"card": to_stored(pages.notice("Zoom changed its terms."))}
        await self._store.outbox.add(Person(TEAM, follower), f"news:{number}", {"workspace": "T1", "channel": follower}, card)
        self._asked.followers.append(follower)

    async def _is_done(self) -> bool:
        if await self._store.outbox.waiting() or await self._jobs_left():
            return False
        return not [count for count in await self._counts() if 0 in count.times]

    async def _jobs_left(self) -> int:
        """Return the number of jobs that are due, or have failed."""
        return sum(job.state == "failed" or job.due_at <= datetime.now(UTC) for job in await self._store.jobs.all())

    async def _counts(self) -> list[Count]:
        asked = self._asked
        posted = [message for message in self._slack.messages() if message.from_app]
        threads = Counter(message.thread_ts for message in posted)
        channels = Counter(message.channel for message in posted)
        direct = {person: self._slack.core.records.direct_channel("T1", person).id for person in asked.followers}
        mentions = [delivery.message for delivery in asked.mentions if delivery.status == 200 and delivery.message]
        letters = [delivery.message for delivery in asked.letters if delivery.status == 200 and delivery.message]
        claimed = [question for question in asked.questions if await self._claimed(question)]
        hosts = Counter(job.key for job in await self._store.jobs.all() if job.kind == KIND and str(job.key).endswith(".invalid"))
        return [
            Count("mentions in Slack acknowledged", len(asked.mentions), [threads[message.ts] for message in mentions]),
            Count("letters in Slack acknowledged", len(asked.letters), [channels[message.channel] for message in letters]),
            Count("mentions in Discord heard", len(asked.questions), [len(self._discord.replies_to(question)) for question in claimed]),
            Count("notifications", len(asked.followers), [channels[direct[person]] for person in asked.followers]),
            Count("jobs planned anew", JOBS, [hosts[f"{number}.invalid"] for number in range(JOBS)]),
        ]

    async def _claimed(self, question: Message) -> bool:
        guild = next(guild for guild in self._guilds if question.channel in guild.server.channels.values())
        return await self._store.deliveries.delivery_of(Workspace("discord", str(guild.id)), str(question.id)) is not None

    async def _until(self, done: Callable[[], object], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if await done():  # type: ignore[misc]
                return
            await asyncio.sleep(1)
        print(f"not everything was done after {seconds:.0f} more seconds")


async def _is_ready(operator: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with operator.get(f"http://127.0.0.1:{port}/readyz", timeout=aiohttp.ClientTimeout(PROBE_SECONDS)) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


@contextmanager
def database() -> Iterator[str]:
    """Give an empty database of a PostgreSQL of its own."""
    programs = find_postgresql()
    if programs is None:
        raise SystemExit("no PostgreSQL server is installed (Debian: postgresql)")
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="smallprint-", ignore_cleanup_errors=True) as folder:
        server = PostgreSQL(programs, Path(folder))
        try:
            yield server.new_database()
        finally:
            server.stop()


async def main(seconds: float) -> bool:
    """Try and print; return True if everything was answered, sent and done once."""
    scopes = (*BOT_SCOPES, *OPTIONAL_SCOPES)
    with database() as url, tempfile.TemporaryDirectory(dir="/tmp", prefix="smallprint-") as folder:
        async with (
            FakeSlack(scopes=scopes, keep=100_000, patience=3.0, retry_after=(0.5, 2.0, 5.0)) as slack,
            FakeDiscord(shards=2, identify_seconds=0) as discord,
        ):
            store = await Store.open(url, keys=None)
            try:
                counts = await Trial(slack, discord, store, url, Path(folder)).run(seconds, random.Random(1))
            finally:
                await store.close()
        if trouble := Counter(_troubles((Path(folder) / "log").read_text(encoding="utf-8"))):
            print("most frequent warnings:", *(f"  {times} x {line}" for line, times in trouble.most_common(8)), sep="\n")
        refused = [*slack.refusals, *discord.refusals]
    for count in counts:
        print(count)
    print(f"{len(refused)} requests that Slack or Discord would refuse")
    return all(count.right for count in counts) and not refused


def _troubles(log: str) -> Iterator[str]:
    for line in log.splitlines():
        if "WARNING" in line or "ERROR" in line:
            yield line.split("WARNING")[-1].split("ERROR")[-1].strip()[:160]


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)) else 1)
