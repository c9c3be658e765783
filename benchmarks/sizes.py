"""Estimate the size of the database with so many workspaces: bytes a row as SQLite stores it, times the rows that are kept.

Run with `python -m benchmarks.sizes`. What is assumed of people stands in `KEPT`; put your own figures there.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, Table

from bot.storage import Store
from bot.storage.column_types import Instant
from bot.storage.tables import metadata

ROWS = 20_000
QUESTIONS = 20
"""Questions a workspace asks a day."""
KEPT = {
    "conversations": QUESTIONS / 8 / 2,  # half an hour of a working day
    "deliveries": QUESTIONS,  # a day's
    "ratings": QUESTIONS * 365 / 50,  # one answer in fifty is rated, kept for a year
    "queue": QUESTIONS * 90 / 200,  # one in two hundred is sent to the curators, kept for 90 days
    "counters": 14 * 12,  # fourteen weeks', in each of which a dozen platforms are asked about
    "installations": 1,
    "workspace_settings": 0.1,
    "outbox": 1,  # a week's
    "follows": 5,
}
"""Rows of a workspace that are kept at a time; `topic_counters` have some ten thousand, however many workspaces there are."""
SIZES = (1_000, 10_000, 100_000)


def bytes_a_row(name: str) -> tuple[float, float]:
    """Fill one table as people would; return how much the file grew for each row, and the processor time of writing it anew a GB."""
    table = metadata.tables[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.db"
        asyncio.run(_made(path))
        with closing(sqlite3.connect(path)) as connection:
            before = _size(connection)
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(table))  # noqa: S608 - our own table's name
            connection.commit()
            size, start = _size(connection), time.process_time()
            connection.execute("VACUUM")
            return (size - before) / ROWS, (time.process_time() - start) / size * 10**9


def main() -> None:
    """Print bytes a row, and the size of the database for each number of workspaces."""
    measured = {name: bytes_a_row(name) for name in KEPT}
    sizes = {name: size for name, (size, _) in measured.items()}
    print(f"| table | bytes a row | rows a workspace |{''.join(f' {count:,} |' for count in SIZES)}")
    print(f"|---|--:|--:|{'--:|' * len(SIZES)}")
    for name, rows in KEPT.items():
        print(f"| {name} | {sizes[name]:.0f} | {rows:,.1f} |{''.join(f' {_mb(sizes[name] * rows * count)} |' for count in SIZES)}")
    whole = sum(sizes[name] * rows for name, rows in KEPT.items())
    print(f"| all | | |{''.join(f' {_mb(whole * count)} |' for count in SIZES)}")
    anew = sum(seconds * sizes[name] * KEPT[name] for name, (_, seconds) in measured.items()) / whole
    print(f"\nWriting a file of these tables anew (VACUUM): {anew:.0f} s of processor time a GB")


async def _made(path: Path) -> None:
    await (await Store.open(f"sqlite:///{path}", keys=None)).close()


def _size(connection: sqlite3.Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size)


def _rows(table: Table) -> Iterator[tuple[Any, ...]]:
    for number in range(ROWS):
        yield tuple(_value(column.name, column.type, number) for column in table.columns)


def _value(name: str, kind: object, number: int) -> object:
    """Return a value as long as a real one."""
    match kind:
        case Integer() | Boolean():
            return number + 1 if name == "id" else number % 2
        case Date():
            return f"2026-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        case Instant():
            return 1_796_000_000_000_000 + number
        case JSON():
            return '{"channel": "C0123456789", "thread": "1796000000.123456"}'
    longer = {"secrets": 400, "text": 120, "address": 80, "card": 0}.get(name, 0)
    return {"surface": "slack", "workspace": f"T{number:010}", "state": "sent"}.get(name, f"{number:016}".ljust(longer, "x"))


def _mb(count: float) -> str:
    return f"{count / 10**6:,.0f} MB" if count < 10**9 else f"{count / 10**9:,.1f} GB"


if __name__ == "__main__":
    main()
