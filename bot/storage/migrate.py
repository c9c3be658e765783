"""Brings a database's tables up to date, or refuses one that a newer Smallprint wrote. The steps are in `migrations`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage.errors import StoreError

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x536D616C6C70726E  # any number that no other program takes as its advisory lock: "Smallprn"


def migrate(connection: Connection) -> None:
    """Run the steps that are missing, inside the connection's write transaction; the caller commits.

    Several processes may do so at once: the second waits for the first and finds nothing left to do. Raises StoreError,
    with nothing changed, if the database is at a step that this version does not know.
    """
    if connection.dialect.name == "postgresql":  # SQLite's write transaction shuts others out already
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = alembic_config(connection)
    steps = ScriptDirectory.from_config(config)
    known = {step.revision for step in steps.walk_revisions()}
    reached = MigrationContext.configure(connection).get_current_heads()
    for revision in reached:
        if revision not in known:
            raise StoreError(
                f"the database was written by a newer Smallprint: its tables are at step {revision}, this version knows them up to "
                f"{steps.get_current_head()}. Update Smallprint, or let DATABASE_URL name another database; nothing was changed"
            )
    if set(reached) != set(steps.get_heads()):
        command.upgrade(config, "head")


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for our steps on a connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
