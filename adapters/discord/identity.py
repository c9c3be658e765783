"""Who asks, and in which conversation, as Discord's ids say it. A person has one id everywhere, so `everywhere` holds."""

from __future__ import annotations

import discord

from adapters.discord.said import Said
from bot.dialogue.asker import Asker
from bot.storage import Person, Workspace

SURFACE = "discord"
DIRECT = "dm"
"""The workspace of direct messages, and of servers in which only a person installed the app."""


def workspace_of(guild_id: int | None) -> Workspace:
    """The workspace of a guild, or that of direct messages."""
    return Workspace(SURFACE, DIRECT if guild_id is None else str(guild_id))


def asker_of_message(said: Said) -> Asker:
    """Who wrote a message."""
    return _asker(said.guild_id, said.channel_id, said.author_id, shared=said.guild_id is not None and not said.in_thread)


def asker_of_interaction(interaction: discord.Interaction) -> Asker:
    """Who used a command or a button."""
    guild_id = interaction.guild_id if interaction.is_guild_integration() else None
    alone = isinstance(interaction.channel, discord.Thread) or interaction.context.dm_channel
    return _asker(guild_id, interaction.channel_id or 0, interaction.user.id, shared=not alone)


def _asker(guild_id: int | None, channel_id: int, user_id: int, *, shared: bool) -> Asker:
    # In a channel many conversations go on at once, so each person has their own; a thread is one.
    conversation = f"{channel_id}/{user_id}" if shared else str(channel_id)
    return Asker(Person(workspace_of(guild_id), str(user_id)), conversation, everywhere=True)
