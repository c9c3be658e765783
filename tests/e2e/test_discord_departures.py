"""What was stored for servers that the bot is no longer in, whether or not it could hear that it was removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.discord.departures import Departures
from bot.dialogue.engine import Engine
from bot.storage import Workspace
from tests.discord_bot.running import Running, opened, running
from tests.fakes.discord import FakeDiscord, Guild

ZOOM = "can zoom use my calls for AI?"
DIRECT = Workspace("discord", "dm")
ELSEWHERE = Workspace("slack", "T1")


def workspace(guild: Guild) -> Workspace:
    """Under which something is stored for a server."""
    return Workspace("discord", str(guild.id))


async def ask(bot: Running, *guilds: Guild) -> None:
    """Have a question answered in each server, and directly, so that something is stored for them."""
    ann = bot.discord.person("ann")
    questions = [await guild.member(ann).says(guild.general, f"{bot.discord.mention} {ZOOM}") for guild in guilds]
    for question in (*questions, await ann.tells(ZOOM)):
        await bot.discord.reply_to(question)
    await bot.settled()


async def held(bot: Running) -> frozenset[Workspace]:
    """Of which servers something is stored, once the bot did what it does at its start."""
    await bot.settled()
    return await bot.store.workspaces("discord")


async def test_a_server_that_removes_the_bot_is_forgotten(engine: Engine, tmp_path: Path) -> None:
    """At once, and no other."""
    async with FakeDiscord() as discord, running(engine, discord, tmp_path) as bot:
        gone, stays = discord.guild(), discord.guild()
        await ask(bot, gone, stays)
        discord.remove_bot(gone)
        await discord.heard()
        assert await held(bot) == {workspace(stays), DIRECT}


async def test_a_server_that_removed_the_bot_while_it_did_not_run_is_forgotten(engine: Engine, tmp_path: Path) -> None:
    """At the next start; not one that is only away, nor direct messages, nor what another surface stored."""
    async with FakeDiscord(identify_seconds=0) as discord:
        gone, stays, away = discord.guild(), discord.guild(), discord.guild()
        async with running(engine, discord, tmp_path) as bot:
            await ask(bot, gone, stays, away)
            bot.store.count(ELSEWHERE, "zoom", "ai-training")
        discord.remove_bot(gone)
        discord.outage(away)
        async with running(engine, discord, tmp_path) as bot:
            assert await held(bot) == {workspace(stays), workspace(away), DIRECT}
            assert await bot.store.workspaces("slack") == {ELSEWHERE}


async def test_a_server_that_removed_the_bot_between_two_sessions_is_forgotten(engine: Engine, tmp_path: Path) -> None:
    """Where the session was lost for good, and with it what would have been told."""
    async with FakeDiscord(identify_seconds=0) as discord, running(engine, discord, tmp_path) as bot:
        gone, stays = discord.guild(), discord.guild()
        await ask(bot, gone, stays)
        gone.server.has_bot = False  # without a word to the session
        await discord.invalidate()
        await discord.wait_for(lambda: len(discord.gateway.identified) == 2, "a new session")
        await bot.ready()
        await discord.heard()
        assert await held(bot) == {workspace(stays), DIRECT}


async def test_a_process_forgets_no_server_of_other_shards(engine: Engine, tmp_path: Path) -> None:
    """It is not told of them."""
    async with FakeDiscord(shards=2, identify_seconds=0) as discord:
        removed = [discord.guild(has_bot=False) for _ in range(9)]
        for _ in range(2):
            async with opened(engine, discord, tmp_path, DISCORD_SHARD_IDS="1", DISCORD_SHARD_COUNT="2") as bot:
                for guild in removed:
                    bot.store.count(workspace(guild), "zoom", "ai-training")
                await bot.adapter.start()
                await discord.connected(1)
                await discord.heard(1)
                left = await held(bot)
        assert left == {workspace(guild) for guild in removed if (guild.id >> 22) % 2 == 0}
        assert 0 < len(left) < len(removed)


async def test_another_bots_servers_are_not_forgotten(engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A token for trying things out, with the database of the real bot."""
    async with FakeDiscord() as real, running(engine, real, tmp_path) as bot:
        guild = real.guild()
        await ask(bot, guild)
    async with FakeDiscord(identify_seconds=0) as other:
        for _ in range(2):
            async with running(engine, other, tmp_path) as bot:
                assert await held(bot) == {workspace(guild), DIRECT}
                assert "another bot's" in caplog.text


async def test_a_server_that_was_joined_since_the_list_was_made_is_kept(engine: Engine, tmp_path: Path) -> None:
    """Whatever the list says."""
    async with FakeDiscord() as discord, running(engine, discord, tmp_path) as bot:
        guild = discord.guild()
        await ask(bot, guild)
        client = bot.adapter._client
        assert client is not None
        await Departures(bot.store, client).listed(0, set())
        assert await held(bot) == {workspace(guild), DIRECT}
