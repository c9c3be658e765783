"""What was stored for servers that the bot is no longer in, whether or not it could hear that it was removed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.storage import Workspace
from bot.understanding.revision import Revision
from tests.discord_bot.running import Running, opened, running
from tests.fakes.discord import FakeDiscord, Guild
from tests.fakes.discord.routes_identity import IdentityRoutes
from tests.logs import listening_for
from tests.patience import HANG

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


async def looked(bot: Running, times: int = 1) -> None:
    """Return once the bot looked so often, at the beginning of a session, where it still is; at its very first start it does not."""
    await bot.discord.wait_for(lambda: len(bot.discord.requests("GET", "/users/@me/guilds")) >= times, "the list of servers")
    await bot.settled()


async def noted(bot: Running) -> None:
    """Return once the bot noted at its first start that what is stored is its own."""
    while await bot.store.notes.get("discord bot") is None:
        await asyncio.sleep(0.001)


async def held(bot: Running) -> frozenset[Workspace]:
    """Of which servers something is stored, once the bot did what it does at its start."""
    await bot.settled()
    return await bot.store.personal.workspaces("discord")


async def test_a_server_that_removes_the_bot_is_forgotten(revision: Revision, tmp_path: Path) -> None:
    """At once, and no other."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        gone, stays = discord.guild(), discord.guild()
        await ask(bot, gone, stays)
        discord.remove_bot(gone)
        await discord.heard()
        assert await held(bot) == {workspace(stays), DIRECT}


async def test_a_server_that_removed_the_bot_while_it_did_not_run_is_forgotten(revision: Revision, tmp_path: Path) -> None:
    """At the next start; not one that is only away, nor direct messages, nor what another surface stored."""
    async with FakeDiscord(identify_seconds=0) as discord:
        gone, stays, away = discord.guild(), discord.guild(), discord.guild()
        async with running(revision, discord, tmp_path) as bot:
            await ask(bot, gone, stays, away)
            await noted(bot)
            await bot.store.counters.count(ELSEWHERE, "zoom", "ai-training")
        discord.remove_bot(gone)
        discord.outage(away)
        async with running(revision, discord, tmp_path) as bot:
            await looked(bot)
            assert await held(bot) == {workspace(stays), workspace(away), DIRECT}
            assert await bot.store.personal.workspaces("slack") == {ELSEWHERE}


async def test_a_server_that_removed_the_bot_between_two_sessions_is_forgotten(revision: Revision, tmp_path: Path) -> None:
    """Where the session was lost for good, and with it what would have been told."""
    async with FakeDiscord(identify_seconds=0) as discord, running(revision, discord, tmp_path) as bot:
        gone, stays = discord.guild(), discord.guild()
        await ask(bot, gone, stays)
        gone.server.has_bot = False  # without a word to the session
        await discord.invalidate()
        await looked(bot)
        assert await held(bot) == {workspace(stays), DIRECT}


async def test_a_process_forgets_no_server_of_other_shards(revision: Revision, tmp_path: Path) -> None:
    """It is not told of them."""
    async with FakeDiscord(shards=2, identify_seconds=0) as discord:
        removed = [discord.guild(has_bot=False) for _ in range(9)]
        async with opened(revision, discord, tmp_path, DISCORD_SHARD_IDS="1", DISCORD_SHARD_COUNT="2") as bot:
            await bot.store.notes.put("discord bot", str(discord.world.application_id))
            for guild in removed:
                await bot.store.counters.count(workspace(guild), "zoom", "ai-training")
            await bot.adapter.start()
            await looked(bot)
            left = await held(bot)
        assert left == {workspace(guild) for guild in removed if (guild.id >> 22) % 2 == 0}
        assert 0 < len(left) < len(removed)


async def test_another_bots_servers_are_not_forgotten(revision: Revision, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A token for trying things out, with the database of the real bot."""
    async with FakeDiscord() as real, running(revision, real, tmp_path) as bot:
        guild = real.guild()
        await ask(bot, guild)
        await noted(bot)
    with listening_for("adapters.discord.departures", "another bot's") as warned:
        async with FakeDiscord(identify_seconds=0) as other, running(revision, other, tmp_path) as bot:
            async with asyncio.timeout(HANG):
                await warned.wait()
            assert await held(bot) == {workspace(guild), DIRECT}


async def unlisted(bot: Running, guild: Guild, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a session begin whose list of servers omits one in which the bot is."""
    monkeypatch.setattr(guild.server, "has_bot", False)
    await bot.discord.invalidate()
    await bot.discord.wait_for(lambda: len(bot.discord.gateway.identified) == 2, "a new session")
    await bot.discord.wait_for(lambda: bot.discord.requests("GET", "/guilds/*"), "the question for the server")


@pytest.mark.parametrize(("status", "kept"), [(503, True), (403, False), (404, False)])
async def test_only_a_server_that_discord_says_is_gone_is_forgotten(
    revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, kept: bool
) -> None:
    """A list without it is no proof, nor is an answer that says nothing about it."""
    async with FakeDiscord(identify_seconds=0) as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        await ask(bot, guild)
        discord.fail("GET", "/guilds/*", status=status)
        await unlisted(bot, guild, monkeypatch)
        await bot.settled()
        assert (workspace(guild) in await held(bot)) is kept


async def test_a_server_that_a_list_omits_is_kept_if_discord_still_gives_it(
    revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked for by its id first."""
    async with FakeDiscord(identify_seconds=0) as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        await ask(bot, guild)
        monkeypatch.setattr(IdentityRoutes, "_server", lambda *_: guild.server)
        await unlisted(bot, guild, monkeypatch)
        await bot.settled()
        assert await held(bot) == {workspace(guild), DIRECT}
