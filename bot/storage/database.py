"""The database behind a store: reading its address, its connections, and its troubles in words. Holds no table."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Connection, Dialect, Executable, Table, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import StoreError

BUSY_SECONDS = 30  # how long a write waits for another process's; a purge or a migration takes far less
LOG_TRIES, LOG_TRY_SECONDS = 200, 0.05
CONNECT_SECONDS = 10
COMMAND_SECONDS = 60  # on PostgreSQL, where a lost network would hold a command for a quarter of an hour
CHECK_SECONDS = 5  # a database that is slower than this can answer nobody
PASSING_STATES = ("08", "40", "53", "55P03", "57")  # SQLSTATE: connection lost, deadlock, out of resources, locked, shutting down
WRITES = "smallprint_writes"

logger = logging.getLogger(__name__)


class Database:
    """Connections to SQLite or PostgreSQL; every trouble comes out as StoreError."""

    def __init__(self, address: str) -> None:
        """Take the address as an operator writes it; StoreError where it cannot be used. Connects to nothing yet."""
        url = _read(address)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.name = url.set(query={}).render_as_string(hide_password=True)
        self._engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._writing_engine = self._engine.execution_options(**{WRITES: True})
        self._rebuild_wanted = False
        # SQLite has one writer at a time; waiting here wakes up at once, waiting in SQLite polls.
        self._turn_to_write: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()

    async def prepare(self) -> None:
        """To be called before anything is written: SQLite's write-ahead log, in which readers and the writer do not wait for each other."""
        if not self.is_sqlite:
            return
        for tries_left in reversed(range(LOG_TRIES)):
            try:
                async with self.reading() as connection:
                    await connection.execute(text("PRAGMA journal_mode=WAL"))
                return
            except StoreError as error:
                # Where several processes open a new file at once, SQLite refuses all but one of them without waiting.
                if not error.transient or not tries_left:
                    raise
                await asyncio.sleep(LOG_TRY_SECONDS)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction that writes; committed at the end, rolled back where anything was raised."""
        with self._troubles():
            async with self._turn_to_write, self._writing_engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading. On SQLite each statement stands alone; it never waits for a writer."""
        with self._troubles():
            async with self._engine.connect() as connection:
                yield connection

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that can say what to do ON CONFLICT."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    @property
    def dialect(self) -> Dialect:
        """How the database speaks SQL."""
        return self._engine.dialect

    def compiled(self, statement: Executable) -> str:
        """The SQL of a statement with one parameter at most, for `run`."""
        return str(statement.compile(dialect=self.dialect))  # type: ignore[attr-defined]  # every statement has it

    async def run(self, connection: AsyncConnection, sql: str, parameter: str) -> Sequence[Sequence[Any]]:
        """Run SQL with one parameter; the rows that it gives. On SQLite in one change of threads, where a cursor takes four."""
        if self.is_sqlite:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            rows: Sequence[Sequence[Any]] = await driver.execute_fetchall(sql, (parameter,))
            return rows
        result = await connection.exec_driver_sql(sql, (parameter,))
        return result.all() if result.returns_rows else ()

    async def check(self) -> None:
        """StoreError where the database does not answer."""
        with self._troubles():
            async with asyncio.timeout(CHECK_SECONDS), self.reading() as connection:
                await connection.execute(text("SELECT 1"))

    async def wipe_traces(self, *, everywhere: bool) -> None:
        """Take what was deleted out of SQLite's files; PostgreSQL does its own housekeeping.

        Its log, which holds copies of pages, is emptied. Deleted rows are overwritten in the file when they go
        (secure_delete), but a row that SQLite had moved to another page before may have left a copy behind: `everywhere`
        writes the whole file anew, without those. What another process hinders is done by the next call.
        """
        if not self.is_sqlite:
            return
        self._rebuild_wanted |= everywhere
        try:
            with self._troubles():
                async with self._turn_to_write, self._engine.connect() as connection:
                    if self._rebuild_wanted:
                        await connection.execute(text("VACUUM"))
                        self._rebuild_wanted = False
                    busy = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).scalar_one()
        except StoreError as error:
            if not error.transient:
                raise
            busy = True
        if busy:
            logger.warning("another process uses the database; traces of deleted rows are wiped from its files by the next purge")

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        # Without its cause: a driver's error may quote the row that it is about.
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error, OSError) as error:
            raise StoreError(f"the database {self.name} failed: {_reason(error)}", transient=_passes(error)) from None


def _read(address: str) -> URL:
    try:
        url = make_url(address.strip())
    except (ArgumentError, ValueError):
        # Nothing of it is repeated: what cannot be read may hold a password anywhere.
        raise StoreError(
            "DATABASE_URL cannot be read; it looks like sqlite:///smallprint.db or postgresql://user:password@host/name"
        ) from None
    backend = {"postgres": "postgresql"}.get(url.get_backend_name(), url.get_backend_name())
    if "@" in (url.host or ""):
        raise StoreError("DATABASE_URL has more than one @; in a user's name or password it is written %40")
    if backend == "postgresql":
        return url.set(drivername=backend)
    if backend != "sqlite":
        raise StoreError(f"DATABASE_URL names {backend}; Smallprint stores in SQLite (sqlite:///…) or PostgreSQL (postgresql://…)")
    if url.database in (None, "", ":memory:") or "mode" in url.query:
        raise StoreError("DATABASE_URL names no file; what is stored has to outlive a restart: sqlite:///smallprint.db")
    return url.set(drivername="sqlite+aiosqlite")


def _sqlite_engine(url: URL) -> AsyncEngine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # for nobody else to read; SQLite's log takes the same mode
    except OSError as error:
        raise StoreError(f"the database {path} cannot be opened: {error.strerror}") from None
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's, adapted by SQLAlchemy
        connection.isolation_level = None  # transactions begin where `begin` says, not where the driver guesses
        cursor = connection.cursor()
        for setting in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            # IMMEDIATE, because a transaction that reads first and then writes would fail as busy. Straight to the driver, because each
            # of a cursor's steps is a change of threads and back.
            adapted: Any = connection.connection.dbapi_connection
            adapted.run_async(lambda driver: driver.execute("BEGIN IMMEDIATE"))

    return engine


def _postgresql_engine(url: URL) -> AsyncEngine:
    # asyncpg reads the address itself, so that sslmode, several hosts and the like work as in every other PostgreSQL client.
    query = {"sslmode" if name == "ssl" else name: value for name, value in url.query.items()}
    address = url.set(drivername="postgresql", query=query).render_as_string(hide_password=False)

    async def connect(**_: object) -> Any:  # noqa: ANN401 - asyncpg has no types
        return await asyncpg.connect(address, timeout=CONNECT_SECONDS, command_timeout=COMMAND_SECONDS)

    return create_async_engine("postgresql+asyncpg://", async_creator=connect, hide_parameters=True, pool_pre_ping=True)


def _reason(error: BaseException) -> str:
    """What the driver says, in one line and without its details, which may quote a row."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    cause = cause.__cause__ or cause
    if isinstance(cause, TimeoutError):
        return "it did not answer in time"
    lines = str(cause).splitlines()
    return lines[0] if lines else type(cause).__name__


def _passes(error: BaseException) -> bool:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR  # what is left is busy, locked, full or unreadable
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return str(state).startswith(PASSING_STATES)
    return isinstance(error, (OSError, NoFreeConnectionError)) or (isinstance(error, DBAPIError) and error.connection_invalidated)
