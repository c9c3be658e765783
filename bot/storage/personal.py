"""Personal data: shows and deletes what is held, following the table list: a person's, a workspace's, what expired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Table, and_, delete, func, select, union

from bot.storage.database import Database
from bot.storage.part import Clock, StorePart, within
from bot.storage.records import Person, Workspace
from bot.storage.retention import expired_before, retention_of
from bot.storage.tables import metadata

Rows = tuple[Table, ColumnElement[bool]]


class PersonalData(StorePart):
    """Counts and deletes what is stored about somebody."""

    def __init__(self, database: Database, clock: Clock, retention_days: int) -> None:
        super().__init__(database, clock)
        self._retention_days = retention_days

    async def held_about(self, person: Person, *, everywhere: bool = False) -> tuple[tuple[str, int], ...]:
        """Say what is held about a person, each with how many rows; `everywhere` as for `forget`."""
        found = []
        async with self._database.reading() as connection:
            for table, naming in _naming(person, everywhere=everywhere):
                rows = (await connection.execute(select(func.count()).select_from(table).where(naming))).scalar_one()
                if rows:
                    found.append((retention_of(table).what, rows))
        return tuple(found)

    async def forget(self, person: Person, *, everywhere: bool = False) -> int:
        """Delete every row that names the person; return how many rows there were.

        Copies that SQLite may have left in its file when it moved such rows go with the next `purge`: to write the file anew holds up
        everybody, so it is done at most once a minute.

        In the person's workspace, or `everywhere` on the surface: right if user ids are global (Discord), wrong if two
        workspaces may give one id to two people.
        """
        return await self._delete(_naming(person, everywhere=everywhere), on_request=True)

    async def workspaces(self, surface: str) -> frozenset[Workspace]:
        """Return the workspaces of a surface of which something is held."""
        tables = (table for table in metadata.sorted_tables if "workspace" in table.c)
        query = union(*(select(table.c.workspace).where(table.c.surface == surface) for table in tables))
        async with self._database.reading() as connection:
            return frozenset(Workspace(surface, row.workspace) for row in await connection.execute(query))

    async def delete_workspace(self, workspace: Workspace) -> int:
        """Delete everything of a workspace, as `forget` does of a person; return how many rows there were."""
        rows = ((table, within(table, workspace)) for table in metadata.sorted_tables if "workspace" in table.c)
        return await self._delete(rows, on_request=True)

    async def purge(self) -> int:
        """Delete the rows of every table that have expired, and what `forget` left behind; return how many. To be called each minute."""
        return await self._delete(self._expired(), on_request=False)

    def _expired(self) -> Iterator[Rows]:
        for table in metadata.sorted_tables:
            since, limit = retention_of(table).since, expired_before(table, self._clock(), self._retention_days)
            if since is not None:
                yield table, table.c[since] <= limit

    async def _delete(self, rows: Iterable[Rows], *, on_request: bool) -> int:
        deleted = 0
        async with self._database.writing() as connection:
            for table, which in rows:
                deleted += (await connection.execute(delete(table).where(which))).rowcount
            if on_request and deleted:
                await self._database.want_rebuild(connection)
        await self._database.wipe_traces(rebuild=not on_request)
        return deleted


def _naming(person: Person, *, everywhere: bool) -> Iterator[Rows]:
    for table in metadata.sorted_tables:
        if "person" in table.c:
            where = table.c.surface == person.workspace.surface if everywhere else within(table, person.workspace)
            yield table, and_(where, table.c.person == person.id)
