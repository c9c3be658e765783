"""Runs a client of discord.py against a local Discord for as long as a block lasts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TypeVar

from discord import Client

from tests.fakes.discord.pointing import pointed_at
from tests.fakes.discord.server import FakeDiscord

AnyClient = TypeVar("AnyClient", bound=Client)


@asynccontextmanager
async def running(discord: FakeDiscord, client: AnyClient, *, shards: Iterable[int] = (0,)) -> AsyncIterator[AnyClient]:
    """Start a client and give it once its shards are connected and were told of their servers; an error of its own is raised."""
    with pointed_at(discord):
        started = asyncio.create_task(client.start(discord.token))
        connected = asyncio.create_task(_connected(discord, client, shards))
        try:
            await asyncio.wait((started, connected), return_when=asyncio.FIRST_COMPLETED)
            if started.done():
                started.result()
            await connected
            yield client
        finally:
            connected.cancel()
            await client.close()
            await asyncio.gather(started, connected, return_exceptions=True)


async def _connected(discord: FakeDiscord, client: Client, shards: Iterable[int]) -> None:
    for shard in shards:
        await discord.connected(shard)
    await client.wait_until_ready()
