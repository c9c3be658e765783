"""The part of the store that connects workspaces: installations with their tokens, installations under way, the bot's own marks."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.storage.errors import StoreError
from bot.storage.opened import Opened, of_workspace, within
from bot.storage.records import Installation, Workspace
from bot.storage.secret_keys import HOW_TO_MAKE_ONE, CannotDecryptError, SecretKeys
from bot.storage.tables import installations, marks, oauth_states

logger = logging.getLogger(__name__)


class Connecting(Opened):
    """Installations, OAuth states, marks."""

    async def save_installation(self, installation: Installation) -> None:
        """Keep an installation in place of an earlier one; StoreError where no key is set to encrypt its secrets."""
        values = {
            **of_workspace(installation.workspace),
            "secrets": self._key_ring().encrypt(json.dumps(dict(installation.secrets))),
            "public": dict(installation.public),
            "installed_at": installation.installed_at,
        }
        insert = self._database.insert(installations).values(**values)
        replaced = {name: insert.excluded[name] for name in ("secrets", "public", "installed_at")}
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=list(installations.primary_key), set_=replaced))

    async def installation(self, workspace: Workspace) -> Installation | None:
        """The installation of a workspace, None where there is none; StoreError where the key of its secrets was lost."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(installations).where(within(installations, workspace)))).one_or_none()
        return None if row is None else self._decrypted(row)

    async def installations(self, surface: str) -> tuple[Installation, ...]:
        """Every installation of a surface; one whose key was lost is left out, with a line in the log."""
        query = select(installations).where(installations.c.surface == surface).order_by(installations.c.workspace)
        found = []
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        for row in rows:
            try:
                found.append(self._decrypted(row))
            except StoreError as error:
                logger.error("left out: %s", error)
        return tuple(found)

    async def unreadable_installations(self) -> tuple[Workspace, ...]:
        """Return the workspaces whose tokens cannot be decrypted with the keys that are set."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(installations).order_by(installations.c.surface, installations.c.workspace))).all()
        found = []
        for row in rows:
            try:
                self._decrypted(row)
            except StoreError:
                found.append(Workspace(row.surface, row.workspace))
        return tuple(found)

    async def issue_state(self, seconds: int) -> str:
        """A random text that `consume_state` takes once, for so many seconds; only its digest is stored."""
        state = secrets.token_urlsafe(32)
        values = {"digest": _digest(state), "expires_at": self._clock() + timedelta(seconds=seconds)}
        async with self._database.writing() as connection:
            await connection.execute(self._database.insert(oauth_states).values(**values))
        return state

    async def consume_state(self, state: str) -> bool:
        """Whether this state was issued, has not expired and was not consumed before; it is from now on."""
        taken = delete(oauth_states).where(oauth_states.c.digest == _digest(state)).returning(oauth_states.c.expires_at)
        async with self._database.writing() as connection:
            expires_at = (await connection.execute(taken)).scalar_one_or_none()
        return expires_at is not None and expires_at > self._clock()

    async def mark(self, name: str) -> str | None:
        """The value of a mark, None where it was never set."""
        async with self._database.reading() as connection:
            return (await connection.execute(select(marks.c.value).where(marks.c.name == name))).scalar_one_or_none()

    async def set_mark(self, name: str, value: str) -> None:
        """Keep a small note that outlives a restart. It belongs to the bot: neither name nor value may name a person or a workspace."""
        insert = self._database.insert(marks).values(name=name, value=value)
        async with self._database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=[marks.c.name], set_={"value": value}))

    async def _renew_encryption(self) -> None:
        """Encrypt with the first key what an older one encrypted; what no key opens stays as it is until its key is set again."""
        if self._keys is None:
            return
        async with self._database.writing() as connection:
            for row in (await connection.execute(select(installations))).all():
                workspace = Workspace(row.surface, row.workspace)
                try:
                    renewed = self._keys.renewed(row.secrets)
                except CannotDecryptError:
                    logger.error(_lost(workspace))
                    continue
                if renewed is not None:
                    await connection.execute(update(installations).where(within(installations, workspace)).values(secrets=renewed))

    def _decrypted(self, row: Row[Any]) -> Installation:
        workspace = Workspace(row.surface, row.workspace)
        try:
            opened = json.loads(self._key_ring().decrypt(row.secrets))
        except CannotDecryptError:
            raise StoreError(_lost(workspace)) from None
        return Installation(workspace, opened, row.public, row.installed_at)

    def _key_ring(self) -> SecretKeys:
        if self._keys is None:
            raise StoreError(f"SMALLPRINT_SECRET_KEY is not set; it encrypts the tokens of installations. Make one with: {HOW_TO_MAKE_ONE}")
        return self._keys


def _lost(workspace: Workspace) -> str:
    return (
        f"the tokens of the {workspace.surface} workspace {workspace.id} were encrypted with a key that is not among those in "
        "SMALLPRINT_SECRET_KEY; add that key after a comma, or install the app there again"
    )


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()
