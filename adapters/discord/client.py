"""The connection to Discord: least intents, no caches of people and messages, resumed after it broke; hands events on.

It decides nothing: what events mean is for `Events` to say.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any, Protocol

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route

from adapters.discord.incidents import new_incident
from adapters.discord.posting import SILENT
from adapters.discord.said import Said, is_meant, said_in
from adapters.discord.settings import DiscordSettings, check_gateway

REACH_SECONDS = 20.0
"""How long reaching the gateway may take; discord.py gives a shard up, with its session, after 60."""
LEAVE_SECONDS = 2.0
"""How long Discord may take to say good-bye."""
RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""How long to wait between attempts to reach the gateway: a session can be resumed for some minutes."""


def intents() -> discord.Intents:
    """What the bot hears: servers, messages in them, direct messages. None of these needs Discord's approval."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Events(Protocol):
    """What the client hands its events to."""

    def heard(self, said: Said) -> None:
        """Somebody wrote to the bot."""

    def edited(self, said: Said) -> None:
        """Somebody changed what they wrote to the bot."""

    def deleted(self, message_id: int, channel_id: int, guild_id: int | None) -> None:
        """A message was deleted."""

    def used(self, interaction: discord.Interaction) -> None:
        """A button was pressed or a form sent."""

    def left(self, guild_id: int) -> None:
        """The bot was removed from a server."""

    def listed(self, shard_id: int, guild_ids: AbstractSet[int]) -> None:
        """A shard has a new session, and these are all servers that it has."""


class SmallprintClient(discord.AutoShardedClient):
    """discord.py's client, with the bot's settings. `up` holds the shards that hear events now."""

    def __init__(self, settings: DiscordSettings) -> None:
        """Prepare; `listen` before `connect`."""
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody misses voice here
        super().__init__(
            intents=intents(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=SILENT,
            shard_count=settings.shard_count,
        )
        self.shard_ids = list(settings.shard_ids) or None
        self._settings = settings
        self._events: Events | None = None
        self.up: set[int] = set()
        self.advised_shards = 0
        self._id = ""
        parsers = self._connection.parsers
        self._parse_ready, self._parse_removal = parsers["READY"], parsers["GUILD_DELETE"]
        # discord.py would build a message of whatever is said anywhere, only for most of them to be dropped.
        parsers |= {"READY": self._session_began, "MESSAGE_CREATE": self._message_created, "MESSAGE_UPDATE": self._message_updated}
        self._reach = self.http.ws_connect
        self._failed = 0
        self._met = False
        self.http.ws_connect = self._reach_gateway  # type: ignore[method-assign] # discord.py has no hook there

    def listen(self, events: Events) -> None:
        """Hand events to these."""
        self._events = events

    async def log_in(self) -> None:
        """Log in at the API of the settings; LoginFailure where the token is refused."""
        Route.BASE = self._settings.api_url.rstrip("/")
        await self.login(self._settings.secret)
        self._id = str(self.user.id) if self.user else ""

    async def learn_gateway(self) -> discord.SessionStartLimits:
        """Learn where the gateway is, and how many shards there are where the settings do not say; gives what may be started."""
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
        """Whether a guild belongs to this process's shards; 0 stands for direct messages."""
        return self.shard_of(guild_id) in self.own_shards

    def shard_of(self, guild_id: int) -> int | None:
        """The shard to which a guild belongs; None before the gateway is known."""
        return (guild_id >> 22) % self.shard_count if self.shard_count else None

    async def _reach_gateway(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open a socket, and where that fails, have discord.py resume again instead of giving the session up for a new one."""
        try:
            async with asyncio.timeout(REACH_SECONDS):
                socket = await self._reach(url, compress=compress)
        except (OSError, aiohttp.ClientError, TimeoutError) as error:
            if not self._met:
                raise  # there was no session yet
            await asyncio.sleep(RETRY_SECONDS[min(self._failed, len(RETRY_SECONDS) - 1)])
            self._failed += 1
            raise ReconnectWebSocket(None, resume=True) from error
        self._failed = 0
        return socket

    def _session_began(self, data: Any) -> None:  # noqa: ANN401 - JSON
        self._parse_ready(data)
        shard_id, listed = data["shard"][0], {int(guild["id"]) for guild in data["guilds"]}
        for guild in self.guilds:
            # discord.py keeps those of the session before, and did not hear from which it was removed meanwhile.
            if guild.id not in listed and self.shard_of(guild.id) == shard_id:
                self._parse_removal({"id": str(guild.id)})
        if self._events:
            self._events.listed(shard_id, listed)

    def _message_created(self, data: Any) -> None:  # noqa: ANN401 - JSON
        if self._events and is_meant(data, self._id):
            self._events.heard(self._said(data))

    def _message_updated(self, data: Any) -> None:  # noqa: ANN401 - JSON
        # An update without an edit only adds a preview.
        if self._events and data.get("edited_timestamp") and is_meant(data, self._id):
            self._events.edited(self._said(data))

    def _said(self, data: Any) -> Said:  # noqa: ANN401 - JSON
        guild = self.get_guild(int(data["guild_id"])) if "guild_id" in data else None
        return said_in(data, in_thread=guild is not None and guild.get_thread(int(data["channel_id"])) is not None)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Hand on."""
        if self._events:
            self._events.deleted(payload.message_id, payload.channel_id, payload.guild_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Hand each on."""
        for message_id in payload.message_ids:
            if self._events:
                self._events.deleted(message_id, payload.channel_id, payload.guild_id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hand presses and forms on; commands go to the tree by themselves."""
        if self._events and interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            self._events.used(interaction)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Hand on; a server that is only unavailable does not come here."""
        if self._events:
            self._events.left(guild.id)

    async def on_shard_connect(self, shard_id: int) -> None:
        """A shard has a session."""
        self._met = True
        self.up.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard has its session again."""
        self.up.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard lost its socket."""
        self.up.discard(shard_id)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - discord.py's
        """Something unforeseen in a handler above."""
        error = sys.exception()
        if error is not None:
            new_incident(f"the event {event_method} failed", error)
