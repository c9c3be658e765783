"""Who asks, and in which conversation, as Discord's ids say it. A person has one id everywhere, so `everywhere` holds."""

from __future__ import annotations

import re

import discord

from bot.asker import Asker
from bot.storage import Person, Workspace

SURFACE = "discord"
DIRECT = "dm"
"""The workspace of direct messages, and of servers in which only a person installed the app."""
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w{1,64}:)\d{1,20}>")


def workspace_of(guild_id: int | None) -> Workspace:
    """The workspace of a guild, or that of direct messages."""
    return Workspace(SURFACE, DIRECT if guild_id is None else str(guild_id))


def asker_of_message(message: discord.Message) -> Asker:
    """Who wrote a message."""
    guild_id = message.guild.id if message.guild else None
    alone = isinstance(message.channel, discord.DMChannel | discord.Thread)
    return _asker(guild_id, message.channel.id, message.author.id, shared=not alone)


def asker_of_interaction(interaction: discord.Interaction) -> Asker:
    """Who used a command or a button."""
    guild_id = interaction.guild_id if interaction.is_guild_integration() else None
    alone = isinstance(interaction.channel, discord.Thread) or interaction.context.dm_channel
    return _asker(guild_id, interaction.channel_id or 0, interaction.user.id, shared=not alone)


def question_in(content: str) -> str:
    """What a message asks: its text without mentions, channels and emoji of a server, none of which is a word."""
    return _MARKUP.sub(" ", content).strip()


def _asker(guild_id: int | None, channel_id: int, user_id: int, *, shared: bool) -> Asker:
    # In a channel many conversations go on at once, so each person has their own; a thread is one.
    conversation = f"{channel_id}/{user_id}" if shared else str(channel_id)
    return Asker(Person(workspace_of(guild_id), str(user_id)), conversation, everywhere=True)
