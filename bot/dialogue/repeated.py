"""Questions that are asked again word for word: what they were answered with on that day, without their words.

Many people ask the same thing, and examples are pressed. A question is known again by a digest under a key that lives only
as long as the process, so that nobody's words are kept.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from datetime import date
from typing import NamedTuple

from bot.replies.card import Card
from bot.understanding.decide import Decision

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
        self._known: OrderedDict[bytes, Known] = OrderedDict()

    def __len__(self) -> int:
        """How many questions are known."""
        return len(self._known)

    def get(self, digest: bytes, day: date) -> Known | None:
        """What the text with this digest was answered with on this day, None where that is not known."""
        return self._known.get(digest) if day == self._day else None

    def put(self, digest: bytes, day: date, known: Known) -> None:
        """Remember it. The card must say nothing that is the asker's own, and lean on nothing that was said before."""
        if day != self._day:
            self._day = day
            self._known.clear()
        if len(self._known) >= self._most:
            self._known.popitem(last=False)
        self._known[digest] = known

    def digest(self, text: str) -> bytes:
        """By what a text is known."""
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
