"""Delete what was stored for servers that removed the bot, also if that happened while it could not hear it."""

from __future__ import annotations

import logging

import discord

from adapters.discord.client import SmallprintClient
from adapters.discord.identity import DIRECT, SURFACE, workspace_of
from bot.service.adapter import Host

log = logging.getLogger(__name__)

_MARK = "discord bot"
"""Note with the bot whose servers the store holds: another one's are not to be deleted because this one was never in them."""


class Departures:
    """Deletes the data of servers that the bot left."""

    def __init__(self, host: Host, client: SmallprintClient) -> None:
        self._tasks = host.tasks
        self._store = host.store
        self._client = client

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete what was stored for a server that removed the bot; one that is only unavailable does not come here."""
        self._tasks.start(self._on_guild_left(guild.id))

    async def on_shard_ready(self, shard_id: int) -> None:
        """Look, at the beginning of a session, for servers that removed the bot before it."""
        self._tasks.start(self._on_ready(shard_id))

    async def _on_ready(self, shard_id: int) -> None:
        if not await self._are_of_this_bot():
            return
        listed = {guild.id async for guild in self._client.fetch_guilds(limit=None, with_counts=False)}
        for workspace in await self._store.personal.workspaces(SURFACE):
            if workspace.id == DIRECT or int(workspace.id) in listed or self._client.shard_of(int(workspace.id)) != shard_id:
                continue
            if await self._is_gone(int(workspace.id)):
                await self._on_guild_left(int(workspace.id))

    async def _on_guild_left(self, guild_id: int) -> None:
        deleted = await self._store.personal.delete_workspace(workspace_of(guild_id))
        log.info("the bot left a server; %d rows of it were deleted", deleted)

    async def _is_gone(self, guild_id: int) -> bool:
        """Ask Discord for one server: a list without it is no proof that the bot left it."""
        try:
            await self._client.fetch_guild(guild_id, with_counts=False)
        except (discord.Forbidden, discord.NotFound):
            return True
        except discord.HTTPException as error:
            log.warning("whether the bot left a server could not be asked (%d); it is kept until the next session", error.status)
        return False

    async def _are_of_this_bot(self) -> bool:
        bot = str(self._client.application_id)
        known = await self._store.notes.get(_MARK)
        if known is None:
            await self._store.notes.put(_MARK, bot)  # what is there may be older than the mark, so the next start can tell
        elif known != bot:
            log.warning("what is stored for servers is another bot's; it is not deleted but expires")
        return known == bot
