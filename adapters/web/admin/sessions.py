"""Sessions of admins: kept in an encrypted cookie, over after half an hour without a page or after a working day."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi import Request, Response

from adapters.web.admin.sign_in import SignedIn, read_person, written
from adapters.web.links import ServiceLinks
from bot.storage.secret_keys import CannotDecryptError, SecretKeys
from bot.upkeep.desk import Curator

COOKIE = "smallprint_admin"
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)


class Session(NamedTuple):
    """A signed-in person: their name, when they signed in, and the token that protects their forms."""

    who: SignedIn
    csrf: str
    since: float

    @property
    def curator(self) -> Curator:
        """The person, as the desk knows them."""
        return Curator(*self.who)

    def sent_by(self, token: str) -> bool:
        """Return True if a form with this token is one of ours, shown to this person."""
        return hmac.compare_digest(self.csrf.encode(), token.encode("utf-8", "replace"))


class Sessions:
    """Reads and writes the cookie. Without SMALLPRINT_SECRET_KEY a restart ends all sessions."""

    def __init__(self, keys: SecretKeys | None, links: ServiceLinks, clock: Callable[[], datetime]) -> None:
        self._keys = (keys or SecretKeys([secrets.token_urlsafe(32)])).for_purpose(b"admin session")
        self._path = f"{links.prefix}/admin"
        self._secure = links.public_url.startswith("https:")
        self._clock = clock

    def begin(self, who: SignedIn) -> Session:
        """Return a new session."""
        return Session(who, secrets.token_urlsafe(24), self._clock().timestamp())

    def read(self, request: Request) -> Session | None:
        """Return the session of whoever asks; None if there is none, or it is over."""
        try:
            held = json.loads(self._keys.decrypt(request.cookies.get(COOKIE, "")))
        except (CannotDecryptError, ValueError):
            return None
        now = self._clock().timestamp()
        person = read_person(held["who"])
        if person is None or now - held["seen"] > IDLE.total_seconds() or now - held["since"] > LONGEST.total_seconds():
            return None
        return Session(SignedIn(person, held["is_admin"], held["shared"]), held["csrf"], held["since"])

    def keep(self, response: Response, session: Session) -> None:
        """Let a response carry the session on."""
        (person, is_admin, shared), csrf, since = session
        held = {"who": written(person), "is_admin": is_admin, "shared": shared, "csrf": csrf, "since": since}
        value = self._keys.encrypt(json.dumps({**held, "seen": self._clock().timestamp()}))
        response.set_cookie(
            COOKIE, value, max_age=int(IDLE.total_seconds()), path=self._path, secure=self._secure, httponly=True, samesite="strict"
        )

    def end(self, response: Response) -> None:
        """Let a response take the session away."""
        response.delete_cookie(COOKIE, path=self._path, secure=self._secure, httponly=True, samesite="strict")
