"""What the bot says without being asked."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from bot.replies import pages
from bot.replies.card import Card
from bot.service.adapter import CannotPostError
from bot.service.outbox import OutboxSender
from bot.storage import StoreError


class Note(NamedTuple):
    """A message of the outbox."""

    key: str
    address: Mapping[str, Any]
    card: Mapping[str, Any]


class Outbox:
    """An outbox in memory; the first look fails where that is wanted."""

    def __init__(self, *notes: Note) -> None:
        self.waiting = deque(notes)
        self.log: list[tuple[str, str]] = []
        self.broken = False

    async def due(self, surface: str, limit: int) -> Sequence[Note]:
        """Everything, once."""
        if self.broken:
            self.broken = False
            raise StoreError("the database is away")
        taken = list(self.waiting) if surface == "bell" else []
        self.waiting.clear()
        return taken[:limit]

    async def sent(self, message: Note) -> None:
        """Note it."""
        self.log.append((message.key, "sent"))

    async def failed(self, message: Note, *, final: bool = False) -> None:
        """Note it."""
        self.log.append((message.key, "given up" if final else "later"))


class Bell:
    """A surface that posts, unless the address says otherwise."""

    router = None

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []

    async def post(self, address: Mapping[str, Any], card: Card, key: str) -> None:
        """Keep it."""
        match address["tower"]:
            case "fallen":
                raise CannotPostError("the tower has fallen")
            case "busy":
                raise OSError("try later")
        assert card.blocks
        self.posted.append((key, address["tower"]))

    async def start(self) -> None:
        """Nothing."""

    async def stop_taking(self) -> None:
        """Nothing."""

    async def close(self) -> None:
        """Nothing."""

    def health_problem(self) -> str | None:
        """None."""
        return None


async def make_card(card: Mapping[str, Any]) -> Card | None:
    """A notice; nothing for what is over."""
    return None if card["text"] == "over" else pages.notice(card["text"])


def note(key: str, tower: str, text: str = "Zoom changed its terms.") -> Note:
    """A message for a tower."""
    return Note(key, {"tower": tower}, {"text": text})


async def test_each_message_is_posted_tried_again_or_given_up() -> None:
    """One that fails keeps no other back; one with nothing to say any more is done."""
    outbox, bell = Outbox(note("a", "busy"), note("b", "fallen"), note("c", "old"), note("d", "old", "over")), Bell()
    await OutboxSender(outbox, {"bell": bell}, make_card).send_due()
    assert bell.posted == [("c", "old")]
    assert outbox.log == [("a", "later"), ("b", "given up"), ("c", "sent"), ("d", "sent")]


async def test_goes_on_until_the_service_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after the database was away."""
    monkeypatch.setattr("bot.service.outbox.PAUSE_SECONDS", 0.01)
    outbox, bell, stopping = Outbox(note("a", "old")), Bell(), asyncio.Event()
    outbox.broken = True
    running = asyncio.create_task(OutboxSender(outbox, {"bell": bell}, make_card).run(stopping))
    async with asyncio.timeout(10):
        while not outbox.log:
            await asyncio.sleep(0.01)
        stopping.set()
        await running
    assert bell.posted == [("a", "old")]
