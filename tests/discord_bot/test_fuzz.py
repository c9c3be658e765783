"""Whatever Discord's gateway sends, the bot stays connected and hears what comes next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding.revision import Revision
from tests.damage import damaged
from tests.discord_bot.running import Running, running
from tests.fakes.discord import FakeDiscord, Guild, Message
from tests.fakes.discord.payloads import of_message

EVENTS = (
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "INTERACTION_CREATE",
    "GUILD_UPDATE",
    "CHANNEL_UPDATE",
)


class Heard(NamedTuple):
    """The bot in a server, and a message that it has answered."""

    bot: Running
    guild: Guild
    question: Message


@pytest.fixture
async def heard(revision: Revision, tmp_path: Path) -> AsyncIterator[Heard]:
    """The bot, connected, after a first answer."""
    async with FakeDiscord(identify_seconds=0) as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        question = await guild.member("ann").says(guild.general, f"{discord.mention} is zoom encrypted")
        await discord.reply_to(question, 60)
        yield Heard(bot, guild, question)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_no_event_makes_the_bot_deaf(heard: Heard, data: st.DataObject) -> None:
    """With anything missing or of another kind in it, under any event's name."""
    discord = heard.bot.discord
    whole = of_message(heard.question, lambda _: True, event=True)
    discord.gateway.dispatch(data.draw(st.sampled_from(EVENTS)), data.draw(damaged(whole)), heard.guild.server)
    await discord.heard(timeout=60)
    await heard.bot.settled()
    assert heard.bot.adapter.health_problem() is None
    assert len(discord.gateway.identified) == 1
