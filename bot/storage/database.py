"""The database behind the store: its connections and transactions. Knows no table."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.address import WRITES, postgresql_engine, read_address, sqlite_engine, sqlite_thread_engine
from bot.storage.errors import StoreError, is_transient, reason

LOG_TRIES, LOG_TRY_SECONDS = 200, 0.05
CHECK_SECONDS = 5  # a database that is slower than this can answer nobody
THREADS = 4
"""Threads that use SQLite for `at_once`: one writes, the others need not wait for it."""
REBUILD_SHARE = 0.01
"""At most so much of the time SQLite's file is being written anew, while nothing else can be written: a file of 1 GB takes 8 seconds."""

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Database:
    """Connections to SQLite or PostgreSQL; every failure comes out as StoreError.

    `at_once` is for what every answer reads and writes, `reading` and `writing` are for everything else.
    """

    def __init__(self, address: str) -> None:
        """Read the address as an operator writes it; StoreError if it cannot be used. Connects to nothing yet."""
        url = read_address(address)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.file = Path(str(url.database)) if self.is_sqlite else None
        self.name = url.set(query={}).render_as_string(hide_password=True)
        self._engine = sqlite_engine(url) if self.is_sqlite else postgresql_engine(url)
        transactions = {WRITES: True} if self.is_sqlite else {"isolation_level": "READ COMMITTED"}
        self._writing_engine = self._engine.execution_options(**transactions)
        self._thread_engine = sqlite_thread_engine(url) if self.is_sqlite else None
        self._threads = ThreadPoolExecutor(THREADS, "storage")
        # SQLite has one writer at a time; waiting here wakes up at once, waiting in SQLite polls.
        self._writer_lock: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._rebuild_from = 0.0
        self._closed = False

    async def enable_write_ahead_log(self) -> None:
        """Let SQLite's readers and its writer work side by side; to be called before anything is written."""
        if not self.is_sqlite:
            return
        for tries_left in reversed(range(LOG_TRIES)):
            try:
                async with self.reading() as connection:
                    await connection.execute(text("PRAGMA journal_mode=WAL"))
                return
            except StoreError as error:
                # If several processes open a new file at once, SQLite refuses all but one of them without waiting.
                if not error.transient or not tries_left:
                    raise
                await asyncio.sleep(LOG_TRY_SECONDS)

    @asynccontextmanager
    async def writing(self, connection: AsyncConnection | None = None) -> AsyncIterator[AsyncConnection]:
        """Open a transaction, committed at the end and rolled back if anything is raised; or join that of a connection."""
        if connection is not None:
            yield connection
            return
        with self._failures():
            async with self._writer_lock, self._writing_engine.begin() as opened:
                yield opened

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for reading. Each statement stands alone; on SQLite it never waits for a writer."""
        with self._failures():
            async with self._engine.connect() as connection:
                yield connection

    async def at_once(self, work: Callable[[Connection], T], *, writes: bool = False) -> T:
        """Do short work of what every answer takes, as `reading` or `writing` would; return what it returns.

        On SQLite the whole of it is done in a thread. By `reading` and `writing`, which go there and back for each statement,
        what a command reads and writes takes half as much processor time again.
        """
        with self._failures():
            if self._thread_engine is None:
                async with self._writing_engine.begin() if writes else self._engine.connect() as connection:
                    return await connection.run_sync(work)
            in_thread = partial(_do, self._thread_engine, work, writes=writes)
            async with self._writer_lock if writes else nullcontext():
                return await asyncio.get_running_loop().run_in_executor(self._threads, in_thread)

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        """Keep out others that ask for the same name, in this process and on PostgreSQL in every other; SQLite's file has one process.

        On PostgreSQL a connection is held meanwhile, one for each name; it lets go of the lock also if the process dies.
        """
        lock = self._locks.setdefault(name, asyncio.Lock())
        async with lock:
            if self.is_sqlite:
                yield
                return
            with self._failures():
                connection = await self._writing_engine.connect()
                await connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
            try:
                yield
            finally:
                await connection.close()

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Start an INSERT that can say what to do ON CONFLICT."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def upsert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Start an INSERT of whole rows, each of which takes the place of the one with its key."""
        insert = self.insert(table)
        return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=dict(insert.excluded.items()))

    async def check(self) -> None:
        """Raise StoreError if the database does not answer within some seconds."""
        with self._failures():
            async with asyncio.timeout(CHECK_SECONDS), self.reading() as connection:
                await connection.execute(text("SELECT 1"))

    async def server_time(self) -> datetime | None:
        """Return the time of the server's clock; None on SQLite."""
        if self.is_sqlite:
            return None
        async with self.reading() as connection:
            now: datetime = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
            return now

    async def want_rebuild(self, connection: AsyncConnection) -> None:
        """Note, in the transaction of a deletion, that SQLite's file is to be written anew; kept in the file's own header."""
        if self.is_sqlite:
            await connection.execute(text("PRAGMA user_version = 1"))

    async def wipe_traces(self, *, rebuild: bool) -> None:
        """Take what was deleted out of SQLite's files; PostgreSQL does its own housekeeping.

        SQLite's log, which holds copies of pages, is emptied. Deleted rows are overwritten in the file (secure_delete), but
        a row that SQLite had moved to another page before may have left a copy behind: `rebuild` writes the whole file anew,
        without those, if that is wanted and was not done just now. If another process is in the way, the next call does it.
        """
        if not self.is_sqlite:
            return
        try:
            with self._failures():
                async with self._writer_lock, self._engine.connect() as connection:
                    if rebuild and time.monotonic() >= self._rebuild_from and await self._rebuild_wanted(connection):
                        begun = time.monotonic()
                        await connection.execute(text("VACUUM"))
                        await connection.execute(text("PRAGMA user_version = 0"))
                        ended = time.monotonic()
                        self._rebuild_from = ended + (ended - begun) / REBUILD_SHARE
                    busy = (await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).scalar_one()
        except StoreError as error:
            if not error.transient:
                raise
            busy = True
        if busy:
            logger.warning("another process uses the database; traces of deleted rows are wiped from its files by the next purge")

    async def _rebuild_wanted(self, connection: AsyncConnection) -> bool:
        return bool((await connection.execute(text("PRAGMA user_version"))).scalar_one())

    async def close(self) -> None:
        """Close every connection; whatever is asked for later raises StoreError."""
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        if self._thread_engine is not None:
            self._thread_engine.dispose()
        await self._engine.dispose()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        if self._closed:
            raise StoreError("the store is closed")
        try:
            yield
        # Without its cause: a driver's error may quote the row that it is about.
        except (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, sqlite3.Error, OSError) as error:
            raise StoreError(f"the database {self.name} failed: {reason(error)}", transient=is_transient(error)) from None


def _do(engine: Engine, work: Callable[[Connection], T], *, writes: bool) -> T:
    with engine.connect() as connection:
        if not writes:
            return work(connection)
        with connection.execution_options(**{WRITES: True}).begin():
            return work(connection)
