"""One thing at a time for each message: its answer, its edits and its deletion happen in the order in which they came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock for each key that somebody works on just now; none for any other."""

    def __init__(self) -> None:
        """Start with none."""
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        """How many keys are worked on."""
        return len(self._locks)

    @asynccontextmanager
    async def of(self, key: int) -> AsyncIterator[None]:
        """Wait for those who came before with this key."""
        lock, users = self._locks.get(key) or (asyncio.Lock(), 0)
        self._locks[key] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[key]
            if users == 1:
                del self._locks[key]
            else:
                self._locks[key] = (lock, users - 1)
