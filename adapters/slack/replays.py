"""Knows a request that was taken before. Within Slack's five minutes either way, a copy of a request is signed as well as the request."""

from __future__ import annotations

import time
from collections.abc import Callable

KEPT_SECONDS = 600.0
"""From the earliest to the latest moment at which one timestamp is taken: five minutes before it, five after."""
MOST_KEPT = 250_000
"""In each of two sets, some 25 MB. At more than 400 requests a second the older ones are forgotten before their time is over."""


class Replays:
    """The signatures of the last ten minutes, in this process. What must not be done twice by any process is claimed in the store."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know nothing yet; `clock` gives seconds."""
        self._clock = clock
        self._now: set[str] = set()
        self._before: set[str] = set()
        self._since = clock()

    def is_one(self, signature: str) -> bool:
        """Whether a request with this signature was taken before; it is, from now on."""
        now = self._clock()
        if now - self._since > KEPT_SECONDS or len(self._now) >= MOST_KEPT:
            self._before = self._now if now - self._since <= 2 * KEPT_SECONDS else set()
            self._now, self._since = set(), now
        if signature in self._now or signature in self._before:
            return True
        self._now.add(signature)
        return False
