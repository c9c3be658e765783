"""The asker and the conversation, by Discord's ids. A person has one id everywhere, so `everywhere` holds."""

from __future__ import annotations

import discord

from bot.dialogue.asker import Asker
from bot.storage import Destination, Person, Workspace

SURFACE = "discord"
DIRECT = "dm"
"""The workspace of direct messages, and of servers in which only a person installed the app."""


def guild_id_of(message: discord.Message) -> int | None:
    """Return the guild in which a message stands, also if it is not known yet; None in a direct conversation."""
    return message.guild.id if message.guild else getattr(message.channel, "guild_id", None)


def workspace_of(guild_id: int | None) -> Workspace:
    """Return the workspace of a guild, or that of direct messages."""
    return Workspace(SURFACE, DIRECT if guild_id is None else str(guild_id))


def asker_of_message(message: discord.Message) -> Asker:
    """Return who wrote a message; a thread and a direct conversation are visibly there, in a channel only a message replied to is."""
    guild_id = guild_id_of(message)
    alone = guild_id is None or isinstance(message.channel, discord.Thread)
    person, direct = Person(workspace_of(guild_id), str(message.author.id)), direct_to(message.author.id)
    here = direct if guild_id is None else _in_channel(person, message.channel.id)
    return Asker(person, str(message.channel.id) if alone else None, everywhere=True, direct=direct, here=here)


def asker_of_interaction(interaction: discord.Interaction) -> Asker:
    """Return who used a command or a button; its answer is private, so that only its own asker goes on from it."""
    guild_id = interaction.guild_id if interaction.is_guild_integration() else None
    person, direct = Person(workspace_of(guild_id), str(interaction.user.id)), direct_to(interaction.user.id)
    if interaction.context.dm_channel:
        return Asker(person, str(interaction.channel_id), everywhere=True, direct=direct, here=direct)
    here = _in_channel(person, interaction.channel_id) if guild_id is not None and _both_may_post(interaction) else None
    return Asker(person, f"{interaction.channel_id or 0}/{person.id}", everywhere=True, leaning_only=True, direct=direct, here=here)


def direct_to(user_id: int) -> Destination:
    """Return where the bot can write to a person alone; it belongs to no server, so that it stays when the bot leaves one."""
    person = Person(workspace_of(None), str(user_id))
    return Destination(person, person.id, {"person": person.id})


def _in_channel(person: Person, channel_id: int | None) -> Destination:
    return Destination(person, str(channel_id), {"channel": str(channel_id), "added_by": person.id})


def _both_may_post(interaction: discord.Interaction) -> bool:
    """Return True if whoever used a command or a button and the bot may both post in that channel."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    both = (interaction.permissions, interaction.app_permissions)
    return all(bits.view_channel and (bits.send_messages_in_threads if in_thread else bits.send_messages) for bits in both)
