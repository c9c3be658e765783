"""One thing at a time for each message: its answer, its edits and its deletion happen in the order in which they came."""

from __future__ import annotations

import asyncio


class Turns:
    """A lock for each key that somebody works on just now; none for any other."""

    def __init__(self) -> None:
        """Start with none."""
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        """How many keys are worked on."""
        return len(self._locks)

    def of(self, key: int) -> _Turn:
        """To be entered with `async with`, which waits for those who came before with this key."""
        return _Turn(self._locks, key)


class _Turn:  # written out, because a generator as context manager takes four times as long
    __slots__ = ("_key", "_locks")

    def __init__(self, locks: dict[int, tuple[asyncio.Lock, int]], key: int) -> None:
        self._locks = locks
        self._key = key

    async def __aenter__(self) -> None:
        lock, users = self._locks.get(self._key) or (asyncio.Lock(), 0)
        self._locks[self._key] = (lock, users + 1)
        try:
            await lock.acquire()
        except asyncio.CancelledError:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._locks[self._key][0].release()
        self._leave()

    def _leave(self) -> None:
        lock, users = self._locks.pop(self._key)
        if users > 1:
            self._locks[self._key] = (lock, users - 1)
