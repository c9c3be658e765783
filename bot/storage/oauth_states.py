"""States of installations under way: random texts, each good for one return from the surface's consent page."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete

from bot.storage.part import StorePart
from bot.storage.tables import oauth_states


class OAuthStates(StorePart):
    """Issued states, of which only digests are stored."""

    async def issue(self, seconds: int) -> str:
        """Return a random text that `consume` takes once, for so many seconds."""
        state = secrets.token_urlsafe(32)
        values = {"digest": _digest(state), "expires_at": self._clock() + timedelta(seconds=seconds)}
        async with self._database.writing() as connection:
            await connection.execute(self._database.insert(oauth_states).values(**values))
        return state

    async def consume(self, state: str) -> bool:
        """Consume a state; return False if it is unknown, expired or used."""
        taken = delete(oauth_states).where(oauth_states.c.digest == _digest(state)).returning(oauth_states.c.expires_at)
        async with self._database.writing() as connection:
            expires_at = (await connection.execute(taken)).scalar_one_or_none()
        return expires_at is not None and expires_at > self._clock()


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()
