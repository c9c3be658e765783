"""Group commit: what arrives while a transaction is being committed goes into the next one, all together.

On SQLite a transaction costs about half a millisecond of processor time whatever is in it, and one is under way at a time: without
this, 200 commands a second wait in line for it. On PostgreSQL each takes a connection and six round trips.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Insert, Update

from bot.storage.database import Database

Values = Mapping[str, Any]
Returned = set[tuple[Any, ...]]
Statement = Insert | Update
Group = dict[Statement, list[tuple[Values, asyncio.Future[Returned]]]]


class GroupCommit:
    """Runs each statement once for all the values that wait for it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: Group = defaultdict(list)
        self._task: asyncio.Task[None] | None = None

    async def run(self, statement: Statement, values: Values) -> Returned:
        """Run a statement; return, once it is durable, the rows that it returned: one set, shared by the whole group."""
        future: asyncio.Future[Returned] = asyncio.get_running_loop().create_future()
        self._waiting[statement].append((values, future))
        if self._task is None:
            self._task = asyncio.create_task(self._commit_groups(), name="storage: group commit")
        return await future

    async def close(self) -> None:
        """Wait until everything that was given is written."""
        if self._task is not None:
            await self._task

    async def _commit_groups(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting, defaultdict(list)
                await self._commit(group)
        finally:
            self._task = None

    async def _commit(self, group: Group) -> None:
        try:
            returned = await self._database.at_once(partial(_execute_all, group), writes=True)
        except Exception as error:
            for _, future in _who_waits(group):
                future.set_exception(error)
        else:
            for statement, future in _who_waits(group):
                future.set_result(returned[statement])


def _execute_all(group: Group, connection: Connection) -> Mapping[Statement, Returned]:
    """Run a group in the order of tables and keys, as every process and `PersonalData` do: so no two wait for each other's rows."""
    in_order = sorted(group.items(), key=lambda item: str(item[0].table))
    return {statement: _execute(connection, statement, [values for values, _ in writes]) for statement, writes in in_order}


def _execute(connection: Connection, statement: Statement, values: Sequence[Values]) -> Returned:
    key = [column.name for column in statement.table.primary_key]
    result = connection.execute(statement, sorted(values, key=lambda row: [str(row.get(name)) for name in key]))
    return {tuple(row) for row in result} if result.returns_rows else set()


def _who_waits(group: Group) -> Iterator[tuple[Statement, asyncio.Future[Returned]]]:
    for statement, writes in group.items():
        for _, future in writes:
            if not future.done():  # a handler that was cancelled does not wait any more
                yield statement, future
