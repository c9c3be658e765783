"""The store: opens the database, brings it up to date, and joins the parts. What each part keeps is its own module's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from bot.storage.connecting import Connecting
from bot.storage.database import Database
from bot.storage.feedback import Feedback
from bot.storage.migrate import migrate
from bot.storage.personal import PersonalData
from bot.storage.secret_keys import SecretKeys

RETENTION_DAYS = 90  # contract.md, SMALLPRINT_RETENTION_DAYS


def _now() -> datetime:
    return datetime.now(UTC)


class Store(Feedback, Connecting, PersonalData):
    """Everything that outlives a restart. Made by `open`, used on the loop on which it was opened, closed by `close`.

    Every method raises StoreError where the database fails.
    """

    @classmethod
    async def open(
        cls, url: str, *, keys: SecretKeys | None, retention_days: int = RETENTION_DAYS, clock: Callable[[], datetime] = _now
    ) -> Self:
        """Open the database at an SQLAlchemy URL, bring its tables up to date, and encrypt tokens with the first key.

        StoreError, with a sentence for the operator, where the URL cannot be used, the database does not answer, or a
        newer Smallprint wrote it.
        """
        database = Database(url)
        try:
            await database.prepare()
            async with database.writing() as connection:
                await connection.run_sync(migrate)
        except BaseException:
            await database.close()
            raise
        store = cls(database, keys, retention_days, clock)
        try:
            await store._renew_encryption()
        except BaseException:
            await store.close()
            raise
        return store

    async def check(self) -> None:
        """StoreError where the database does not answer within some seconds: then nothing can be answered either."""
        await self._database.check()

    async def close(self) -> None:
        """Write what waits, and close; StoreError where it could not be written."""
        try:
            await self._reader.close()
            await self._writer.close()
        finally:
            await self._database.close()
