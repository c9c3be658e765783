"""The settings of moderators for a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from bot.storage.part import StorePart, of_workspace, within
from bot.storage.records import Workspace
from bot.storage.tables import workspace_settings


class WorkspaceSettings(StorePart):
    """One JSON object for each workspace, in the surface's own words; it may not name a person."""

    async def get(self, workspace: Workspace) -> Mapping[str, Any]:
        """Return what was set, nothing if nothing was."""
        query = select(workspace_settings.c.settings).where(within(workspace_settings, workspace))
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none() or {}

    async def put(self, workspace: Workspace, settings: Mapping[str, Any]) -> None:
        """Keep settings in place of those before; none at all leave nothing behind."""
        async with self._database.writing() as connection:
            if not settings:
                await connection.execute(delete(workspace_settings).where(within(workspace_settings, workspace)))
                return
            row = {**of_workspace(workspace), "settings": dict(settings)}
            await connection.execute(self._database.upsert(workspace_settings), row)
