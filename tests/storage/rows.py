"""Rows of every table, made from the tables alone, so that a table that is added is tested without a word here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, Table, insert, select

from bot.storage import Person, Store
from bot.storage.column_types import Instant
from bot.storage.tables import metadata

Rows = dict[str, list[dict[str, Any]]]
"""The rows of each table, each by column."""


async def put(store: Store, table: Table, person: Person, day: datetime) -> None:
    """Put a row about a person into a table, as old as `day`."""
    async with store._database.writing() as connection:
        await connection.execute(insert(table).values(_row(table, person, day)))


async def fill(store: Store, person: Person, day: datetime, column: str) -> int:
    """Put such a row into every table that has this column; how many."""
    tables = [table for table in metadata.sorted_tables if column in table.c]
    for table in tables:
        await put(store, table, person, day)
    return len(tables)


async def rows_of(store: Store) -> Rows:
    """Every row of every table."""
    async with store._database.reading() as connection:
        return {
            table.name: sorted(map(dict, (await connection.execute(select(table))).mappings()), key=repr)
            for table in metadata.sorted_tables
        }


async def clear(store: Store) -> None:
    """Empty every table."""
    async with store._database.writing() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(table.delete())


def _row(table: Table, person: Person, day: datetime) -> dict[str, Any]:
    known = {"surface": person.workspace.surface, "workspace": person.workspace.id, "person": person.id}
    words = f"{person.id} in {person.workspace.id}"
    return {
        column.name: known[column.name] if column.name in known else _value(column.type, words, day)
        for column in table.c
        if column.name != "id"  # which the database gives
    }


def _value(kind: object, words: str, day: datetime) -> object:
    if isinstance(kind, JSON):
        return [words]
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, Date):
        return date(day.year, day.month, day.day)
    return day if isinstance(kind, Instant) else words
