"""What every part of a store works with, once it is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_

from bot.storage.database import Database
from bot.storage.reader import Reader
from bot.storage.records import Person, Workspace
from bot.storage.secret_keys import SecretKeys
from bot.storage.statements import Key, Statements
from bot.storage.tables import storable
from bot.storage.writer import Writer


class Opened:
    """A database that is up to date, what reads and writes for everybody, and the settings."""

    def __init__(self, database: Database, keys: SecretKeys | None, retention_days: int, clock: Callable[[], datetime]) -> None:
        """Start writing; `clock` gives the time, aware and in UTC."""
        self._database = database
        self._keys = keys
        self._retention_days = retention_days
        self._clock = clock
        statements = Statements(database)
        self._writer = Writer(database, statements)
        self._reader = Reader(database, statements)


def key_of(workspace: Workspace, key: str) -> Key:
    """The key of a row, as the database holds it."""
    return (workspace.surface, workspace.id, storable(key))


def within(table: Table, workspace: Workspace) -> ColumnElement[bool]:
    """The table's rows of one workspace: part of every query that is not the operator's own."""
    return and_(table.c.surface == workspace.surface, table.c.workspace == workspace.id)


def of_workspace(workspace: Workspace) -> dict[str, Any]:
    """The columns that name a workspace."""
    return {"surface": workspace.surface, "workspace": workspace.id}


def of_person(person: Person) -> dict[str, Any]:
    """The columns that name a person."""
    return {**of_workspace(person.workspace), "person": person.id}
