"""The Discord adapter as the service runs it, in this process, against a local Discord."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from discord.gateway import DiscordWebSocket
from discord.http import Route as DiscordRoute

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.plugin import DiscordPlugin
from bot.dialogue.dialogue import Dialogue
from bot.service.adapter import Host
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.admins import Admins
from bot.upkeep.base_desk import Editing
from tests.conftest import TODAY
from tests.fakes.discord import FakeDiscord, Message, shown
from tests.fakes.discord.markdown import Link

NOON = datetime.combine(TODAY, time(12), UTC)


@dataclass
class Running:
    """An open adapter and what is around it."""

    discord: FakeDiscord
    adapter: DiscordAdapter
    store: Store
    dialogue: Dialogue
    tasks: Tasks

    async def settled(self) -> None:
        """Return once everything that was heard is answered."""
        await self.tasks.settled()

    async def ready(self, shards: int = 1) -> None:
        """Return once every shard hears."""
        for shard in range(shards):
            await self.discord.connected(shard)
        while self.adapter.health_problem():
            await asyncio.sleep(0.001)
        await self.settled()


@contextmanager
def untouched() -> Iterator[None]:
    """Leave discord.py's addresses as they were."""
    base, gateway = DiscordRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        yield
    finally:
        DiscordRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def opened(
    revision: Revision,
    discord: FakeDiscord,
    folder: Path,
    *,
    clock: Callable[[], datetime] = lambda: NOON,
    editing: Editing | None = None,
    **more: str,
) -> AsyncIterator[Running]:
    """Open the adapter without starting it, with its database in a folder; `editing` is where edits go, `more` are further settings."""
    settings = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url} | more
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'smallprint.db'}", keys=None)
    admins = Admins.read(settings.get("SMALLPRINT_ADMINS", ""))
    dialogue, tasks = Dialogue(KnowledgeHolder(revision), store, 90, clock, editing=editing, admins=admins), Tasks()
    host = Host(settings, dialogue, store, None, tasks)
    adapter = DiscordPlugin().open(host)
    assert isinstance(adapter, DiscordAdapter)
    with untouched():
        try:
            yield Running(discord, adapter, store, dialogue, tasks)
        finally:
            await adapter.stop_taking()
            await tasks.drain(5)
            await adapter.close()
            await store.close()


@asynccontextmanager
async def running(
    revision: Revision, discord: FakeDiscord, folder: Path, *, shards: int = 1, editing: Editing | None = None, **more: str
) -> AsyncIterator[Running]:
    """The adapter, started and connected."""
    async with opened(revision, discord, folder, clock=lambda: NOON, editing=editing, **more) as bot:
        await bot.adapter.start()
        await bot.ready(shards)
        yield bot


def read(message: Message) -> str:
    """What a message says, as it is read: without escapes, bold marks and what has no width."""
    return re.sub(r"\\(.)|\*\*", lambda found: found[1] or "", shown(message).text.replace("\u200b", ""))


def links(message: Message) -> tuple[str, ...]:
    """Where the links of a message lead."""
    return tuple(link.url for link in shown(message).links if isinstance(link, Link))


async def answered(bot: Running, question: Message) -> Message:
    """The one reply to a message."""
    reply = await bot.discord.reply_to(question)
    await bot.settled()
    assert bot.discord.replies_to(question) == [reply]
    return reply
