"""Cut and silent lines, limits, outages, servers that come and go, shards: how the real discord.py gets over them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord as library
import pytest

from tests.fakes.discord import FakeDiscord, Limit, running
from tests.fakes.discord.bare_bot import Hears, ShardedHears


async def test_a_cut_line_is_resumed_and_nothing_is_lost(discord: FakeDiscord, bot: Hears) -> None:
    """Messages said while the socket is cut, also in the middle of a stream, are replayed: each gets one reply."""
    guild = discord.guild()
    alice = guild.member("alice")
    messages = []
    for number in range(200):
        messages.append(await alice.says(guild.general, f"{discord.mention} {number}"))
        if number % 50 == 25:
            assert discord.cut() == 1
            messages.append(await alice.says(guild.general, f"{discord.mention} in the dark"))
            await discord.connected()
    await discord.wait_for(lambda: all(map(discord.replies_to, messages)))
    assert [len(discord.replies_to(message)) for message in messages] == [1] * len(messages)
    assert discord.gateway.resumed == 4
    assert len(discord.gateway.identified) == 1
    assert bot.user


async def test_reconnect_resumes_and_an_invalid_session_starts_anew(discord: FakeDiscord, bot: Hears) -> None:
    """RECONNECT and a resumable INVALID_SESSION lead to a RESUME, one that is not resumable to an IDENTIFY."""
    guild = discord.guild()
    alice = guild.member("alice")
    await discord.reconnect()
    await discord.wait_for(lambda: discord.gateway.resumed >= 1)
    await discord.invalidate(resumable=True)
    await discord.wait_for(lambda: discord.gateway.resumed >= 2)
    assert len(discord.gateway.identified) == 1
    await discord.invalidate()
    await discord.wait_for(lambda: len(discord.gateway.identified) == 2)
    assert bot.user
    await discord.reply_to(await alice.says(guild.general, f"{discord.mention} still there?"))


async def test_a_gateway_that_falls_silent_is_left(bot_that_doubts: tuple[FakeDiscord, Hears]) -> None:
    """Where heartbeats are not acknowledged and nothing else comes, the client reconnects and resumes."""
    discord, bot = bot_that_doubts
    discord.withhold_acks()
    await discord.wait_for(lambda: discord.gateway.resumed >= 1)
    assert bot.user
    assert discord.gateway.ops[1] >= 2


@pytest.fixture
async def bot_that_doubts() -> AsyncIterator[tuple[FakeDiscord, Hears]]:
    """A bot that takes a silent gateway for dead soon, and the gateway."""
    async with FakeDiscord(heartbeat_interval=0.1) as local, running(local, Hears(heartbeat_timeout=0.5)) as client:
        yield local, client


async def test_servers_come_and_go(discord: FakeDiscord) -> None:
    """An outage is told apart from a removal."""
    guild, other = discord.guild("a"), discord.guild("b")
    async with running(discord, Hears()) as bot:
        assert sorted(found.name for found in bot.guilds) == ["a", "b"]
        bot.guild_changes.clear()
        discord.outage(guild)
        discord.outage(guild, over=True)
        discord.remove_bot(other)
        await discord.heard()
        assert bot.guild_changes == [("away", guild.id), ("back", guild.id), ("removed", other.id)]
        assert discord.gateway.member_requests == []


async def test_each_shard_hears_its_own_servers() -> None:
    """Servers spread over shards by their id, direct messages reach the first."""
    async with FakeDiscord(shards=3, max_concurrency=3) as discord:
        guilds = [discord.guild(f"guild {number}") for number in range(9)]
        alice = discord.person("alice")
        async with running(discord, ShardedHears(), shards=range(3)) as bot:
            for guild in guilds:
                guild.member(alice)
                await discord.reply_to(await alice.says(guild.general, f"{discord.mention} zoom?"))
            await discord.reply_to(await alice.tells("zoom?"))
            assert sorted(found.id for found in bot.guilds) == sorted(guild.id for guild in guilds)
            assert {found.id: found.shard_id for found in bot.guilds} == {guild.id: (guild.id >> 22) % 3 for guild in guilds}
            assert sorted(identified.shard for identified in discord.gateway.identified) == [(0, 3), (1, 3), (2, 3)]
            discord.cut(1)
            await discord.wait_for(lambda: discord.gateway.resumed >= 1)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_429_is_waited_out(discord: FakeDiscord, bot: Hears, everywhere: bool) -> None:
    """The library waits as told and repeats; the test sees both responses."""
    guild = discord.guild()
    discord.rate_limit("POST", "/channels/*/messages", retry_after=0.05, everywhere=everywhere)
    await discord.reply_to(await guild.member("alice").says(guild.general, f"{discord.mention} zoom?"))
    assert [request.status for request in discord.requests("POST", "/channels/*/messages")] == [429, 200]
    assert discord.refusals == []
    assert bot.user


async def test_limits_announced_in_headers_are_kept_by_the_library() -> None:
    """A bucket that is used up is waited for, so that no request is refused."""
    limits = {"POST /channels/{channel}/messages": Limit(2, 0.2)}
    async with FakeDiscord(limits=limits) as discord, running(discord, Hears()) as bot:
        guild = discord.guild()
        alice = guild.member("alice")
        messages = [await alice.says(guild.general, f"{discord.mention} {number}") for number in range(6)]
        await discord.wait_for(lambda: all(map(discord.replies_to, messages)))
        assert bot.user
        assert discord.refusals == []


async def test_an_outage_of_the_api(discord: FakeDiscord, bot: Hears) -> None:
    """A server error is an error of the library's, and counts as the test's own doing."""
    guild = discord.guild()
    discord.fail("POST", "/channels/*/messages", status=503)
    with pytest.raises(library.DiscordServerError):
        await bot.get_partial_messageable(guild.general.id).send("hello")
    await bot.get_partial_messageable(guild.general.id).send("hello")
    assert discord.refusals == []
