"""Sessions of admins: kept in an encrypted cookie, over after half an hour without a page, after a working day, or by signing out.

The cookie says who it is; the store holds a number for each session until it ends, so that a copy of the cookie ends with it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi import Request, Response

from adapters.web.admin.cookies import SealedCookie
from adapters.web.admin.one_time_links import read_person, written
from adapters.web.links import ServiceLinks
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys
from bot.upkeep.curators import Curator

COOKIE = "smallprint_admin"
PURPOSE = "admin-session"
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)


class Session(NamedTuple):
    """A signed-in person: who they are and what they are called, the token that protects their forms, and the number in the store."""

    curator: Curator
    name: str
    csrf: str
    number: str

    def sent_by(self, token: str) -> bool:
        """Return True if a form with this token is one of ours, shown to this person."""
        return hmac.compare_digest(self.csrf.encode(), token.encode("utf-8", "replace"))


class Sessions:
    """Reads and writes the cookie. Without SMALLPRINT_SECRET_KEY a restart ends all sessions."""

    def __init__(self, store: Store, keys: SecretKeys | None, links: ServiceLinks, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._cookie = SealedCookie(COOKIE, f"{links.prefix}/admin", IDLE, keys, links)
        self._clock = clock

    async def begin(self, who: Curator, name: str = "") -> Session:
        """Return a new session."""
        number = await self._store.oauth_states.issue(int(LONGEST.total_seconds()), PURPOSE)
        return Session(who, name or who.person.id, secrets.token_urlsafe(24), number)

    async def read(self, request: Request) -> Session | None:
        """Return the session of a request; None if there is none, or it is over."""
        values = self._cookie.read(request)
        person = read_person(values["who"]) if values else None
        if values is None or person is None or self._clock().timestamp() - values["seen"] > IDLE.total_seconds():
            return None
        if not await self._store.oauth_states.is_good(values["number"], PURPOSE):
            return None
        return Session(Curator(person, values["is_admin"], values["shared"]), values["name"], values["csrf"], values["number"])

    def keep(self, response: Response, session: Session) -> None:
        """Let a response carry the session on."""
        (person, is_admin, shared), name, csrf, number = session
        values = {"who": written(person), "is_admin": is_admin, "shared": shared, "name": name, "csrf": csrf, "number": number}
        self._cookie.write(response, {**values, "seen": self._clock().timestamp()})

    async def end(self, response: Response, session: Session) -> None:
        """End a session, in whatever browser its cookie is."""
        await self._store.oauth_states.consume(session.number, PURPOSE)
        self._cookie.remove(response)
