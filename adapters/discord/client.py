"""Connect to Discord with the fewest intents and no caches, and resume a broken connection.

Events go to the handlers that `adapter.DiscordAdapter._build` registers: a mention to `ask.AskHandler.on_message`.

discord.py has no option for five things that are done here by its private parts, so its version is bounded in pyproject.toml: the
address of the API, how long an answer of it may take, the address of the gateway, resuming when the gateway cannot be reached, and
events that it cannot read.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route

from adapters.discord.send import SILENT, new_incident
from adapters.discord.settings import DiscordSettings, check_gateway

ANSWER_SECONDS = 15.0
"""Limit for an answer of the API; discord.py would wait for five minutes, and the asker with it."""
REACH_SECONDS = 20.0
"""Limit for reaching the gateway; discord.py gives a shard up, with its session, after 60."""
LEAVE_SECONDS = 2.0
"""Limit for the good-bye of Discord."""
RETRY_SECONDS = 2.0
"""Pause between attempts to reach the gateway: a session can be resumed for some minutes."""


def intents() -> discord.Intents:
    """Return what the bot hears: servers, messages in them, direct messages. None of these needs Discord's approval."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


LONGEST_WAIT = 60.0
"""Seconds. If Discord asks to wait for longer, give up: notices are posted later, askers are answered after the next start."""


class SmallprintClient(discord.AutoShardedClient):
    """discord.py's client with the bot's settings. `up` holds the shards that hear events now."""

    def __init__(self, settings: DiscordSettings) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody misses voice here
        super().__init__(
            intents=intents(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=SILENT,
            shard_count=settings.shard_count,
            max_ratelimit_timeout=LONGEST_WAIT,
        )
        self.shard_ids = list(settings.shard_ids) or None
        self.up: set[int] = set()
        self.advised_shards = 0
        self._settings = settings
        self._reach = self.http.ws_connect
        self.http.ws_connect = self._reach_gateway  # type: ignore[method-assign] # discord.py has no hook there
        parsers = self._connection.parsers
        # A session whose READY cannot be read has to be started again; any other event can be missed.
        parsers.update({event: _guarded(event, parse) for event, parse in parsers.items() if event != "READY"})

    async def log_in(self) -> None:
        """Log in at the API of the settings; LoginFailure if the token is refused, TimeoutError if nothing is answered."""
        Route.BASE = self._settings.api_url.rstrip("/")
        async with asyncio.timeout(ANSWER_SECONDS):
            await self.login(self._settings.secret)
        session = self.http._HTTPClient__session  # type: ignore[attr-defined] # noqa: SLF001 - discord.py has no hook there
        if isinstance(session, aiohttp.ClientSession):  # a stand-in for Discord in the same process has none
            session._timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)  # noqa: SLF001

    async def learn_gateway(self) -> discord.SessionStartLimits:
        """Learn where the gateway is, and the number of shards if the settings have none; return what may be started."""
        advised, url, limits = await self.http.get_bot_gateway()
        check_gateway(url)
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.advised_shards = advised
        if self.shard_count is None:
            self.shard_count = advised
        return discord.SessionStartLimits(**limits)

    async def leave_gateway(self) -> None:
        """Close every shard's socket, so that nothing more is heard; requests can still be made."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_SECONDS):
                await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()), return_exceptions=True)

    @property
    def own_shards(self) -> tuple[int, ...]:
        """The shards of this process; none before the gateway is known."""
        return tuple(self.shard_ids or range(self.shard_count or 0))

    def hears(self, guild_id: int) -> bool:
        """Return True if a guild belongs to this process's shards; 0 stands for direct messages."""
        return self.shard_of(guild_id) in self.own_shards

    def shard_of(self, guild_id: int) -> int | None:
        """Return the shard to which a guild belongs; None before the gateway is known."""
        return (guild_id >> 22) % self.shard_count if self.shard_count else None

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a shard has a session."""
        self.up.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a shard has its session again."""
        self.up.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that a shard lost its socket."""
        self.up.discard(shard_id)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - discord.py's
        """Log what an event handler failed with, without the event."""
        error = sys.exception()
        if error is not None:
            new_incident(f"the event {event_method} failed", error)

    async def _reach_gateway(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open a socket; if that fails, have discord.py resume again instead of giving the session up for a new one."""
        try:
            async with asyncio.timeout(REACH_SECONDS):
                return await self._reach(url, compress=compress)
        except (OSError, aiohttp.ClientError, TimeoutError) as error:
            if not self.shards:
                raise  # there was no session yet
            await asyncio.sleep(RETRY_SECONDS)
            raise ReconnectWebSocket(None, resume=True) from error


def _guarded(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a parser that loses an event it cannot read; in discord.py such an event ends the connection of all shards."""

    def parse_guarded(data: Any) -> None:  # noqa: ANN401 - JSON
        try:
            parse(data)
        except Exception as error:  # the boundary of this event
            new_incident(f"the event {event} could not be read", error)

    return parse_guarded
