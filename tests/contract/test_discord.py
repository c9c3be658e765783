"""Discord under the contract of all surfaces: the real discord.py against a local Discord, by mention."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.understanding.revision import Revision
from tests.contract.contract import Seen, Surface, SurfaceContract
from tests.discord_bot.running import Running, links, read, running
from tests.fakes.discord import FakeDiscord, shown


class Discord:
    """Mentions the bot in a server."""

    def __init__(self, bot: Running) -> None:
        self._bot = bot
        self._guild = bot.discord.guild()
        self._asked = 0

    async def say(self, text: str) -> Seen:
        """Ask as somebody new, whose conversation begins there, and open the details."""
        self._asked += 1
        person = self._guild.member(f"person-{self._asked}")
        question = await person.says(self._guild.general, f"{self._bot.discord.mention} {text}")
        await self._bot.discord.reply_to(question)
        await self._bot.settled()
        replies = self._bot.discord.replies_to(question)
        for label in shown(replies[-1]).buttons:
            if label.startswith("Details"):
                pressed = await person.presses(replies[-1], label)
                await self._bot.settled()  # what does not fit into one message follows in others
                replies += pressed.messages
                break
        pinged = [str(shown(reply).pings) for reply in replies if not shown(reply).pings.nobody]
        return Seen("\n".join(map(read, replies)), tuple(link for reply in replies for link in links(reply)), tuple(pinged))


class TestDiscord(SurfaceContract):
    """Discord under the contract."""

    @pytest.fixture
    async def surface(self, revision: Revision, tmp_path: Path) -> AsyncIterator[Surface]:
        """The bot, connected."""
        async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
            yield Discord(bot)
            assert discord.refusals == []
            assert discord.unknown_fields == []
