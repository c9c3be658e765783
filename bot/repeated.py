"""Questions that are asked again word for word: what they were answered with on that day, without their words.

Many people ask the same thing, and examples are pressed. A question is known again by a digest under a key that lives only
as long as the process, so that nobody's words are kept.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import NamedTuple

from bot.card import Card
from bot.decide import Decision

KEPT = 4_096


class Known(NamedTuple):
    """What a question was answered with; `alone` where that holds whatever was said before in the conversation."""

    decision: Decision
    card: Card
    alone: bool


class Repeated:
    """What the questions of one day were answered with, the oldest forgotten first."""

    def __init__(self, most: int = KEPT) -> None:
        """Keep so many."""
        self._most = most
        self._key = secrets.token_bytes(32)
        self._day: date | None = None
        self._known: dict[bytes, Known] = {}

    def __len__(self) -> int:
        """How many questions are known."""
        return len(self._known)

    def get(self, text: str, day: date) -> Known | None:
        """What just this text was answered with on this day, None where that is not known."""
        return self._known.get(self._digest(text)) if day == self._day else None

    def put(self, text: str, day: date, known: Known) -> None:
        """Remember it. The card must say nothing that is the asker's own, and lean on nothing that was said before."""
        if day != self._day:
            self._day = day
            self._known.clear()
        if len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[self._digest(text)] = known

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
