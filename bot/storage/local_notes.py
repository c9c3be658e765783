"""Local notes: what a workspace's admins wrote beside an answer, for people of that workspace only."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, select

from bot.storage.part import StorePart, of_workspace, within
from bot.storage.records import Workspace
from bot.storage.tables import local_notes

# Made once: every answer asks for it, and making it takes as long as running it.
_OF_WORKSPACE = select(local_notes.c.answer, local_notes.c.text).where(
    local_notes.c.surface == bindparam("surface"), local_notes.c.workspace == bindparam("workspace")
)


class LocalNotes(StorePart):
    """One note for each answer ("zoom/ai-training") and workspace. It names nobody, so that it outlasts whoever wrote it."""

    async def of(self, workspace: Workspace) -> Mapping[str, str]:
        """Return the notes of a workspace by answer."""
        return await self._database.at_once(lambda connection: _texts(connection, workspace))

    async def put(self, workspace: Workspace, answer: str, text: str) -> None:
        """Keep a note in place of the one there was; an empty text takes it away."""
        async with self._database.writing() as connection:
            if not text.strip():
                await connection.execute(delete(local_notes).where(within(local_notes, workspace), local_notes.c.answer == answer))
                return
            values = {"text": text.strip(), "written_at": self._clock()}
            insert = self._database.insert(local_notes).values(**of_workspace(workspace), answer=answer, **values)
            await connection.execute(insert.on_conflict_do_update(index_elements=list(local_notes.primary_key), set_=values))


def _texts(connection: Connection, workspace: Workspace) -> Mapping[str, str]:
    return {row.answer: row.text for row in connection.execute(_OF_WORKSPACE, of_workspace(workspace))}
