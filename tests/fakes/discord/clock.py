"""The time that limits are measured with: real, but a test may let it leap instead of waiting."""

from __future__ import annotations

import time


class Clock:
    """Seconds since some moment; never goes back."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds, as `time.monotonic` gives them, and what was leapt over."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time leap: tokens age, windows of limits pass. What sleeps in a client does not notice."""
        self._ahead += seconds
