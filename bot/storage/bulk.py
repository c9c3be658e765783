"""Many rows for one statement, as one JSON text, and the rows that it finds as another.

So a statement takes one step for all of its rows. SQLite's driver lets go of Python's lock at each step of each row, and with the
loop at work it took milliseconds to have it again: every row, and every row that was read, could cost as much.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Dialect, FromClause, Select, Text, bindparam, cast, func, literal_column, select, true

Row = Sequence[Any]


class Given:
    """The rows that are given to a statement: a table in it, with the columns and types of some columns of ours."""

    def __init__(self, dialect: Dialect, columns: Sequence[Column[Any]]) -> None:
        """Take the columns, in the order of the values of a row."""
        self._processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
        rows: ColumnElement[Any] = bindparam("rows", type_=Text)
        cell: Callable[[int, Column[Any]], ColumnElement[Any]]
        if dialect.name == "sqlite":
            self.table: FromClause = func.json_each(rows).table_valued("value", name="given")
            cell = lambda place, _: func.json_extract(self.table.c.value, literal_column(f"'$[{place}]'"))  # noqa: E731
        else:
            self.table = func.json_array_elements(cast(rows, JSON)).table_valued("value", name="given")
            cell = lambda place, column: cast(self.table.c.value.op("->>")(literal_column(str(place))), column.type)  # noqa: E731
        self.cells = {column.name: cell(place, column) for place, column in enumerate(columns)}

    def selected(self) -> Select[Any]:
        """The rows as an INSERT takes them; with a condition, or SQLite would read ON CONFLICT as that of a join."""
        return select(*self.cells.values()).select_from(self.table).where(true())

    def are(self, columns: Iterable[Column[Any]]) -> list[ColumnElement[bool]]:
        """The condition that columns of another table have a row's values."""
        return [column == self.cells[column.name] for column in columns]

    def text(self, rows: Iterable[Row]) -> str:
        """Some rows, one at least, as the statement's parameter."""
        columns = [
            values if process is None else map(process, values)
            for process, values in zip(self._processors, zip(*rows, strict=True), strict=True)
        ]
        return json.dumps(list(zip(*columns, strict=True)), default=str)


def found(dialect: Dialect, columns: Sequence[Column[Any]]) -> ColumnElement[Any]:
    """The values of some columns in all rows that a query finds, as one JSON text, for `rows_of`."""
    if dialect.name == "sqlite":
        return func.json_group_array(func.json_array(*(func.json(held) if isinstance(held.type, JSON) else held for held in columns)))
    return cast(func.json_agg(func.json_build_array(*columns)), Text)


def rows_of(text: str | None) -> list[list[Any]]:
    """The rows behind the JSON text of a query; PostgreSQL gives none where it found none."""
    return json.loads(text) if text else []
