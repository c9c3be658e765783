"""Reads DATABASE_URL as operators write it, and makes the SQLAlchemy engine for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.errors import StoreError

BUSY_SECONDS = 30  # how long a write waits for another process's; a purge or a migration takes far less
CONNECT_SECONDS = 10
COMMAND_SECONDS = 60  # on PostgreSQL, where a lost network would hold a command for a quarter of an hour
WRITES = "smallprint_writes"


def read_address(address: str) -> URL:
    """Return the URL of a database that can be used; StoreError, without the password, if the text names none."""
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


def names_missing_file(address: str) -> bool:
    """Return True if a database is a file that is not there yet, so that nothing has been stored."""
    url = read_address(address)
    return url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists()


def sqlite_engine(url: URL) -> AsyncEngine:
    """Make the engine for a file, which only its owner may read; the file and its folder are made if missing."""
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite's log takes the same mode
    except OSError as error:
        raise StoreError(f"the database {path} cannot be opened: {error.strerror}") from None
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    _set_up(engine.sync_engine)
    return engine


def sqlite_thread_engine(url: URL) -> Engine:
    """Make the engine by which a thread uses the file that `sqlite_engine` made."""
    engine = create_engine(url.set(drivername="sqlite"), hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    _set_up(engine)
    return engine


def _set_up(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's, adapted by SQLAlchemy
        connection.isolation_level = None  # transactions begin where `begin` says, not where the driver guesses
        cursor = connection.cursor()
        for setting in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            # IMMEDIATE, because a transaction that reads first and then writes could fail as busy.
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def postgresql_engine(url: URL) -> AsyncEngine:
    """Make the engine for a server; asyncpg reads the address itself, so sslmode, several hosts and the like work as in psql."""
    query = {"sslmode" if name == "ssl" else name: value for name, value in url.query.items()}
    address = url.set(drivername="postgresql", query=query).render_as_string(hide_password=False)

    async def connect(**_: object) -> Any:  # noqa: ANN401 - asyncpg has no types
        return await asyncpg.connect(address, timeout=CONNECT_SECONDS, command_timeout=COMMAND_SECONDS)

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        hide_parameters=True,
        pool_pre_ping=True,
        isolation_level="AUTOCOMMIT",  # or each reading, and each ping before it, begins and ends a transaction: six round trips for two
    )
