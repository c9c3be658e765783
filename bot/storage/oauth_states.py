"""Random texts, each good once: for the return from a consent page, for a sign-in by link, for the end of a session on the web."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from bot.storage.part import StorePart
from bot.storage.tables import oauth_states


class OAuthStates(StorePart):
    """Issued texts, of which only digests are stored. One that was issued for a purpose is good for that one alone."""

    async def issue(self, seconds: int, purpose: str = "") -> str:
        """Return a random text that `consume` takes once, for so many seconds."""
        state = secrets.token_urlsafe(32)
        values = {"digest": _digest(state, purpose), "expires_at": self._clock() + timedelta(seconds=seconds)}
        async with self._database.writing() as connection:
            await connection.execute(self._database.insert(oauth_states).values(**values))
        return state

    async def is_good(self, state: str, purpose: str = "") -> bool:
        """Return True if a state could still be consumed."""
        found = select(oauth_states.c.expires_at).where(oauth_states.c.digest == _digest(state, purpose))
        async with self._database.reading() as connection:
            expires_at = (await connection.execute(found)).scalar_one_or_none()
        return expires_at is not None and expires_at > self._clock()

    async def consume(self, state: str, purpose: str = "") -> bool:
        """Consume a state; return False if it is unknown, expired, used or was issued for another purpose."""
        taken = delete(oauth_states).where(oauth_states.c.digest == _digest(state, purpose)).returning(oauth_states.c.expires_at)
        async with self._database.writing() as connection:
            expires_at = (await connection.execute(taken)).scalar_one_or_none()
        return expires_at is not None and expires_at > self._clock()


def _digest(state: str, purpose: str) -> str:
    text = f"{purpose}\n{state}" if purpose else state
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
