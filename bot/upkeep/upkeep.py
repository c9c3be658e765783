"""Tell followers and askers of changes, whenever the knowledge was replaced and once at the start."""

from __future__ import annotations

import asyncio
import logging

from bot.storage import Store, StoreError
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.curating import Curating
from bot.upkeep.following import Following
from bot.upkeep.pausing import pause

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""Pause between looks for a replacement; looking costs nothing, because only the identity of the revision is compared."""
RETRY_SECONDS = 60.0
"""Pause before it is tried again if the database was away."""


class Upkeep:
    """Compares each revision of the knowledge, once, with what was on record before."""

    def __init__(self, holder: KnowledgeHolder, store: Store) -> None:
        self._holder = holder
        self._following = Following(holder, store)
        self._curating = Curating(store)
        self._told: Revision | None = None

    async def run(self, stopping: asyncio.Event) -> None:
        """Look after each replacement of the knowledge until the service stops."""
        while not stopping.is_set():
            seconds = LOOK_SECONDS
            try:
                await self.look()
            except StoreError as error:
                log.warning("changes could not be told to followers, trying again in a minute: %s", error)
                seconds = RETRY_SECONDS
            await pause(stopping, seconds)

    async def look(self) -> None:
        """Tell what the current revision changes, unless this was done; StoreError if it has to be tried again."""
        revision = self._holder.current
        if revision is self._told:
            return
        await self._following.tell_changes()
        await self._curating.tell_answered(revision.knowledge)
        if self._holder.current is revision:
            self._told = revision
