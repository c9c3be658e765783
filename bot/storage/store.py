"""The store: opens the database, brings it up to date, and holds the parts. What each part keeps is its own module's."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.backlog import Backlog
from bot.storage.conversations import Conversations
from bot.storage.counters import Counters
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.feedback import Feedback
from bot.storage.follows import Follows
from bot.storage.group_commit import GroupCommit
from bot.storage.installations import Installations
from bot.storage.jobs import Jobs
from bot.storage.local_notes import LocalNotes
from bot.storage.migrate import earlier_step, migrate
from bot.storage.notes import Notes
from bot.storage.oauth_states import OAuthStates
from bot.storage.outbox import Outbox
from bot.storage.part import Clock
from bot.storage.personal import PersonalData
from bot.storage.positions import Positions
from bot.storage.queue import Queue
from bot.storage.secret_keys import SecretKeys
from bot.storage.source_states import SourceStates
from bot.storage.workspace_settings import WorkspaceSettings
from knowledge.dates import now

RETENTION_DAYS = 90  # contract.md, SMALLPRINT_RETENTION_DAYS


class Store:
    """Everything that outlives a restart, in parts. Made by `open`, closed by `close`."""

    def __init__(self, database: Database, keys: SecretKeys | None, retention_days: int, clock: Clock) -> None:
        self._database = database
        self._group = group = GroupCommit(database)
        self.deliveries = Deliveries(database, clock, group)
        self.conversations = Conversations(database, clock, group)
        self.feedback = Feedback(database, clock)
        self.queue = Queue(database, clock, retention_days)
        self.counters = Counters(database, clock, group)
        self.installations = Installations(database, clock, keys)
        self.oauth_states = OAuthStates(database, clock)
        self.notes = Notes(database, clock)
        self.workspace_settings = WorkspaceSettings(database, clock)
        self.local_notes = LocalNotes(database, clock)
        self.follows = Follows(database, clock)
        self.positions = Positions(database, clock)
        self.outbox = Outbox(database, clock)
        self.jobs = Jobs(database, clock)
        self.backlog = Backlog(database, clock)
        self.source_states = SourceStates(database, clock)
        self.personal = PersonalData(database, clock, retention_days)
        self.renewed_at_opening = 0
        """The number of installations encrypted anew with the first key when the store was opened."""

    @classmethod
    async def open(cls, url: str, *, keys: SecretKeys | None, retention_days: int = RETENTION_DAYS, clock: Clock = now) -> Self:
        """Open the database at an SQLAlchemy URL, bring its tables up to date, and encrypt tokens with the first key.

        Raises StoreError, with a sentence for the operator, if the URL cannot be used, the database does not answer, or a
        newer Smallprint wrote it.
        """
        database = Database(url)
        store = cls(database, keys, retention_days, clock)
        try:
            await database.enable_write_ahead_log()
            async with database.writing() as connection:
                await connection.run_sync(migrate)
            store.renewed_at_opening = await store.installations.renew_encryption()
        except BaseException:
            await store.close()
            raise
        return store

    @staticmethod
    async def earlier_step(url: str) -> str | None:
        """Return the step of an earlier version that a database's tables are at, which `open` would change; None if there is none."""
        database = Database(url)
        try:
            async with database.reading() as connection:
                return await connection.run_sync(earlier_step)
        finally:
            await database.close()

    def transaction(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction for calls that belong together; each of them is given the connection."""
        return self._database.writing()

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """Do something that only one process may do at a time; others that ask for the same name wait. StoreError if that fails."""
        return self._database.alone(name)

    async def check(self) -> None:
        """Raise StoreError if the database does not answer within some seconds: then nothing can be answered either."""
        await self._database.check()

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database, None on PostgreSQL."""
        return self._database.file

    async def server_time(self) -> datetime | None:
        """Return what time it is for the database's server; None on SQLite, which has no clock of its own."""
        return await self._database.server_time()

    async def close(self) -> None:
        """Write what still waits, and close the database."""
        await self._group.close()
        await self._database.close()
