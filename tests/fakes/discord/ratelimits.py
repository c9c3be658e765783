"""Rate limits: buckets with their headers, the global limit, and the ban of an address that keeps asking for nothing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from typing import NamedTuple
from zlib import crc32

from tests.fakes.discord.clock import Clock

_MOST_INVALID, _INVALID_SECONDS = 10_000, 600.0


class Limit(NamedTuple):
    """So many requests in so many seconds."""

    requests: int
    seconds: float


AMPLE = Limit(10_000, 1.0)
"""Never reached by a test that does not mean to: limits of single routes are not documented and change."""


class Verdict(NamedTuple):
    """What the limits say of a request: seconds to wait, or None if it may pass; whether it is the global limit; the headers."""

    retry_after: float | None
    everywhere: bool
    headers: dict[str, str]


class _Bucket:
    def __init__(self, limit: Limit, now: float) -> None:
        self.limit = limit
        self.left = limit.requests
        self.renewed = now + limit.seconds


class RateLimits:
    """Counts requests by route and major parameter."""

    def __init__(self, clock: Clock, limits: Mapping[str, Limit], everywhere: Limit | None) -> None:
        """Take limits by route name, others being `AMPLE`, and the global one or none."""
        self._clock = clock
        self._limits = limits
        self._everywhere = everywhere
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._recent: deque[float] = deque()
        self._invalid: deque[float] = deque()

    def take(self, route: str, major: str, *, counts_globally: bool) -> Verdict:
        """Count a request."""
        now = self._clock.now()
        if self._everywhere and counts_globally:
            while self._recent and self._recent[0] <= now - self._everywhere.seconds:
                self._recent.popleft()
            if len(self._recent) >= self._everywhere.requests:
                return Verdict(self._recent[0] + self._everywhere.seconds - now, True, {"X-RateLimit-Global": "true"})
            self._recent.append(now)
        bucket = self._buckets.get((route, major))
        if bucket is None or bucket.renewed <= now:
            bucket = self._buckets[route, major] = _Bucket(self._limits.get(route, AMPLE), now)
        wait = bucket.renewed - now if bucket.left <= 0 else None
        bucket.left = max(0, bucket.left - 1)
        if len(self._buckets) > 20_000:
            self._buckets = {key: kept for key, kept in self._buckets.items() if kept.renewed > now}
        return Verdict(wait, False, _headers(route, bucket, bucket.renewed - now))

    def invalid(self, times: int = 1) -> None:
        """Count responses that count against the address: 401, 403, 429."""
        self._invalid.extend([self._clock.now()] * times)

    def banned(self) -> bool:
        """Whether the address made 10,000 invalid requests within ten minutes."""
        now = self._clock.now()
        while self._invalid and self._invalid[0] < now - _INVALID_SECONDS:
            self._invalid.popleft()
        return len(self._invalid) >= _MOST_INVALID


def _headers(route: str, bucket: _Bucket, after: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(bucket.limit.requests),
        "X-RateLimit-Remaining": str(bucket.left),
        "X-RateLimit-Reset": f"{time.time() + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": f"{crc32(route.encode()):08x}",
    }
