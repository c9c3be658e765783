"""Local notes: what a workspace's admins wrote beside an answer, for people of that workspace only."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select

from bot.storage.part import StorePart, of_workspace, within
from bot.storage.records import Workspace
from bot.storage.tables import local_notes


class LocalNotes(StorePart):
    """One note for each answer ("zoom/ai-training") and workspace. It names nobody, so that it stays if its writer deletes their data."""

    async def of(self, workspace: Workspace) -> Mapping[str, str]:
        """Return the notes of a workspace by answer."""
        query = select(local_notes.c.answer, local_notes.c.text).where(within(local_notes, workspace))
        rows = await self._database.at_once(lambda connection: connection.execute(query).all())
        return {row.answer: row.text for row in rows}

    async def put(self, workspace: Workspace, answer: str, text: str) -> None:
        """Keep a note in place of the one there was; an empty text takes it away."""
        async with self._database.writing() as connection:
            if not text.strip():
                await connection.execute(delete(local_notes).where(within(local_notes, workspace), local_notes.c.answer == answer))
                return
            row = {**of_workspace(workspace), "answer": answer, "text": text.strip(), "written_at": self._clock()}
            await connection.execute(self._database.upsert(local_notes), row)
