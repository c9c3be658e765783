"""A bare discord.py client that replies to mentions with a fixed embed: what `benchmarks.discord` compares with.

`python -m benchmarks.bare_discord (asyncio|uvloop)` runs on the event loop that discord.py's own `run` takes, or on
Smallprint's. It has the intents and the caches of Smallprint and does nothing else.
"""

from __future__ import annotations

import asyncio
import os
import sys

import discord
import uvloop
from discord.http import Route

EMBED = discord.Embed(
    title="Zoom: No, not for training AI", description="Since 11 August 2023 the terms rule it out. " * 45, colour=0x2E7D32
)
"""As long as an answer of Smallprint is on average, so that both send as much."""


class Bare(discord.AutoShardedClient):
    """Replies."""

    async def on_message(self, message: discord.Message) -> None:
        """Reply where it is mentioned."""
        if not message.author.bot and self.user in message.mentions:
            await message.reply(embed=EMBED, mention_author=False)


async def main() -> None:
    """Run until the process is ended."""
    Route.BASE = os.environ["DISCORD_API_URL"]
    client = Bare(
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
    )
    async with client:
        await client.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop if sys.argv[1] == "uvloop" else None) as runner:
        runner.run(main())
