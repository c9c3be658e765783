"""What the bot says without being asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.replies import pages
from bot.replies.card import Card
from bot.service.adapter import CannotPostError, PostLaterError
from bot.service.outbox import LONGEST_POST, OutboxSender
from bot.storage import OutboxMessage, Store, StoreError, Workspace
from bot.storage.leasing import LEASE
from tests.conftest import TODAY
from tests.patience import HANG

NOON = datetime.combine(TODAY, time(12), UTC)


class Bell:
    """A surface that posts, unless the address says otherwise."""

    router = None

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []
        self.rung = asyncio.Event()

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:  # noqa: ARG002
        """Keep it."""
        match address["tower"]:
            case "fallen":
                raise CannotPostError("the tower has fallen")
            case "busy":
                raise OSError("try later")
            case "ringing":
                raise PostLaterError(90)
            case "silent":
                await asyncio.Event().wait()
        assert card.blocks
        self.posted.append((key, address["tower"]))
        self.rung.set()

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


async def test_who_asks_us_to_wait_is_left_alone_by_every_process(store: Store) -> None:
    """All messages of that workspace wait, as long as asked; none of them loses an attempt, and other workspaces do not wait."""
    bell = Bell()
    await put(store, "a", "ringing")
    await put(store, "b", "old")
    await store.outbox.add(Workspace("bell", "T2"), "c", {"tower": "old"}, {"text": "Zoom changed its terms."})
    await OutboxSender(store.outbox, {"bell": bell}, make_card).send_due()
    assert bell.posted == [("c", "old")]
    store.outbox._clock = lambda: NOON + timedelta(seconds=89)
    assert await store.outbox.due("bell") == ()
    store.outbox._clock = lambda: NOON + timedelta(seconds=90)
    assert [(message.key, message.attempts) for message in await store.outbox.due("bell")] == [("a", 1), ("b", 1)]


async def test_a_post_that_does_not_end_is_given_up_for_now(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its lease ends, so that no other process posts at the same time; the next attempt looks whether it arrived."""
    assert timedelta(seconds=LONGEST_POST) < LEASE
    monkeypatch.setattr("bot.service.outbox.LONGEST_POST", 0.01)
    bell = Bell()
    await put(store, "a", "silent")
    await put(store, "b", "old")
    await OutboxSender(store.outbox, {"bell": bell}, make_card).send_due()
    assert bell.posted == [("b", "old")]
    store.outbox._clock = lambda: NOON + timedelta(minutes=1)
    assert [message.attempts for message in await store.outbox.due("bell")] == [2]


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
    async with asyncio.timeout(HANG):
        await bell.rung.wait()
        stopping.set()
        await running
    assert bell.posted == [("a", "old")]
