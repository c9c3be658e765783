"""The JSON of users, servers, channels and messages, as gateway and API send it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.discord import permissions
from tests.fakes.discord.model import DIRECT, PRIVATE_THREAD, PUBLIC_THREAD, Channel, Membership, Message, Role, Server, User
from tests.fakes.discord.snowflakes import timestamp

LOCALE = "en-US"
THREADS = (PUBLIC_THREAD, PRIVATE_THREAD)


def of_user(user: User) -> dict[str, Any]:
    """A user; a webhook's has a discriminator of its own kind."""
    shown = {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.webhook else "0",
        "global_name": None if user.bot else user.name,
        "avatar": None,
        "public_flags": 0,
    }
    return {**shown, "bot": True} if user.bot else shown


def of_role(role: Role) -> dict[str, Any]:
    """A role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0 if role.name == "@everyone" else 1,
        "permissions": str(role.permissions),
        "managed": False,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def of_member(member: Membership, *, with_user: bool = True) -> dict[str, Any]:
    """A member of a server."""
    shown: dict[str, Any] = {
        "roles": [str(role.id) for role in member.roles],
        "nick": None,
        "avatar": None,
        "banner": None,
        "joined_at": timestamp(member.user.id),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return {**shown, "user": of_user(member.user)} if with_user else shown


def of_channel(channel: Channel) -> dict[str, Any]:
    """A channel, a thread or a direct conversation."""
    last = str(channel.last_message_id) if channel.last_message_id else None
    shown: dict[str, Any] = {"id": str(channel.id), "type": channel.kind, "last_message_id": last, "flags": 0}
    if channel.kind == DIRECT:
        people = [of_user(user) for user in channel.people if not user.bot] or [of_user(user) for user in channel.people]
        return {**shown, "recipients": people}
    shown |= {"name": channel.name, "guild_id": str(channel.server.id) if channel.server else None, "rate_limit_per_user": 0}
    if channel.kind in THREADS:
        return {**shown, **_thread(channel)}
    denied = [{"id": str(user), "type": 1, "allow": "0", "deny": str(bits)} for user, bits in channel.denied.items()]
    return {**shown, "position": 0, "permission_overwrites": denied, "parent_id": None, "topic": None, "nsfw": False}


def _thread(thread: Channel) -> dict[str, Any]:
    metadata = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": timestamp(thread.id), "locked": False}
    return {
        "parent_id": str(thread.parent.id) if thread.parent else None,
        "owner_id": str(thread.people[0].id),
        "message_count": len(thread.messages),
        "member_count": len(thread.people),
        "total_message_sent": len(thread.messages),
        "thread_metadata": {**metadata, "create_timestamp": timestamp(thread.id)},
    }


def of_guild(server: Server, bot: User, *, members: bool = False) -> dict[str, Any]:
    """GUILD_CREATE; without privileged intents it names only the bot among the members, as Discord does."""
    shown = list(server.members.values()) if members else [server.members[bot.id]]
    visible = [channel for channel in server.channels.values() if server.permissions_of(bot, channel) & permissions.VIEW_CHANNEL]
    return {
        **of_guild_without_state(server),
        "joined_at": timestamp(server.id),
        "large": len(server.members) + server.further_members > 250,
        "unavailable": False,
        "member_count": len(server.members) + server.further_members,
        "members": [of_member(member) for member in shown],
        "channels": [of_channel(channel) for channel in visible],
        "threads": [of_channel(thread) for thread in server.threads.values() if thread.kind == PUBLIC_THREAD or bot in thread.people],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def of_guild_without_state(server: Server) -> dict[str, Any]:
    """A guild as the API gives it."""
    return {
        "id": str(server.id),
        "name": server.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": str(server.owner_id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "roles": [of_role(role) for role in server.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "preferred_locale": LOCALE,
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
    }


def of_message(
    message: Message, readable: Callable[[Message], bool] = lambda _: True, *, event: bool = False, nested: bool = True
) -> dict[str, Any]:
    """A message; what is not `readable` is empty, as for a bot without the message content intent.

    For an `event` the server's id and the author's membership come with it; `nested` puts in the message that it answers.
    """
    full = readable(message)
    server = message.channel.server
    shown: dict[str, Any] = {
        "id": str(message.id),
        "type": message.kind,
        "channel_id": str(message.channel.id),
        "author": of_user(message.author),
        "content": message.content if full else "",
        "embeds": message.embeds if full and not message.flags & 1 << 2 else [],
        "attachments": message.attachments if full else [],
        "components": message.components if full else [],
        "timestamp": timestamp(message.id),
        "edited_timestamp": message.edited_at,
        "tts": False,
        "pinned": False,
        "mention_everyone": message.pings.everyone,
        "mentions": [of_user(user) for user in message.mentions],
        "mention_roles": [str(role) for role in sorted(message.pings.roles)],
        "flags": message.flags,
    }
    if message.author.webhook:
        shown["webhook_id"] = str(message.author.id)
    if message.application_id:
        shown |= {"webhook_id": str(message.application_id), "application_id": str(message.application_id)}
    if message.origin:
        shown["interaction_metadata"] = _origin(message)
    if message.answers:
        shown["message_reference"] = {"type": 0, "channel_id": str(message.channel.id), "message_id": str(message.answers)}
        if message.channel.server:
            shown["message_reference"]["guild_id"] = str(message.channel.server.id)
        if nested:
            answered = message.answered
            shown["referenced_message"] = of_message(answered, readable, nested=False) if answered and not answered.deleted else None
    if message.forwarded:
        shown["message_reference"] = {"type": 1, "channel_id": str(message.forwarded.channel.id), "message_id": str(message.forwarded.id)}
        shown["message_snapshots"] = [{"message": _snapshot(message.forwarded, full=full)}]
    if event and server:
        shown["guild_id"] = str(server.id)
        member = server.members.get(message.author.id)
        if member and not message.author.webhook:
            shown["member"] = of_member(member, with_user=False)
    return shown


def _snapshot(message: Message, *, full: bool) -> dict[str, Any]:
    """What a forwarded message shows of the original ("Message Snapshot Structure"); nobody's name is among it."""
    every = of_message(message, nested=False)
    kept = ("type", "timestamp", "edited_timestamp", "flags", "mentions", "mention_roles")
    said = ("content", "embeds", "attachments", "components")
    empty: dict[str, Any] = {"content": "", "embeds": [], "attachments": [], "components": []}
    return {name: every[name] for name in kept} | {name: every[name] if full else empty[name] for name in said}


def _origin(message: Message) -> dict[str, Any]:
    origin = message.origin
    assert origin
    shown: dict[str, Any] = {
        "id": str(origin.id),
        "type": origin.kind,
        "user": of_user(origin.user),
        "authorizing_integration_owners": origin.owners,
    }
    if origin.original_response:
        shown["original_response_message_id"] = str(origin.original_response)
    if origin.target_message:
        shown["target_message_id"] = str(origin.target_message)
    return shown
