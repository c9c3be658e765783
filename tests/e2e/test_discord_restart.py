"""The real command `smallprint serve`, killed without a word under mentions and started again: nobody is left alone, nobody told twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.storage import Store, Workspace
from tests.discord_bot.running import read
from tests.fakes.discord import FakeDiscord, Guild, Message
from tests.serving import PATIENT, Served, serving

PEOPLE, CHANNELS = 400, 20
SERVERS = 2  # in one, so many people would be asked to wait
ANSWERED_BEFORE = 100
"""So many are answered before Discord goes silent, so that answers are under way when the bot is killed."""
HANGING = 5
QUESTION = "can zoom use my calls for AI?"


@asynccontextmanager
async def connected(discord: FakeDiscord, learnt: Path, folder: Path) -> AsyncIterator[Served]:
    """The service in a process of its own, which hears."""
    settings = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url, "XDG_CACHE_HOME": str(learnt)}
    async with serving(settings, folder, PATIENT) as service:
        await discord.connected()
        yield service


@asynccontextmanager
async def left_behind(folder: Path) -> AsyncIterator[Store]:
    """What the service stored, to be looked at while it does not run."""
    store = await Store.open(f"sqlite:///{folder / 'smallprint.db'}", keys=None)
    try:
        yield store
    finally:
        await store.close()


async def test_killed_under_load_every_claimed_mention_has_exactly_one_answer(tmp_path: Path, learnt: Path) -> None:
    """After the restart: those answered before are not answered again, and nothing is answered that was not claimed first."""
    async with FakeDiscord(identify_seconds=0) as discord:
        guilds = [discord.guild(channels=CHANNELS) for _ in range(SERVERS)]
        places = [(guild, channel) for guild in guilds for channel in guild.server.channels.values()]

        def answered(among: Sequence[Message]) -> list[Message]:
            return [question for question in among if discord.replies_to(question)]

        async with connected(discord, learnt, tmp_path) as service:
            asked = []
            for number in range(PEOPLE):
                guild, channel = places[number % len(places)]
                asked.append((guild, await guild.member(f"person-{number}").says(channel, f"{discord.mention} {QUESTION}")))
            questions = [question for _, question in asked]
            await discord.wait_for(lambda: len(answered(questions)) >= ANSWERED_BEFORE, "the first answers")
            silence = discord.say_nothing("POST", "/channels/*/messages", times=PEOPLE)
            await discord.wait_for(lambda: PEOPLE - silence.times >= HANGING, "answers to be under way")
            service.process.kill()
        silence.times = 0
        async with left_behind(tmp_path) as store:

            async def is_claimed(guild: Guild, question: Message) -> bool:
                return await store.deliveries.delivery_of(Workspace("discord", str(guild.id)), str(question.id)) is not None

            claimed = [question for guild, question in asked if await is_claimed(guild, question)]
        hanging = [question for question in claimed if not discord.replies_to(question)]
        assert len(hanging) >= HANGING
        assert {question.id for question in answered(questions)} <= {question.id for question in claimed}
        async with connected(discord, learnt, tmp_path):
            await discord.wait_for(lambda: len(answered(claimed)) == len(claimed), "the answers to those who were left")
            later = await discord.reply_to(await guild.member("late").says(guild.general, f"{discord.mention} {QUESTION}"))
        async with left_behind(tmp_path) as store:
            assert await store.deliveries.unanswered("discord", datetime.now(UTC)) == ()
        assert [len(question.replies) for question in claimed] == [1] * len(claimed)
        replies = [read(reply) for question in claimed for reply in question.replies]
        assert all("Zoom does not train its AI on your calls" in reply for reply in replies)
        assert "Zoom does not train its AI on your calls" in read(later)
        assert discord.refusals == []
