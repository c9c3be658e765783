"""Commands, buttons, menus and forms, answered by the real discord.py."""

from __future__ import annotations

from typing import Any

import discord as library
import pytest

from tests.fakes.discord import FakeDiscord, shown
from tests.fakes.discord.bare_bot import Commanded
from tests.fakes.discord.permissions import MANAGE_GUILD


async def test_a_slash_command_is_answered_privately(discord: FakeDiscord, commanded: Commanded) -> None:
    """An ephemeral answer is seen by who asked and by nobody else, and the gateway does not tell of it."""
    guild = discord.guild()
    alice, bob = guild.member("alice"), guild.member("bob")
    used = await alice.uses("ask", {"question": "zoom?"}, guild.general)
    assert used.message
    assert (used.message.content, used.private, used.message.ephemeral) == ("Asked: zoom?", True, True)
    assert discord.messages(guild.general) == []
    assert discord.messages(guild.general, seen_by=alice) == [used.message]
    assert discord.messages(guild.general, seen_by=bob) == []
    with pytest.raises(AssertionError, match="bob does not see"):
        await bob.presses(used.message, "More")
    assert commanded.heard == []


async def test_a_deferred_answer_is_waited_for(discord: FakeDiscord, commanded: Commanded) -> None:
    """What a person gets is the answer, not that the bot is thinking."""
    assert commanded.user
    used = await discord.person("alice").uses("thoughtful")
    assert used.message
    assert (used.message.content, used.private, used.message.loading) == ("Thought about it", True, False)


async def test_buttons_menus_and_forms(discord: FakeDiscord, commanded: Commanded) -> None:
    """A button edits its message, a menu is answered, a form opens, is sent, and is answered."""
    assert commanded.user
    guild = discord.guild()
    alice = guild.member("alice")
    used = await alice.uses("ask", {"question": "zoom?", "public": True}, guild.general)
    assert used.message
    assert shown(used.message).buttons == ("More", "Wrong", "Not now")
    picked = await alice.selects(used.message, "pick", ["Teams"])
    assert picked.message
    assert picked.message.content == "Picked teams"
    opened = await alice.presses(used.message, "Wrong")
    assert opened.modal
    assert opened.modal.title == "What is wrong?"
    sent = await alice.submits(opened, {"words": "the date"})
    assert sent.message
    assert sent.message.content == "Noted: the date"
    pressed = await alice.presses(used.message, "more")
    assert pressed.message is used.message
    assert (used.message.content, used.message.components) == ("More of it", [])
    assert discord.refusals == []


async def test_nobody_can_do_what_the_client_does_not_offer(discord: FakeDiscord, commanded: Commanded) -> None:
    """Unknown commands, missing or wrong options, disabled buttons and too long texts are mistakes of the test."""
    assert commanded.user
    guild = discord.guild()
    alice = guild.member("alice")
    used = await alice.uses("ask", {"question": "zoom?"}, guild.general)
    assert used.message
    opened = await alice.presses(used.message, "Wrong")
    with pytest.raises(AssertionError, match="No command 'nonsense'"):
        await alice.uses("nonsense", {}, guild.general)
    with pytest.raises(AssertionError, match="must be filled in"):
        await alice.uses("ask", {}, guild.general)
    with pytest.raises(AssertionError, match="1 to 100 characters"):
        await alice.uses("ask", {"question": "x" * 101}, guild.general)
    with pytest.raises(AssertionError, match="disabled"):
        await alice.presses(used.message, "Not now")
    with pytest.raises(AssertionError, match="takes 0 to 50 characters"):
        await alice.submits(opened, {"words": "x" * 51})
    with pytest.raises(AssertionError, match="2001 characters"):
        await alice.says(guild.general, "x" * 2001)
    with pytest.raises(AssertionError, match="not in server"):
        await discord.person("mallory").says(guild.general, "hello")


async def test_autocomplete_suggests_and_does_not_bind(discord: FakeDiscord, commanded: Commanded) -> None:
    """Suggestions come while typing, and something else may be sent all the same."""
    assert commanded.user
    alice = discord.person("alice")
    assert [choice["value"] for choice in await alice.types("platform", {"name": "z"})] == ["zoom", "zulip"]
    used = await alice.uses("platform", {"name": "something else"})
    assert used.message
    assert used.message.content == "something else"


async def test_a_message_command_reads_its_message(discord: FakeDiscord, commanded: Commanded) -> None:
    """The message that a command is used on comes whole, without mention or intent."""
    assert commanded.user
    guild = discord.guild()
    alice, bob = guild.member("alice"), guild.member("bob")
    message = await bob.says(guild.general, "zoom trains on every call")
    used = await alice.uses_on("Check claims", message)
    assert used.message
    assert used.message.content == "It says: zoom trains on every call"


async def test_where_only_a_user_installed_the_app(discord: FakeDiscord, commanded: Commanded) -> None:
    """Its commands work in servers without the bot and between people, with at most five follow-ups."""
    assert commanded.user
    alice, bob = discord.person("alice"), discord.person("bob")
    elsewhere = discord.guild("elsewhere", has_bot=False)
    elsewhere.member(alice)
    with pytest.raises(AssertionError, match="not offered here"):
        await alice.uses("chatty", {"times": 1}, elsewhere.general)
    alice.installs_app()
    used = await alice.uses("chatty", {"times": 5}, elsewhere.general)
    await discord.wait_for(lambda: len(used.follow_ups) == 5)
    assert used.user_installed_only
    assert discord.refusals == []
    between = await alice.uses("chatty", {"times": 6}, alice.conversation(bob))
    await discord.wait_for(lambda: discord.refusals)
    assert len(between.follow_ups) == 5
    assert discord.refusals[0].code == 40094
    with pytest.raises(AssertionError, match="not offered here"):
        await alice.uses("ask", {"question": "zoom?"}, elsewhere.general)


async def test_commands_for_some_members(discord: FakeDiscord, commanded: Commanded) -> None:
    """A command that demands permissions is offered only to members who have them."""
    guild = discord.guild()
    only: library.app_commands.Command[Any, ..., None] = library.app_commands.Command(
        name="settings", description="Settings", callback=_settings
    )
    only.default_permissions = library.Permissions(manage_guild=True)
    commanded.tree.add_command(only)
    await commanded.tree.sync()
    moderator = guild.member("moderator", roles=(guild.role("moderators", bits=MANAGE_GUILD),))
    with pytest.raises(AssertionError, match="is for members with"):
        await guild.member("alice").uses("settings", {}, guild.general)
    used = await moderator.uses("settings", {}, guild.general)
    assert used.message
    assert used.message.content == "may manage: True"


async def _settings(interaction: library.Interaction[Any]) -> None:
    await interaction.response.send_message(f"may manage: {interaction.permissions.manage_guild}")
