"""A message of somebody, read from Discord's JSON: whether it is meant for the bot, and what of it matters.

Most of what a bot hears in a busy server is not for it. So messages are judged before anything is built from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import discord

_ORDINARY, _REPLY = 0, 19
"""The types of message that people write."""
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w{1,64}:)\d{1,20}>")


class Said(NamedTuple):
    """A message; `guild_id` is None in a direct conversation."""

    id: int
    channel_id: int
    guild_id: int | None
    author_id: int
    content: str
    in_thread: bool = False

    @property
    def question(self) -> str:
        """What it asks: its text without mentions, channels and emoji of a server, none of which is a word."""
        return _MARKUP.sub(" ", self.content).strip()


def is_meant(data: Mapping[str, Any], bot_id: str) -> bool:
    """Whether a person says this to the bot: directly, or by naming or answering it. Everybody and roles do not count."""
    author = data.get("author")
    if author is None or author.get("bot") or data.get("webhook_id") or data.get("type") not in (_ORDINARY, _REPLY):
        return False
    return "guild_id" not in data or any(mentioned["id"] == bot_id for mentioned in data.get("mentions", ()))


def said_in(data: Mapping[str, Any], *, in_thread: bool) -> Said:
    """The message that an event tells of."""
    guild_id = int(data["guild_id"]) if "guild_id" in data else None
    return Said(int(data["id"]), int(data["channel_id"]), guild_id, int(data["author"]["id"]), data["content"], in_thread)


def age(message_id: int) -> timedelta:
    """How long ago a message was written, as its id says."""
    return datetime.now(UTC) - discord.utils.snowflake_time(message_id)
