"""The common base of the store's parts: a database, a clock, and the columns that name a workspace or a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_

from bot.storage.database import Database
from bot.storage.records import Person, Workspace

Clock = Callable[[], datetime]
"""Gives the time, aware and in UTC."""


class StorePart:
    """One part of the store: some tables and what is done with them. Every method raises StoreError if the database fails.

    A method with a parameter `connection` writes in that connection's transaction (`Store.transaction`), or else in one of its own.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock


def within(table: Table, workspace: Workspace) -> ColumnElement[bool]:
    """Select a table's rows of one workspace: part of every query that is not the operator's own."""
    return and_(table.c.surface == workspace.surface, table.c.workspace == workspace.id)


def of_workspace(workspace: Workspace) -> dict[str, Any]:
    """Return the columns that name a workspace."""
    return {"surface": workspace.surface, "workspace": workspace.id}


def of_person(person: Person) -> dict[str, Any]:
    """Return the columns that name a person."""
    return {**of_workspace(person.workspace), "person": person.id}
