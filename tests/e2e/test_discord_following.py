"""Following in Discord, from the command to the message: told once, and ended in one press."""

from __future__ import annotations

import asyncio

import pytest

from bot.replies.pages import notice
from bot.storage.outbox import PAUSE
from tests.discord_bot.running import Running, read
from tests.fakes.discord import Guild, Interaction, Message, Person, shown
from tests.upkeep.news import News

CHANGED = "Zoom: what is on record has changed"


@pytest.fixture
async def news(bot: Running) -> News:
    """What changes at Zoom."""
    news = News(bot.dialogue, bot.store, "discord", bot.adapter)
    await news.start()
    return news


def only(used: Interaction) -> str:
    """What the one private message says that came of an interaction."""
    (message,) = used.messages
    assert message.ephemeral
    return read(message)


def told(bot: Running, person: Person) -> list[Message]:
    """What somebody was told directly."""
    return [message for message in bot.discord.messages(person.direct) if message.author is bot.discord.bot]


async def test_follow_change_be_told_once_unfollow(bot: Running, guild: Guild, ann: Person, news: News) -> None:
    """In a direct message; names are suggested while typing."""
    assert (await ann.types("follow", {"platform": "zoo"}, guild.general))[0] == {"name": "Zoom", "value": "zoom"}
    assert "You follow Zoom" in only(await ann.uses("follow", {"platform": "zoom"}, guild.general))
    await news.verdict("zoom", "opt-out")
    [message] = told(bot, ann)
    assert CHANGED in read(message)
    assert "before: " in read(message)
    assert "Zoom" in only(await ann.uses("follow", {}, guild.general))
    assert "You no longer follow Zoom" in read((await ann.presses(message, "Unfollow")).messages[0])
    await news.verdict("zoom", "no")
    assert told(bot, ann) == [message]


async def test_a_follow_outlasts_the_server_in_which_it_was_made(bot: Running, guild: Guild, ann: Person, news: News) -> None:
    """And is one follow, wherever it was asked for."""
    elsewhere = bot.discord.guild("elsewhere")
    elsewhere.member(ann)
    await ann.uses("follow", {"platform": "zoom"}, guild.general)
    await ann.uses("follow", {"platform": "zoom"}, elsewhere.general)
    bot.discord.remove_bot(guild)
    await bot.settled()
    await news.verdict("zoom", "opt-out")
    assert len(told(bot, ann)) == 1


async def test_a_channel_follows_for_somebody_who_may_post_there(bot: Running, guild: Guild, ann: Person, news: News) -> None:
    """It is told who added it."""
    assert "This channel follows Zoom" in only(await ann.uses("follow", {"platform": "zoom", "here": True}, guild.general))
    await news.verdict("zoom", "opt-out")
    await asyncio.sleep(PAUSE.total_seconds())  # between two messages for one channel
    await news.tell()
    announced, changed = (message for message in bot.discord.messages(guild.general) if message.author is bot.discord.bot)
    assert "This channel follows Zoom" in read(announced)
    assert f"Added by <@{ann.user.id}>" in read(announced)
    assert CHANGED in read(changed)
    assert "This channel no longer follows Zoom" in only(await guild.member("ben").presses(changed, "Unfollow"))
    await news.verdict("zoom", "no")
    assert bot.discord.messages(guild.general) == [announced, changed]
    assert told(bot, ann) == []


async def test_a_channel_in_which_the_bot_may_not_post_cannot_follow(bot: Running, guild: Guild, ann: Person) -> None:
    """And that is said."""
    guild.deny_bot(guild.general, 1 << 11)
    assert "only if you and I may both post" in only(await ann.uses("follow", {"platform": "zoom", "here": True}, guild.general))


async def test_more_follows_privately(bot: Running, guild: Guild, ann: Person, news: News) -> None:
    """From a private answer."""
    answer = (await ann.uses("ask", {"question": "can zoom use my calls for AI?"}, guild.general)).messages[0]
    await ann.presses(answer, "More")
    assert "Follow" in shown(answer).buttons
    assert "You follow Zoom" in only(await ann.presses(answer, "Follow"))
    await news.verdict("zoom", "opt-out")
    assert len(told(bot, ann)) == 1


async def test_what_one_follows_is_not_shown_in_public(bot: Running, guild: Guild, ann: Person) -> None:
    """A mention gets the way to see it alone."""
    reply = await bot.discord.reply_to(await ann.says(guild.general, f"{bot.discord.mention} following"))
    assert "I don't show that in public" in read(reply)
    assert "You follow Signal" in read(await bot.discord.reply_to(await ann.tells("follow signal")))


async def test_what_may_have_arrived_is_looked_for(bot: Running, guild: Guild, ann: Person) -> None:
    """Also when Discord has forgotten the nonce. Another message is another message."""
    for address, channel in (({"channel": str(guild.general.id)}, guild.general), ({"person": str(ann.user.id)}, ann.direct)):
        card = notice("Zoom changed.")
        await bot.adapter.post(address, card, "change:zoom:1")
        await bot.adapter.post(address, card, "change:zoom:2", again=True)
        assert len(bot.discord.messages(channel)) == 2
        assert bot.discord._channels is not None
        bot.discord._channels._nonces.clear()
        await bot.adapter.post(address, card, "change:zoom:1", again=True)
        assert len(bot.discord.messages(channel)) == 2
