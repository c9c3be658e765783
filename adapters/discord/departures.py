"""Servers that the bot is no longer in: what was stored for them is deleted, also where it was removed while it could not hear that."""

from __future__ import annotations

import logging
from collections.abc import Set as AbstractSet

from adapters.discord.client import SmallprintClient
from adapters.discord.identity import DIRECT, SURFACE, workspace_of
from bot.storage import Store

log = logging.getLogger(__name__)

_MARK = "discord bot"
"""Which bot's servers the store holds: another one's are not to be deleted because this one was never in them."""


class Departures:
    """Deletes what was stored for servers that the bot left."""

    def __init__(self, store: Store, client: SmallprintClient) -> None:
        """Take what it works with."""
        self._store = store
        self._client = client

    async def left(self, guild_id: int) -> None:
        """The bot was removed from a server."""
        deleted = await self._store.delete_workspace(workspace_of(guild_id))
        log.info("the bot left a server; %d rows of it were deleted", deleted)

    async def listed(self, shard_id: int, guild_ids: AbstractSet[int]) -> None:
        """Discord named all servers of a shard; the bot was removed from any other of it that something is stored for."""
        if not await self._are_of_this_bot():
            return
        for workspace in await self._store.workspaces(SURFACE):
            if workspace.id == DIRECT or int(workspace.id) in guild_ids:
                continue
            if self._client.shard_of(int(workspace.id)) == shard_id and self._client.get_guild(int(workspace.id)) is None:
                await self.left(int(workspace.id))

    async def _are_of_this_bot(self) -> bool:
        bot = str(self._client.application_id)
        known = await self._store.mark(_MARK)
        if known is None:
            await self._store.set_mark(_MARK, bot)  # what is there may be older than the mark, so the next start can tell
        elif known != bot:
            log.warning("what is stored for servers is another bot's; it is not deleted but expires")
        return known == bot
