"""A Discord bot that is connected, a server with it, and somebody there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.understanding.revision import Revision
from tests.discord_bot.running import Running, running
from tests.fakes.discord import FakeDiscord, Guild, Person


@pytest.fixture
async def bot(revision: Revision, tmp_path: Path) -> AsyncIterator[Running]:
    """The bot, connected; nothing that it sends may be refused, and nothing may ping."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        yield bot
        assert discord.refusals == []
        assert set(discord.unknown_fields) <= {"tts"}  # discord.py sends it with every edit
        sent = [message for channel in discord.world.channels.values() for message in discord.messages(channel)]
        assert all(message.pings.nobody for message in sent if message.author is discord.bot)


@pytest.fixture
def guild(bot: Running) -> Guild:
    """A server with the bot in it."""
    return bot.discord.guild()


@pytest.fixture
def ann(guild: Guild) -> Person:
    """Somebody in the server."""
    return guild.member("ann")
