"""Limit how much one person asks: somebody who floods is told so once, kindly, and is answered again a little later.

Kept in memory only, because a restart harms nobody; so of several processes each counts for itself. People are known by whatever key a
surface gives. Where the process, or its share for a workspace, has too much to do, the asker is asked to wait.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal, NamedTuple

AT_ONCE = 10  # more than anybody asks in one breath
SECONDS_EACH = 3.0  # faster than an answer can be read
PAUSE = 15.0  # long enough to be noticed, short enough to wait for; meanwhile half of `AT_ONCE` comes back
PEOPLE_KEPT = 10_000


class Ruling(NamedTuple):
    """The decision about a question: `answer`, `tell` the person once to wait, or be `silent`; `seconds` is the time to wait."""

    action: Literal["answer", "tell", "silent"]
    seconds: int = 0


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    paused_until: float = 0.0


class RateLimiter:
    """A token bucket for each person, the longest unseen forgotten first."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        seconds_each: float = SECONDS_EACH,
        pause: float = PAUSE,
        *,
        people: int = PEOPLE_KEPT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Let a person ask `at_once`, then once in `seconds_each`; after more they wait for `pause` seconds."""
        self._at_once = at_once
        self._seconds_each = seconds_each
        self._pause = pause
        self._people = people
        self._clock = clock
        self._buckets: dict[Hashable, _Bucket] = {}

    def __len__(self) -> int:
        """Return how many people are remembered."""
        return len(self._buckets)

    def count(self, person: Hashable, cost: int = 1, *, full: bool = False) -> Ruling:
        """Count a question of a person, and say what to do about it; while there is too much to do (`full`), they wait.

        One that costs more is answered at once too, and paid for by waiting longer.
        """
        now = self._clock()
        bucket = self._buckets.pop(person, None) or _Bucket(self._at_once, now)
        self._buckets[person] = bucket
        if len(self._buckets) > self._people:
            del self._buckets[next(iter(self._buckets))]
        if now < bucket.paused_until:
            return Ruling("silent", math.ceil(bucket.paused_until - now))
        bucket.left = min(self._at_once, bucket.left + (now - bucket.at) / self._seconds_each)
        bucket.at = now
        if bucket.left >= 1 and not full:
            bucket.left -= cost
            return Ruling("answer")
        bucket.paused_until = now + self._pause
        return Ruling("tell", math.ceil(self._pause))
