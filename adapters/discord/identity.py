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
    conversation = str(said.channel_id) if said.guild_id is None or said.in_thread else None
    return Asker(Person(workspace_of(said.guild_id), str(said.author_id)), conversation, everywhere=True)


def asker_of_interaction(interaction: discord.Interaction) -> Asker:
    """Who used a command or a button."""
    guild_id = interaction.guild_id if interaction.is_guild_integration() else None
    person = Person(workspace_of(guild_id), str(interaction.user.id))
    return Asker(person, f"{interaction.channel_id or 0}/{person.id}", everywhere=True, leaning_only=True)
