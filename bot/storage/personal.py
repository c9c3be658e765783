"""The part of the store that shows and deletes what is held, following the table list: a person's, a workspace's, what expired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Table, and_, delete, func, select, union

from bot.storage.events import Events
from bot.storage.opened import within
from bot.storage.records import Person, Workspace
from bot.storage.tables import expired_before, held, metadata


class PersonalData(Events):
    """What is held about somebody, and deleting it."""

    async def held_about(self, person: Person, *, everywhere: bool = False) -> tuple[tuple[str, int], ...]:
        """What is held about a person, in words, each with how many rows; `everywhere` as for `forget`."""
        await self.flush()
        found = []
        async with self._database.reading() as connection:
            for table, naming in _naming(person, everywhere=everywhere):
                rows = (await connection.execute(select(func.count()).select_from(table).where(naming))).scalar_one()
                if rows:
                    found.append((held(table).words, rows))
        return tuple(found)

    async def forget(self, person: Person, *, everywhere: bool = False) -> int:
        """Delete every row that names the person, and every trace of it in the database's files; how many rows there were.

        In the person's workspace, or `everywhere` on the surface: right where user ids are global (Discord), wrong where
        two workspaces may give one id to two people.
        """
        return await self._delete(_naming(person, everywhere=everywhere), on_request=True)

    async def workspaces(self, surface: str) -> frozenset[Workspace]:
        """The workspaces of a surface of which something is held."""
        await self.flush()
        tables = (table for table in metadata.sorted_tables if "workspace" in table.c)
        query = union(*(select(table.c.workspace).where(table.c.surface == surface) for table in tables))
        async with self._database.reading() as connection:
            return frozenset(Workspace(surface, row.workspace) for row in await connection.execute(query))

    async def delete_workspace(self, workspace: Workspace) -> int:
        """Delete everything of a workspace, as `forget` does of a person; how many rows there were."""
        rows = ((table, within(table, workspace)) for table in metadata.sorted_tables if "workspace" in table.c)
        return await self._delete(rows, on_request=True)

    async def purge(self) -> int:
        """Delete the rows of every table that have expired; how many there were. To be called each minute."""
        return await self._delete(self._expired(), on_request=False)

    def _expired(self) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        for table in metadata.sorted_tables:
            since, cut = held(table).since, expired_before(table, self._clock(), self._retention_days)
            if since is not None:
                yield table, table.c[since] <= cut

    async def _delete(self, rows: Iterable[tuple[Table, ColumnElement[bool]]], *, on_request: bool) -> int:
        await self.flush()
        deleted = 0
        async with self._database.writing() as connection:
            for table, which in rows:
                deleted += (await connection.execute(delete(table).where(which))).rowcount
        await self._database.wipe_traces(everywhere=on_request and deleted > 0)
        return deleted


def _naming(person: Person, *, everywhere: bool) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    for table in metadata.sorted_tables:
        if "person" in table.c:
            where = table.c.surface == person.workspace.surface if everywhere else within(table, person.workspace)
            yield table, and_(where, table.c.person == person.id)
