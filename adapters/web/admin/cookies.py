"""A cookie that only we can read and write, and that no script and no form of another site gets to use."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi import Request, Response

from adapters.web.links import ServiceLinks
from bot.storage.secret_keys import CannotDecryptError, SecretKeys


class SealedCookie:
    """A cookie below a path, encrypted with the keys of the service, or for as long as the process runs if it has none.

    It comes along when a link of another site is followed, as from Slack's page on which somebody has signed in, and with no form of
    another site ("lax").
    """

    def __init__(self, name: str, path: str, kept: timedelta, keys: SecretKeys | None, links: ServiceLinks) -> None:
        self._name = name
        self._path = path
        self._seconds = int(kept.total_seconds())
        self._keys = (keys or SecretKeys([secrets.token_urlsafe(32)])).for_purpose(name.encode())
        self._secure = links.public_url.startswith("https:")

    def read(self, request: Request) -> dict[str, Any] | None:
        """Return what was written, None if nothing was, or somebody else wrote it."""
        try:
            values: dict[str, Any] = json.loads(self._keys.decrypt(request.cookies.get(self._name, "")))
        except (CannotDecryptError, ValueError):
            return None
        return values

    def write(self, response: Response, values: Mapping[str, Any]) -> None:
        """Let a response set the cookie."""
        value = self._keys.encrypt(json.dumps(values))
        response.set_cookie(self._name, value, max_age=self._seconds, path=self._path, secure=self._secure, httponly=True, samesite="lax")

    def remove(self, response: Response) -> None:
        """Let a response take the cookie away."""
        response.delete_cookie(self._name, path=self._path, secure=self._secure, httponly=True, samesite="lax")
