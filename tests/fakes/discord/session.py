"""A gateway session: what one shard is told, numbered, and kept until the shard is known to have heard it."""

from __future__ import annotations

from collections.abc import Callable

RESUMABLE_SECONDS = 180.0  # not documented; libraries see minutes


class Session:
    """Events for one shard of the bot. It outlives its socket, so that a RESUME can replay what was missed."""

    def __init__(self, session_id: str, shard: tuple[int, int], intents: int) -> None:
        self.id = session_id
        self.shard = shard
        self.intents = intents
        self.last = 0
        """The number of the newest event."""
        self.first = 1
        """The number of the oldest event that can be replayed."""
        self.acknowledged = 0
        """The number of the newest event that the client named in a heartbeat or a RESUME."""
        self.introduced: set[int] = set()
        """The guilds that this session was told of."""
        self.lost: float | None = None
        """When its socket went, in `Clock` seconds; None while it has one."""
        self.wake: Callable[[], None] = lambda: None
        self._events: dict[int, str] = {}

    def append(self, event: str, data: str) -> None:
        """Add an event whose data is JSON already."""
        self.last += 1
        self._events[self.last] = f'{{"op":0,"s":{self.last},"t":"{event}","d":{data}}}'
        self.wake()

    def event(self, number: int) -> str:
        """The payload of an event that can still be replayed."""
        return self._events[number]

    def heard(self, number: int) -> None:
        """Forget the events up to a number that the client named in a heartbeat."""
        self.acknowledged = max(self.acknowledged, number)
        while self.first <= min(number, self.last):
            self._events.pop(self.first, None)
            self.first += 1
