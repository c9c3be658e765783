"""Thousands of mentions while the gateway breaks again and again, from the real discord.py to a local Discord and back."""

from __future__ import annotations

from pathlib import Path

from bot.understanding.revision import Revision
from tests.discord_bot.running import running
from tests.fakes.discord import FakeDiscord, Message

MENTIONS, CUTS = 5_000, 50
PEOPLE, CHANNELS = 1_000, 250
"""So many people that nobody is slowed for asking too much."""
UNANSWERED = 200
"""So many may wait for their answer at a time: each cut then strikes while events and answers are on their way."""

REPEATED = 5
"""So many events are told a second time after each cut."""


async def test_however_often_the_gateway_breaks_every_mention_has_exactly_one_reply(revision: Revision, tmp_path: Path) -> None:
    """The session is resumed each time, and what Discord tells again is not answered again."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild(channels=CHANNELS)
        people = [guild.member(f"person-{number}") for number in range(PEOPLE)]
        channels = list(guild.server.channels.values())
        questions: list[Message] = []
        waiting: list[Message] = []

        def few_wait(most: int) -> bool:
            waiting[:] = [question for question in waiting if not discord.replies_to(question)]
            return len(waiting) <= most

        for number in range(MENTIONS):
            asker, channel = people[number % PEOPLE], channels[number % CHANNELS]
            questions.append(await asker.says(channel, f"{discord.mention} can zoom use my calls for AI?"))
            waiting.append(questions[-1])
            if number % (MENTIONS // CUTS) == MENTIONS // CUTS // 2:
                await discord.connected()
                assert discord.cut() == 1
                for question in questions[-REPEATED:]:
                    discord.gateway.dispatch_message("MESSAGE_CREATE", question)
            if len(waiting) > UNANSWERED:
                await discord.wait_for(lambda: few_wait(UNANSWERED // 2), "answers")
        await discord.wait_for(lambda: few_wait(0), "the last answers")
        await discord.heard()
        await bot.settled()
        assert [len(question.replies) for question in questions] == [1] * MENTIONS
        # A second attempt would be stopped by Discord, because its nonce is known; there must be none.
        assert len(discord.requests("POST", "/channels/*/messages")) == MENTIONS
        assert discord.gateway.resumed >= CUTS
        assert len(discord.gateway.identified) == 1
        assert discord.refusals == []
