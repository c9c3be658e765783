"""A local Discord in a process of its own, with people who ask: `python -m benchmarks.discord_gateway SERVERS`.

It says where it is, then does what it is told by lines of JSON: `{"mentions": N, "which": "plain"}` has so many people ask,
each as soon as one before was answered, and says how many seconds that took. They ask what is `plain` (every platform and
topic), from the question `set`, or something `new`, which nobody asked before. `{"introduce": true}` lets shards in that
wait to be told of their servers.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

import uvloop

from benchmarks.asked import new_questions, plain_questions, question_set
from benchmarks.discord import IN_FLIGHT
from tests.fakes.discord import Channel, FakeDiscord, Message, Person, bodies
from tests.fakes.discord.connection import Connection

PEOPLE = 6_001
"""So many that nobody is slowed for asking too much; prime to the channels, so that each asks in another one the next time."""
CHANNELS = 50
DISTINCT = 50_000
CHANNELS_EACH, ROLES_EACH, MEMBERS_EACH = 15, 10, 100
"""Of each of many servers: an ordinary one."""


class Load:
    """Asks, and notices answers."""

    def __init__(self, discord: FakeDiscord) -> None:
        self._discord = discord
        guild = discord.guild(channels=CHANNELS)
        people = [guild.member(f"person-{number}") for number in range(PEOPLE)]
        self._people: Iterator[tuple[Person, Channel]] = zip(cycle(people), cycle(guild.server.channels.values()), strict=False)
        self._texts: dict[str, Iterator[str]] = {
            "plain": cycle(plain_questions()),
            "set": cycle(question_set()),
            "new": iter(new_questions(DISTINCT)),
        }
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._add = discord.world.add
        discord.world.add = self._added  # type: ignore[method-assign] # the moment at which a reply is there

    async def run(self, mentions: int, which: str) -> float:
        """Have so many questions answered; seconds."""
        left = islice(self._texts[which], mentions)
        start = time.perf_counter()
        await asyncio.gather(*(self._ask_on(left) for _ in range(IN_FLIGHT)))
        return time.perf_counter() - start

    async def _ask_on(self, left: Iterator[str]) -> None:
        for text in left:
            person, channel = next(self._people)
            message = await person.says(channel, f"{self._discord.mention} {text}")
            if not self._discord.replies_to(message):
                answered = self._waiting[message.id] = asyncio.get_running_loop().create_future()
                await answered

    def _added(self, *arguments: Any, answered: Message | None = None, **further: Any) -> Message:  # noqa: ANN401 - passed on
        message = self._add(*arguments, answered=answered, **further)
        if answered is not None and (waiting := self._waiting.pop(answered.id, None)) is not None:
            waiting.set_result(None)
        return message


def say(**what: object) -> None:
    """Write a line."""
    print(json.dumps(what), flush=True)


async def serve(servers: int) -> None:
    """Serve until standard input ends."""
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    many = servers > 1
    # What Discord refuses is tested elsewhere; looking for it here would take longer than the bots that are measured.
    bodies.check_message = lambda *_, **__: set()
    async with FakeDiscord(keep_requests=100, keep_messages=5_000, identify_seconds=0.0) as discord:
        let_in = asyncio.Event()
        asking = None if many else Load(discord)
        if many:
            for number in range(servers):
                discord.guild(f"server-{number}", channels=CHANNELS_EACH, roles=ROLES_EACH, members=MEMBERS_EACH)
            _hold_back(discord, let_in)
        say(api=discord.api_url, token=discord.token)
        if not many:
            await discord.connected(0, 60)
            await asyncio.sleep(2)  # until the client has read what it is told at first
            say(connected=True)
        while line := await lines.readline():
            told = json.loads(line)
            if asking is not None and "mentions" in told:
                say(seconds=await asking.run(told["mentions"], told["which"]))
            elif many:
                let_in.set()
                await discord.wait_for(lambda: _all_told(discord), "every server to be told of", 300)
                say(introduced=True)


def _hold_back(discord: FakeDiscord, let_in: asyncio.Event) -> None:
    identify = discord.gateway.identify

    async def wait(connection: Connection, body: dict[str, Any]) -> None:
        if not let_in.is_set():
            say(waiting=True)
            await let_in.wait()
        await identify(connection, body)

    discord.gateway.identify = wait  # type: ignore[method-assign] # so that memory can be measured before


def _all_told(discord: FakeDiscord) -> bool:
    told = sum(len(session.introduced) for session in discord.gateway.sessions.values())
    return told == len(discord.world.servers)


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
