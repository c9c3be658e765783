"""What a bot is told by the gateway, as the real discord.py hears it."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord as library
import pytest

from tests.fakes.discord import FakeDiscord, running, shown
from tests.fakes.discord.bare_bot import OPTIONS, Commanded, Hears


async def test_a_mention_is_answered_and_timed(discord: FakeDiscord, bot: Hears) -> None:
    """A mention arrives with its text, and the reply is found with the time it took."""
    guild = discord.guild()
    message = await guild.member("alice").says(guild.general, f"{discord.mention} can zoom use my calls")
    reply = await discord.reply_to(message)
    assert shown(reply).texts == ("You said", f"{discord.mention} can zoom use my calls")
    assert shown(reply).pings.nobody
    assert discord.messages(guild.general) == [message, reply]
    assert discord.latency(message) > 0
    assert bot.heard[0].content == message.content
    assert discord.refusals == []
    assert discord.unknown_fields == []


async def test_a_message_without_mention_arrives_empty(discord: FakeDiscord, bot: Hears) -> None:
    """Without the message content intent a bot learns that something was said, not what."""
    guild = discord.guild()
    await guild.member("alice").says(guild.general, "nothing for bots")
    await discord.heard()
    assert (bot.heard[0].content, bot.heard[0].author.name) == ("", "alice")


async def test_with_the_content_intent_everything_is_read() -> None:
    """An approved message content intent lifts the veil."""
    async with FakeDiscord(approved_intents=1 << 15) as discord:
        intents = library.Intents(guilds=True, guild_messages=True, message_content=True)
        async with running(discord, Hears(intents=intents)) as bot:
            guild = discord.guild()
            await guild.member("alice").says(guild.general, "nothing for bots")
            await discord.heard()
            assert bot.heard[0].content == "nothing for bots"


async def test_a_direct_message_arrives_whole(discord: FakeDiscord, bot: Hears) -> None:
    """What is said to the bot alone is read without a mention."""
    message = await discord.person("alice").tells("can zoom use my calls")
    assert shown(await discord.reply_to(message)).texts[1] == "can zoom use my calls"
    assert bot.heard[0].guild is None


async def test_direct_messages_need_their_intent(discord: FakeDiscord) -> None:
    """Events whose intent was not asked for are not sent."""
    async with running(discord, Hears(intents=library.Intents(guilds=True, guild_messages=True))) as bot:
        guild = discord.guild()
        alice = guild.member("alice")
        await alice.tells("hello")
        await alice.says(guild.general, f"{discord.mention} hello")
        await discord.heard()
        assert [message.guild is None for message in bot.heard[:1]] == [False]


@pytest.mark.parametrize(("ping", "read"), [(True, "and teams?"), (False, "")])
async def test_a_reply_to_the_bot_is_read_only_with_the_ping(discord: FakeDiscord, bot: Hears, ping: bool, read: str) -> None:
    """A reply counts as a mention as long as the ping is left on."""
    guild = discord.guild()
    alice = guild.member("alice")
    answer = await discord.reply_to(await alice.says(guild.general, f"{discord.mention} zoom?"))
    reply = await alice.replies(answer, "and teams?", ping=ping)
    await discord.heard()
    heard = next(message for message in bot.heard if message.id == reply.id)
    assert heard.content == read
    assert heard.reference
    assert heard.reference.message_id == answer.id


async def test_a_reply_to_a_command_s_answer_is_not_read(discord: FakeDiscord, commanded: Commanded) -> None:
    """A reply to the answer of an interaction never counts as a ping, as Discord has it."""
    guild = discord.guild()
    alice = guild.member("alice")
    used = await alice.uses("ask", {"question": "zoom?", "public": True}, guild.general)
    assert used.message
    reply = await alice.replies(used.message, "and teams?")
    await discord.heard()
    heard = next(message for message in commanded.heard if message.id == reply.id)
    assert (heard.content, heard.mentions) == ("", [])


async def test_edits_and_deletions_are_told(discord: FakeDiscord, bot: Hears) -> None:
    """A bot learns that a message was edited into a mention, and that it went."""
    guild = discord.guild()
    alice = guild.member("alice")
    message = await alice.says(guild.general, "zoom?")
    await alice.edits(message, f"{discord.mention} zoom?")
    await alice.deletes(message)
    await discord.heard()
    assert bot.edits[0].message.content == f"{discord.mention} zoom?"
    assert bot.deletions[0].message_id == message.id


async def test_threads_and_other_bots(discord: FakeDiscord, bot: Hears) -> None:
    """A mention in a thread is answered there; bots and webhooks are told apart from people."""
    guild = discord.guild()
    alice = guild.member("alice")
    thread = guild.thread(guild.general, "about zoom", alice)
    reply = await discord.reply_to(await alice.says(thread, f"{discord.mention} zoom?"))
    assert reply.channel is thread
    await guild.member("other bot", bot=True).says(guild.general, "beep")
    await guild.webhook("feed").says(guild.general, "news")
    await discord.heard()
    by_name = {message.author.name: message for message in bot.heard}
    assert by_name["other bot"].author.bot
    assert by_name["feed"].webhook_id


async def test_an_unfolding_link_is_no_edit(discord: FakeDiscord, bot: Hears) -> None:
    """A preview that unfolds is told as an update; only the missing time of edit tells it from an edit."""
    guild = discord.guild()
    message = await guild.member("alice").says(guild.general, f"{discord.mention} is https://zoom.us safe?")
    discord.unfurl(message)
    await discord.heard()
    assert bot.edits[0].data["edited_timestamp"] is None
    assert bot.edits[0].data["embeds"][0]["type"] == "link"


async def test_a_ping_that_was_off_stays_off_after_an_edit(discord: FakeDiscord, bot: Hears) -> None:
    """An edit does not bring the ping of a reply back, but a mention written into it is one."""
    guild = discord.guild()
    alice = guild.member("alice")
    answer = await discord.reply_to(await alice.says(guild.general, f"{discord.mention} zoom?"))
    reply = await alice.replies(answer, "well", ping=False)
    await alice.edits(reply, "well well")
    await alice.edits(reply, f"{discord.mention} well")
    await discord.heard()
    assert [edit.data["content"] for edit in bot.edits] == ["", f"{discord.mention} well"]


async def test_a_private_thread_is_joined_by_a_mention(discord: FakeDiscord, bot: Hears) -> None:
    """The bot hears nothing of a private thread until somebody mentions it there."""
    guild = discord.guild()
    alice = guild.member("alice")
    thread = guild.thread(guild.general, "between us", alice, private=True)
    await alice.says(thread, "hush")
    await discord.reply_to(await alice.says(thread, f"{discord.mention} zoom?"))
    await alice.says(thread, "hush again")
    await discord.heard()
    assert [message.content for message in bot.heard if message.author.name == "alice"] == [f"{discord.mention} zoom?", ""]


async def test_a_moderator_purges(discord: FakeDiscord, bot: Hears) -> None:
    """Several messages deleted at once are told at once; nobody else can delete what others said."""
    guild = discord.guild()
    alice, bob = guild.member("alice"), guild.member("bob")
    messages = [await alice.says(guild.general, text) for text in ("one", "two")]
    with pytest.raises(AssertionError, match="bob cannot delete"):
        await bob.purges(messages)
    await guild.owner.purges(messages)
    await discord.heard()
    assert bot.purges == [{message.id for message in messages}]


async def test_a_server_that_is_away_is_silent(discord: FakeDiscord, bot: Hears) -> None:
    """During an outage nothing is told of a server."""
    guild = discord.guild()
    alice = guild.member("alice")
    discord.outage(guild)
    await alice.says(guild.general, f"{discord.mention} zoom?")
    await discord.heard()
    assert bot.heard == []


async def test_files_and_typing(discord: FakeDiscord, bot: Hears) -> None:
    """A file comes with its message, as multipart; who typed where is noted."""
    guild = discord.guild()
    channel = bot.get_partial_messageable(guild.general.id)
    async with channel.typing():
        await channel.send("look", file=library.File(io.BytesIO(b"abc"), "history.csv"))
    (message,) = discord.messages(guild.general)
    assert (message.content, message.attachments[0]["filename"], message.attachments[0]["size"]) == ("look", "history.csv", 3)
    assert discord.typed == [guild.general]


async def test_waiting_in_vain_says_what_happened(discord: FakeDiscord, bot: Hears) -> None:
    """Who waits for something that does not come is told what came instead."""
    assert bot.user
    with pytest.raises(AssertionError, match=r"in vain for the moon.*/users/@me"):
        await discord.wait_for(lambda: False, "the moon", timeout=0.01)


async def test_many_messages_at_once(discord: FakeDiscord, bot: Hears) -> None:
    """64 questions in flight are all answered, each once, with a time for each."""
    guild = discord.guild()
    alice = guild.member("alice")

    async def asks(number: int) -> Any:
        message = await alice.says(guild.general, f"{discord.mention} {number}")
        await discord.reply_to(message)
        return message

    messages = [message for _ in range(4) for message in await asyncio.gather(*map(asks, range(64)))]
    assert len(messages) == 256
    assert all(len(discord.replies_to(message)) == 1 and discord.latency(message) > 0 for message in messages)
    assert bot.user
    assert OPTIONS["max_messages"] is None
