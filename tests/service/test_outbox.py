"""What the bot says without being asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.replies import pages
from bot.replies.card import Card
from bot.service.adapter import CannotPostError
from bot.service.outbox import OutboxSender
from bot.storage import OutboxMessage, Store, StoreError, Workspace
from tests.conftest import TODAY

NOON = datetime.combine(TODAY, time(12), UTC)


class Bell:
    """A surface that posts, unless the address says otherwise."""

    router = None

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:  # noqa: ARG002
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


def make_card(card: Mapping[str, Any]) -> Card | None:
    """A notice; nothing for what is over."""
    return None if card["text"] == "over" else pages.notice(card["text"])


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store of its own."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/s.db", keys=None, clock=lambda: NOON)
    yield store
    await store.close()


async def put(store: Store, key: str, tower: str, text: str = "Zoom changed its terms.") -> None:
    """Put a message for a tower into the outbox."""
    await store.outbox.add(Workspace("bell", "T1"), key, {"tower": tower}, {"text": text})


async def test_each_message_is_posted_tried_again_or_given_up(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """One that fails keeps no other back; one with nothing to say any more is done."""
    bell = Bell()
    await put(store, "a", "busy")
    await put(store, "b", "fallen")
    await put(store, "c", "old")
    await put(store, "d", "old", "over")
    sender = OutboxSender(store.outbox, {"bell": bell}, make_card)
    await sender.send_due()
    assert bell.posted == [("c", "old")]
    assert "given up" in caplog.text
    await sender.send_due()
    assert bell.posted == [("c", "old")]


async def test_goes_on_until_the_service_stops(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after the database was away."""
    monkeypatch.setattr("bot.service.outbox.PAUSE_SECONDS", 0.01)
    bell, stopping, due = Bell(), asyncio.Event(), store.outbox.due
    away = [StoreError("the database is away")]

    async def due_later(surface: str, limit: int) -> tuple[OutboxMessage, ...]:
        if away:
            raise away.pop()
        return await due(surface, limit)

    monkeypatch.setattr(store.outbox, "due", due_later)
    await put(store, "a", "old")
    running = asyncio.create_task(OutboxSender(store.outbox, {"bell": bell}, make_card).run(stopping))
    async with asyncio.timeout(10):
        while not bell.posted:
            await asyncio.sleep(0.01)
        stopping.set()
        await running
    assert bell.posted == [("a", "old")]
