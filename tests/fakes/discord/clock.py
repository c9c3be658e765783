"""The time that limits are measured with: real, but a test may let it leap instead of waiting.

How long somebody waited for the bot is what leapt alone: that a machine is slow is no mistake of the bot.
"""

from __future__ import annotations

import time


class Clock:
    """Seconds since some moment; never goes back."""

    def __init__(self) -> None:
        self.leapt = 0.0
        """Seconds that were leapt over so far."""

    def now(self) -> float:
        """Seconds, as `time.monotonic` gives them, and what was leapt over."""
        return time.monotonic() + self.leapt

    def advance(self, seconds: float) -> None:
        """Let time leap: tokens age, windows of limits pass. What sleeps in a client does not notice."""
        self.leapt += seconds
