"""`/settings`: what moderators decide, and that the bot keeps to it."""

from __future__ import annotations

import pytest

from bot.replies import wording
from bot.replies.pages import notice
from bot.service.adapter import CannotPostError
from bot.storage import Workspace
from tests.discord_bot.running import Running, read
from tests.fakes.discord import Channel, Guild, Message, Person, permissions, shown

ZOOM = "can zoom use my calls for AI?"


async def panel(guild: Guild) -> Message:
    """What the owner of the server gets."""
    return (await guild.owner.uses("settings", channel=guild.general)).messages[0]


async def answers(bot: Running, person: Person, channel: Channel) -> bool:
    """Whether a mention is answered."""
    question = await person.says(channel, f"{bot.discord.mention} {ZOOM}")
    await bot.discord.heard()
    await bot.settled()
    return bool(bot.discord.replies_to(question))


async def test_the_bot_is_kept_to_channels(bot: Running, guild: Guild, ann: Person) -> None:
    """And to their threads; private answers are given everywhere, nothing is posted elsewhere."""
    allowed = guild.channel("bots")
    page = await panel(guild)
    assert page.ephemeral
    assert wording.ANSWERS_EVERYWHERE in read(page)
    await guild.owner.selects(page, "settings:channels", [str(allowed.id)])
    assert f"I answer mentions only in <#{allowed.id}>." in read(page)
    assert await answers(bot, ann, allowed)
    assert await answers(bot, ann, guild.thread(allowed, "calls", ann))
    assert not await answers(bot, ann, guild.general)
    used = await ann.uses("ask", {"question": ZOOM, "post": True}, guild.general)
    assert used.private
    assert "Zoom does not train its AI on your calls" in read(used.messages[0])
    await ann.presses(used.messages[0], wording.MORE)
    refused = await ann.presses(used.messages[0], wording.SHARE_IN_CHANNEL)
    await bot.settled()
    assert wording.QUIET_HERE in read(refused.messages[-1])
    with pytest.raises(CannotPostError):
        await bot.adapter.post({"channel": str(guild.general.id)}, notice("News."), "key")
    await bot.adapter.post({"channel": str(allowed.id)}, notice("News."), "key")
    await guild.owner.presses(page, wording.ANSWER_EVERYWHERE)
    assert await answers(bot, ann, guild.general)


async def test_the_bot_is_silenced_and_speaks_again(bot: Running, guild: Guild, ann: Person) -> None:
    """Another server is another matter; a direct message is always answered."""
    other = bot.discord.guild("other")
    other.member(ann)
    page = await panel(guild)
    await guild.owner.presses(page, wording.BE_SILENT)
    assert wording.IS_SILENT in read(page)
    assert not await answers(bot, ann, guild.general)
    assert await answers(bot, ann, other.general)
    assert await answers(bot, ann, ann.direct)
    await guild.owner.presses(await panel(guild), wording.SPEAK_AGAIN)
    assert await answers(bot, ann, guild.general)


async def test_only_who_manages_the_server_can_change_it(bot: Running, guild: Guild, ann: Person) -> None:
    """The command is offered to nobody else, and whoever lost the permission since cannot press either."""
    with pytest.raises(AssertionError, match="is for members with the permissions"):
        await ann.uses("settings", channel=guild.general)
    role = guild.role("moderators", bits=permissions.MANAGE_GUILD)
    moderator = guild.member("mo", roles=(role,))
    page = (await moderator.uses("settings", channel=guild.general)).messages[0]
    assert wording.BE_SILENT in shown(page).buttons
    role.permissions = 0
    assert wording.NEEDS_MANAGE_SERVER in read((await moderator.presses(page, wording.BE_SILENT)).messages[-1])
    assert await answers(bot, ann, guild.general)


async def test_the_settings_go_with_the_server(bot: Running, guild: Guild) -> None:
    """Like everything of it."""
    workspace = Workspace("discord", str(guild.id))
    await guild.owner.presses(await panel(guild), wording.BE_SILENT)
    assert await bot.store.workspace_settings.get(workspace) == {"silent": True}
    bot.discord.remove_bot(guild)
    await bot.discord.heard()
    await bot.settled()
    assert await bot.store.workspace_settings.get(workspace) == {}
