"""Brings a database's tables up to date, or refuses one that a newer Smallprint wrote. The steps are in `migrations`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.storage.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x536D616C6C70726E  # any number that no other program takes as its advisory lock: "Smallprn"


def migrate(connection: Connection) -> None:
    """Run the steps that are missing, inside the connection's write transaction; the caller commits.

    Several processes may do so at once: the second waits for the first and finds nothing left to do. Raises StoreError,
    with nothing changed, if the database is at a step that this version does not know.
    """
    if connection.dialect.name == "postgresql":  # SQLite's write transaction shuts others out already
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    steps, reached = _steps(), _reached(connection)
    if reached is not None and reached < steps[0]:
        raise StoreError(
            f"the database is of a Smallprint from before the first release: its tables are at step {reached}, this version knows them "
            f"from {steps[0]} on. Let DATABASE_URL name another database; nothing was changed"
        )
    if reached is not None and reached not in steps:
        raise StoreError(
            f"the database was written by a newer Smallprint: its tables are at step {reached}, this version knows them up to "
            f"{steps[-1]}. Update Smallprint, or let DATABASE_URL name another database; nothing was changed"
        )
    if reached != steps[-1]:
        from alembic import command  # here, because most starts need no step, and loading it takes a quarter of a second

        command.upgrade(alembic_config(connection), "head")


def earlier_step(connection: Connection) -> str | None:
    """Return the step of an earlier version that the tables are at; None if they are up to date, not there, or a newer version's."""
    reached = _reached(connection)
    return reached if reached in _steps()[:-1] else None


def _steps() -> list[str]:
    """Return every step that this version knows, in order."""
    return sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9]*.py"))


def _reached(connection: Connection) -> str | None:
    """Return the step that the tables are at, None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for our steps on a connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
