"""Whatever Discord's gateway sends, the bot stays connected and hears what comes next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from discord.gateway import GatewayRatelimiter
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import wording
from bot.service.rate_limiter import RateLimiter, Ruling
from bot.understanding.revision import Revision
from tests.damage import damaged, fuzzed
from tests.discord_bot.running import Running, running
from tests.fakes.discord import FakeDiscord, Guild
from tests.fakes.discord.model import Server
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


Told = tuple[str, dict[str, Any]]
"""The name of an event of the gateway, and its data."""


class Heard(NamedTuple):
    """The bot in a server, and a message that it has answered."""

    bot: Running
    guild: Guild
    told: list[Told]


@pytest.fixture(autouse=True)
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked to wait: else only the first ten are heard."""
    monkeypatch.setattr(RateLimiter, "count", lambda *_, **__: Ruling("answer"))
    monkeypatch.setattr(GatewayRatelimiter, "get_delay", lambda _: 0.0)  # each case asks for a heartbeat
    monkeypatch.setattr("tests.fakes.discord.connection._MOST_SENT", 10**9)


@pytest.fixture
async def heard(revision: Revision, tmp_path: Path) -> AsyncIterator[Heard]:
    """The bot, connected, after a first answer."""
    async with FakeDiscord(identify_seconds=0) as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        question = await guild.member("ann").says(guild.general, f"{discord.mention} is zoom encrypted")
        await discord.reply_to(question, 60)
        told: list[Told] = [("MESSAGE_CREATE", of_message(question, lambda _: True, event=True))]
        dispatch = discord.gateway.dispatch

        def keep(event: str, data: dict[str, Any], server: Server | None) -> None:
            told.append((event, data))
            dispatch(event, data, server)

        discord.gateway.dispatch = keep  # type: ignore[method-assign]
        ann = guild.member("ann")
        used = await ann.uses("ask", {"question": "can zoom use my calls for ai?"}, guild.general)
        await ann.types("platform", {"name": "zo"}, guild.general)
        await ann.presses(used.messages[0], wording.MORE)
        form = await ann.presses(used.messages[0], wording.WRONG_OR_OUTDATED)
        await ann.submits(form, dict.fromkeys(form.modal.fields, "It changed.") if form.modal else {})
        discord.gateway.dispatch = dispatch  # type: ignore[method-assign]
        yield Heard(bot, guild, told)


@fuzzed(80)
@given(st.data())
async def test_no_event_makes_the_bot_deaf(heard: Heard, data: st.DataObject) -> None:
    """With anything missing or of another kind in it, under any event's name."""
    discord = heard.bot.discord
    event, whole = data.draw(st.sampled_from(heard.told))
    discord.gateway.dispatch(data.draw(st.sampled_from([event, event, *EVENTS])), data.draw(damaged(whole)), heard.guild.server)
    await discord.heard()
    await heard.bot.settled()
    assert heard.bot.adapter.health_problem() is None
    assert len(discord.gateway.identified) == 1
