"""Installations: the bot in a workspace, with its tokens, which are stored encrypted."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.errors import StoreError
from bot.storage.part import Clock, StorePart, of_workspace, within
from bot.storage.records import Installation, Workspace
from bot.storage.secret_keys import HOW_TO_MAKE_ONE, CannotDecryptError, SecretKeys
from bot.storage.tables import installations

logger = logging.getLogger(__name__)


class Installations(StorePart):
    """The installations of all surfaces."""

    def __init__(self, database: Database, clock: Clock, keys: SecretKeys | None) -> None:
        super().__init__(database, clock)
        self._keys = keys

    async def save(self, installation: Installation, connection: AsyncConnection | None = None) -> None:
        """Keep an installation in place of an earlier one; StoreError if no key is set to encrypt its secrets."""
        row = {
            **of_workspace(installation.workspace),
            "secrets": self._key_ring().encrypt(json.dumps(dict(installation.secrets))),
            "public": dict(installation.public),
            "installed_at": installation.installed_at,
        }
        async with self._database.writing(connection) as writing:
            await writing.execute(self._database.upsert(installations), row)

    async def get(self, workspace: Workspace) -> Installation | None:
        """Return the installation of a workspace, None if there is none; StoreError if the key of its secrets was lost."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(installations).where(within(installations, workspace)))).one_or_none()
        return None if row is None else self._decrypt(row)

    async def all(self, surface: str) -> tuple[Installation, ...]:
        """Return every installation of a surface; one whose key was lost is left out, with a line in the log."""
        found = []
        for row in await self._rows(installations.c.surface == surface):
            try:
                found.append(self._decrypt(row))
            except StoreError as error:
                logger.error("left out: %s", error)
        return tuple(found)

    async def unreadable(self) -> tuple[Workspace, ...]:
        """Return the workspaces of all surfaces whose tokens cannot be decrypted with the keys that are set."""
        found = []
        for row in await self._rows(true()):
            try:
                self._decrypt(row)
            except StoreError:
                found.append(Workspace(row.surface, row.workspace))
        return tuple(found)

    async def renew_encryption(self) -> int:
        """Encrypt with the first key what an older one encrypted, and return how many that were.

        What no key opens stays as it is until its key is set again.
        """
        if self._keys is None:
            return 0
        count = 0
        async with self._database.writing() as connection:
            # Locked: a token that another process exchanges meanwhile must not be overwritten by the one before.
            for row in (await connection.execute(select(installations).with_for_update())).all():
                workspace = Workspace(row.surface, row.workspace)
                try:
                    renewed = self._keys.renewed(row.secrets)
                except CannotDecryptError:
                    logger.error(_key_was_lost(workspace))
                    continue
                if renewed is not None:
                    await connection.execute(update(installations).where(within(installations, workspace)).values(secrets=renewed))
                    count += 1
        return count

    async def _rows(self, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
        query = select(installations).where(which).order_by(installations.c.surface, installations.c.workspace)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).all()

    def _decrypt(self, row: Row[Any]) -> Installation:
        workspace = Workspace(row.surface, row.workspace)
        try:
            secrets = json.loads(self._key_ring().decrypt(row.secrets))
        except CannotDecryptError:
            raise StoreError(_key_was_lost(workspace)) from None
        return Installation(workspace, secrets, row.public, row.installed_at)

    def _key_ring(self) -> SecretKeys:
        if self._keys is None:
            raise StoreError(f"SMALLPRINT_SECRET_KEY is not set; it encrypts the tokens of installations. Make one with: {HOW_TO_MAKE_ONE}")
        return self._keys


def _key_was_lost(workspace: Workspace) -> str:
    return (
        f"the tokens of the {workspace.surface} workspace {workspace.id} were encrypted with a key that is not among those in "
        "SMALLPRINT_SECRET_KEY; add that key after a comma, or install the app there again"
    )
