"""Run the Discord bot: log in, stay connected, catch up after a restart, end without losing a message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord

from adapters.discord.ask import AskHandler
from adapters.discord.client import SmallprintClient
from adapters.discord.commands import Tree
from adapters.discord.departures import Departures
from adapters.discord.desk import Administration
from adapters.discord.moderation import Moderation
from adapters.discord.press import PressHandler
from adapters.discord.render import Audience, render
from adapters.discord.restart import Restart
from adapters.discord.send import Poster, Responder
from adapters.discord.settings import HOW_TO_GET_A_TOKEN, DiscordSettings
from adapters.discord.sharing import Sharing
from bot.observing.incidents import named, where
from bot.replies import wording
from bot.replies.card import Card
from bot.service.adapter import CannotPostError, Host, PostLaterError
from bot.service.rate_limiter import RateLimiter
from bot.service.settings import ServiceSettings, SettingsError, read
from bot.storage import StoreError

log = logging.getLogger(__name__)

QUESTIONS_A_MINUTE, QUESTIONS_A_MINUTE_IN_A_CHANNEL = 8, 20
"""Most questions of one person, and most answers in one channel: all of them at once, then one each time that a share of the
minute has passed."""
RETRY_SECONDS = 15.0
"""Pause before everything is tried from the beginning: Discord could not be reached, or its library gave up."""
REFUSED = f"DISCORD_TOKEN: Discord refuses the token; {HOW_TO_GET_A_TOKEN}"
_FATAL = {
    4004: REFUSED,
    4010: "DISCORD_SHARD_IDS, DISCORD_SHARD_COUNT: Discord knows no such shard",
    4011: "DISCORD_SHARD_COUNT: Discord wants more shards; leave it out, or raise it in all processes",
    4013: "Discord refuses the intents; this version of Smallprint is too old for it",
    4014: "Discord refuses the intents; this version of Smallprint is too old for it",
}
"""Close codes after which connecting again cannot help ("Gateway Close Event Codes"), and what to do."""
_PASSING = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class DiscordAdapter:
    """Run the Discord bot as an adapter of the service."""

    router = None

    def __init__(self, host: Host, settings: DiscordSettings) -> None:
        """Take the settings; nothing is connected yet."""
        self._host = host
        self._settings = settings
        self._retention_days = read(ServiceSettings, host.settings).retention_days
        self._limiter = RateLimiter(QUESTIONS_A_MINUTE, 60 / QUESTIONS_A_MINUTE)
        self._channels = RateLimiter(QUESTIONS_A_MINUTE_IN_A_CHANNEL, 60 / QUESTIONS_A_MINUTE_IN_A_CHANNEL)
        self._responder = Responder(host.tasks, self._limiter)
        self._moderation = Moderation(host.store, self._responder)
        self._started_at = datetime.now(UTC)
        self._client: SmallprintClient | None = None
        self._ask: AskHandler | None = None
        self._tree: Tree | None = None
        self._caught_up = False
        self._stopping = False
        self._running: asyncio.Task[None] | None = None
        self._trouble: str | None = "not connected yet"

    async def start(self) -> None:
        """Log in and connect in the background; SettingsError if the token is refused."""
        client = self._build()
        logged_in = True
        try:
            await client.log_in()
        except discord.LoginFailure:
            await client.close()
            raise SettingsError(REFUSED) from None
        except _PASSING as error:
            logged_in = False
            self._trouble = _unreachable(error)
        self._running = asyncio.get_running_loop().create_task(self._run(client, logged_in=logged_in))

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:
        """Post a card without being asked, in the `channel` or to the `person` of an address.

        The key is in the ids of the message's parts, by which it is found again.
        """
        if self._client is None:
            raise ConnectionError("Discord is not connected yet")
        channel = self._client.get_channel(int(address.get("channel", 0)))
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread) and not await self._moderation.lets_speak(
            channel.guild.id, channel
        ):
            raise CannotPostError("the moderators of that server keep the bot quiet there")
        shown = render(card, Audience(private=False))
        if added_by := address.get("added_by"):
            shown[0] = shown[0].below(wording.added_by(f"<@{added_by}>"))
        try:
            await Poster(self._client).post(address, shown, key, again=again)
        except (discord.Forbidden, discord.NotFound) as error:
            raise CannotPostError(f"Discord takes no message there ({error.status}, code {error.code})") from None
        except discord.RateLimited as error:
            raise PostLaterError(error.retry_after) from None

    async def stop_taking(self) -> None:
        """Leave the gateway; messages that were heard can still be answered."""
        self._stopping = True
        if self._client is not None:
            await self._client.leave_gateway()

    async def close(self) -> None:
        """Disconnect."""
        self._stopping = True
        if self._client is not None:
            await self._client.close()  # first, because discord.py swallows being cancelled while it reconnects
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    def health_problem(self) -> str | None:
        """Return which shards are not connected, or why none can be; None if all hear."""
        if self._trouble is not None or self._client is None:
            return self._trouble
        client = self._client
        down = sorted(set(client.own_shards) - client.up)
        if not down and client.own_shards:
            return None
        return f"shards {', '.join(map(str, down))} of {client.shard_count} are not connected"

    def _build(self) -> SmallprintClient:
        """Make a client and everything that hangs on it."""
        host = self._host
        client = SmallprintClient(self._settings)
        responder = self._responder
        moderation = self._moderation
        ask = AskHandler(host, client, moderation, self._limiter, self._channels)
        sharing = Sharing(host.dialogue, host.store, responder, moderation)
        administration = Administration(client, host.dialogue, responder)
        press = PressHandler(host.dialogue, responder, sharing, moderation, administration, self._retention_days)
        departures = Departures(host, client)
        for handler in (
            ask.on_message,
            ask.on_raw_message_edit,
            ask.on_raw_message_delete,
            ask.on_raw_bulk_message_delete,
            press.on_interaction,
            departures.on_guild_remove,
            departures.on_shard_ready,
        ):
            client.event(handler)
        self._tree = Tree(client, host.dialogue, responder, moderation, administration, self._channels)
        self._client, self._ask = client, ask
        return client

    async def _run(self, client: SmallprintClient, *, logged_in: bool) -> None:
        while not self._stopping:
            if not logged_in:
                log.warning("%s; trying again in %.0f seconds", self._trouble, RETRY_SECONDS)
                await client.close()
                await asyncio.sleep(RETRY_SECONDS)
                client = self._build()
            try:
                if not logged_in:
                    await client.log_in()
                await self._connect(client)
            except Exception as error:  # the boundary: the bot must come back whatever happened
                self._trouble, hopeless = _what_happened(error, self._settings)
                if hopeless:
                    log.error("Discord is off until the next start: %s", self._trouble)
                    return
            logged_in = False

    async def _connect(self, client: SmallprintClient) -> None:
        limits = await client.learn_gateway()
        while limits.remaining < len(client.own_shards):
            # Beyond the limit Discord resets the token, so it is never reached.
            self._trouble = f"{limits.remaining} of {limits.total} connections a day are left, {len(client.own_shards)} are needed"
            log.error("%s; waiting until there are more", self._trouble)
            await asyncio.sleep(max(1.0, limits.reset_after / 1000))
            limits = await client.learn_gateway()
        self._trouble = None
        if not self._caught_up and self._ask is not None:
            self._caught_up = True
            self._host.tasks.start(Restart(self._host.store, client, self._ask).catch_up(self._started_at))
            if 0 in client.own_shards:  # one process registers the commands for all
                self._host.tasks.start(self._register())
        await client.connect()

    async def _register(self) -> None:
        try:
            if self._tree is not None:
                await self._tree.sync_once(self._host.store)
        except (*_PASSING, StoreError) as error:
            log.error("the commands could not be registered; mentions and messages are answered, the next start tries again: %s", error)


def _unreachable(error: Exception) -> str:
    return f"Discord cannot be reached: {str(error) or 'it does not answer'}"


def _what_happened(error: Exception, settings: DiscordSettings) -> tuple[str, bool]:
    """Return why the connection ended, in words, and True if trying again is hopeless."""
    match error:
        case discord.LoginFailure():
            return REFUSED, True
        case SettingsError():
            return str(error), True
        case discord.PrivilegedIntentsRequired():
            return _FATAL[4014], True
        case discord.ConnectionClosed(code=4011) if settings.shard_count is None:
            return "Discord wants more shards", False  # which are learnt anew
        case discord.ConnectionClosed(code=code):
            return _FATAL.get(code, f"Discord closed the connection with code {code}"), code in _FATAL
        case discord.DiscordException() | aiohttp.ClientError() | OSError() | TimeoutError():
            return _unreachable(error), False
        case _:
            log.error("the connection ended unexpectedly: %s\n%s", named(error), where(error))
            return "the connection ended unexpectedly", False
