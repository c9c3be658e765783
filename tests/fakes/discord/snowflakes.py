"""Ids as Discord makes them: milliseconds since 2015 in the upper bits, so that they sort by time and guilds spread over shards."""

from __future__ import annotations

import time
from datetime import UTC, datetime

EPOCH_MILLISECONDS = 1_420_070_400_000  # the first second of 2015, "API Reference: Snowflakes"
_FIRST_GUILD_MILLISECONDS = 60_000_000_000  # guilds are older than what is said in them


class Snowflakes:
    """Gives ids, each once and each greater than the one before."""

    def __init__(self) -> None:
        self._last = 0
        self._guilds = 0

    def new(self) -> int:
        """An id of this moment."""
        now = (int(time.time() * 1000) - EPOCH_MILLISECONDS) << 22
        self._last = max(now, self._last + 1)
        return self._last

    def for_guild(self) -> int:
        """An id for a guild; each is a millisecond after the one before, so that consecutive ones lie on consecutive shards."""
        self._guilds += 1
        return (_FIRST_GUILD_MILLISECONDS + self._guilds) << 22


def shard_of(guild_id: int, shard_count: int) -> int:
    """The shard that hears a guild: `(guild_id >> 22) % num_shards`."""
    return (guild_id >> 22) % shard_count


def timestamp(snowflake: int) -> str:
    """The moment of an id, as ISO 8601."""
    milliseconds = (snowflake >> 22) + EPOCH_MILLISECONDS
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="microseconds")


def now() -> str:
    """The present moment, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
