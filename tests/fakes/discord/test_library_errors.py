"""What the real discord.py raises where the local Discord refuses."""

from __future__ import annotations

import discord as library
import pytest

from tests.fakes.discord import FakeDiscord, running
from tests.fakes.discord.bare_bot import Hears
from tests.fakes.discord.permissions import READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL


async def test_a_wrong_token_and_a_privileged_intent(discord: FakeDiscord) -> None:
    """The library raises what it raises at Discord."""
    discord.token, right = "wrong", discord.token
    with pytest.raises(library.LoginFailure):
        async with running(discord, Hears()):
            pass
    discord.token = right
    with pytest.raises(library.PrivilegedIntentsRequired):
        async with running(discord, Hears(intents=library.Intents(guilds=True, members=True))):
            pass
    assert discord.gateway.close_codes == [4014]


async def test_permissions_are_held(discord: FakeDiscord, bot: Hears) -> None:
    """What the bot may not do is a 403 with Discord's code, and a channel that it cannot see is silent."""
    guild = discord.guild()
    alice = guild.member("alice")
    quiet, hidden, forgetful = guild.channel("quiet"), guild.channel("hidden"), guild.channel("forgetful")
    guild.deny_bot(quiet, SEND_MESSAGES)
    guild.deny_bot(hidden, VIEW_CHANNEL)
    guild.deny_bot(forgetful, READ_MESSAGE_HISTORY)
    for channel in (quiet, hidden, forgetful):
        await alice.says(channel, f"{discord.mention} zoom?")
    await discord.wait_for(lambda: len(discord.refusals) == 2)
    assert sorted(refusal.code for refusal in discord.refusals) == [50013, 160002]
    for channel, code in ((quiet, 50013), (hidden, 50001)):
        with pytest.raises(library.Forbidden) as refused:
            await bot.get_partial_messageable(channel.id).send("hello")
        assert refused.value.code == code
    alice.refuses_direct_messages()
    with pytest.raises(library.Forbidden) as refused:
        await (await bot.fetch_user(alice.id)).send("hello")
    assert refused.value.code == 50007


async def test_unknown_messages_and_those_of_others(discord: FakeDiscord, bot: Hears) -> None:
    """Editing somebody else's message, or one that is gone, is refused; so is a reply to one that is gone."""
    guild = discord.guild()
    message = await guild.member("alice").says(guild.general, "zoom?")
    channel = bot.get_partial_messageable(guild.general.id)
    with pytest.raises(library.Forbidden) as foreign:
        await channel.get_partial_message(message.id).edit(content="mine")
    assert foreign.value.code == 50005
    with pytest.raises(library.NotFound) as gone:
        await channel.get_partial_message(1).delete()
    assert gone.value.code == 10008
    with pytest.raises(library.NotFound) as nowhere:
        await bot.fetch_channel(1)
    assert nowhere.value.code == 10003
    reference = library.MessageReference(message_id=1, channel_id=channel.id)
    with pytest.raises(library.HTTPException, match="Unknown message"):
        await channel.send("hello", reference=reference)
    reference.fail_if_not_exists = False
    assert (await channel.send("hello", reference=reference)).reference is None


async def test_a_nonce_that_is_enforced_sends_once(discord: FakeDiscord, bot: Hears) -> None:
    """A repeated request with an enforced nonce gives the message that is there already."""
    guild = discord.guild()
    route = library.http.Route("POST", "/channels/{channel_id}/messages", channel_id=guild.general.id)
    body = {"content": "once", "nonce": "1", "enforce_nonce": True}
    first, second = [await bot.http.request(route, json=body) for _ in range(2)]
    assert first["id"] == second["id"]
    assert len(discord.messages(guild.general)) == 1


async def test_threads_are_started(discord: FakeDiscord, bot: Hears) -> None:
    """A thread started on a message has its id; a thread in a thread is refused."""
    guild = discord.guild()
    alice = guild.member("alice")
    message = await alice.says(guild.general, "zoom?")
    await discord.heard()
    channel = bot.get_channel(guild.general.id)
    assert isinstance(channel, library.TextChannel)
    thread = await channel.get_partial_message(message.id).create_thread(name="about zoom")
    assert thread.id == message.id
    await discord.reply_to(await alice.says(discord.world.channels[thread.id], f"{discord.mention} zoom?"))
    with pytest.raises(library.HTTPException) as refused:
        await bot.http.start_thread_without_message(thread.id, name="x", auto_archive_duration=60, type=11)
    assert refused.value.code == 50024
