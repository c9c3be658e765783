"""Claims, what conversations remember, and counters."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.storage import Delivery, Store, StoreError
from bot.storage import database as database_module
from bot.understanding.question import Turn
from tests.storage.databases import KEYS, Clock, PostgreSQL
from tests.storage.people import ANN, BOB, HER_NAMESAKE, HERE, THERE, delivery

ABOUT_ZOOM = Turn(("zoom", "teams"), "ai-training")


async def test_a_claim_succeeds_once(store: Store) -> None:
    """The same event, delivered again, is not claimed again, whoever is said to have sent it."""
    assert await store.claim(delivery("E1"))
    assert not await store.claim(delivery("E1"))
    assert not await store.claim(delivery("E1", BOB))


async def test_of_claims_made_at_once_one_succeeds(store: Store) -> None:
    """However many handlers got the same event at the same moment."""
    claims = await asyncio.gather(*(store.claim(delivery(f"E{number % 8}")) for number in range(64)))
    assert sum(claims) == 8


async def test_of_two_processes_one_claims(store: Store, store_url: str, clock: Clock) -> None:
    """Two stores on one database share the events between them, and neither waits for the other for ever."""
    second = await Store.open(store_url, keys=KEYS, clock=clock)
    keys = [f"E{number}" for number in range(300)]

    async def claim_all(by: Store, order: list[str]) -> list[str]:
        claimed = []
        for start in range(0, len(order), 50):
            some = order[start : start + 50]
            for key in some:
                by.count(HERE, "zoom", key[-1])
            results = await asyncio.gather(*(by.claim(delivery(key)) for key in some))
            claimed += [key for key, first in zip(some, results, strict=True) if first]
        return claimed

    ours, theirs = await asyncio.gather(claim_all(store, keys), claim_all(second, keys[::-1]))
    assert sorted([*ours, *theirs]) == sorted(keys)
    await second.close()
    assert await store.most_asked(HERE, date(2026, 11, 23), 5) == (("zoom", 600),)


async def test_a_claim_outlives_the_process(store: Store, store_url: str, clock: Clock) -> None:
    """It is in the database when `claim` returns, before the store is closed."""
    assert await store.claim(delivery("E1", channel="C1"))
    later = await Store.open(store_url, keys=KEYS, clock=clock)
    assert not await later.claim(delivery("E1"))
    assert await later.unanswered("slack", clock.now.replace(hour=13)) == (Delivery(ANN, "E1", {"channel": "C1"}),)
    await later.close()


async def test_a_delivery_that_is_done_has_its_reply_and_no_address(store: Store, clock: Clock) -> None:
    """What is done is not told to anybody after a restart."""
    asked = delivery("E1", channel="C1")
    await store.claim(asked)
    await store.claim(delivery("E2", channel="C1"))
    assert await store.delivery_of(HERE, "E1") == asked
    await store.done(asked, "M1")
    assert await store.delivery_of(HERE, "E1") == Delivery(ANN, "E1", None, "M1")
    await store.done(asked)
    assert await store.delivery_of(HERE, "E1") == Delivery(ANN, "E1", None, "M1")
    clock.advance(minutes=1)
    assert [found.key for found in await store.unanswered("slack", clock.now)] == ["E2"]
    assert await store.unanswered("discord", clock.now) == ()
    assert await store.delivery_of(THERE, "E1") is None


async def test_unanswered_gives_only_what_was_claimed_before(store: Store, clock: Clock) -> None:
    """What this process has claimed since it started is being answered."""
    await store.claim(delivery("old"))
    clock.advance(minutes=1)
    started = clock.now
    await store.claim(delivery("new"))
    assert [found.key for found in await store.unanswered("slack", started)] == ["old"]


async def test_a_turn_is_remembered_at_once(store: Store) -> None:
    """Before it was written and after, with nothing to wait for."""
    assert await store.turn(HERE, "C1") == Turn()
    store.remember(ANN, "C1", ABOUT_ZOOM)
    assert await store.turn(HERE, "C1") == ABOUT_ZOOM
    await store.flush()
    assert await store.turn(HERE, "C1") == ABOUT_ZOOM
    assert await store.turn(THERE, "C1") == Turn()
    assert await store.turn(HERE, "C2") == Turn()


async def test_the_last_turn_counts_in_every_process(store: Store, store_url: str, clock: Clock) -> None:
    """A follow-up that another process gets leans on what this one remembers, and the other way round."""
    other = await Store.open(store_url, keys=KEYS, clock=clock)
    store.remember(ANN, "C1", ABOUT_ZOOM)
    await store.flush()
    assert await other.turn(HERE, "C1") == ABOUT_ZOOM
    other.remember(BOB, "C1", Turn(("webex",), None))
    await other.close()
    assert await store.turn(HERE, "C1") == Turn(("webex",), None)


@pytest.mark.parametrize("written", [False, True])
async def test_a_turn_is_forgotten_after_half_an_hour(store: Store, clock: Clock, *, written: bool) -> None:
    """Whether it waits to be written or comes from the database."""
    store.remember(ANN, "C1", ABOUT_ZOOM)
    if written:
        await store.flush()
    clock.advance(minutes=29.9)
    assert await store.turn(HERE, "C1") == ABOUT_ZOOM
    clock.advance(minutes=0.1)
    assert await store.turn(HERE, "C1") == Turn()


async def test_many_conversations_are_looked_up_at_once(store: Store) -> None:
    """Each gets its own turn, also where workspaces use the same keys."""
    for number in range(50):
        store.remember(ANN, f"C{number}", Turn((f"here-{number}",), None))
        store.remember(HER_NAMESAKE, f"C{number}", Turn((f"there-{number}",), None))
    await store.flush()
    turns = await asyncio.gather(*(store.turn(place, f"C{number}") for number in range(60) for place in (HERE, THERE)))
    expected = [(f"{word}-{number}",) if number < 50 else () for number in range(60) for word in ("here", "there")]
    assert [turn.platforms for turn in turns] == expected


async def test_what_is_asked_about_is_counted_by_day(store: Store, clock: Clock) -> None:
    """Most first, from the day on that was named, in this workspace."""
    for platform, topic, times in (
        ("zoom", "ai-training", 3),
        ("teams", "encryption", 2),
        ("teams", "retention", 2),
        ("webex", "access", 1),
    ):
        for _ in range(times):
            store.count(HERE, platform, topic)
    store.count(THERE, "zoom", "ai-training")
    assert await store.most_asked(HERE, date(2026, 11, 23), 2) == (("teams", 4), ("zoom", 3))
    clock.advance(days=1)
    store.count(HERE, "zoom", "ai-training")
    store.count(HERE, "zoom", "history")
    assert await store.most_asked(HERE, date(2026, 11, 23), 5) == (("zoom", 5), ("teams", 4), ("webex", 1))
    assert await store.most_asked(HERE, date(2026, 11, 24), 5) == (("zoom", 2),)


async def test_what_no_database_can_hold_loses_nothing(store: Store) -> None:
    """NUL and half a character, which JSON can carry, break neither the claim nor those that wait with it."""
    assert all(await asyncio.gather(*(store.claim(delivery(key)) for key in ("a\0b", "\ud83d", "E1"))))
    assert not await store.claim(delivery("a\0b"))
    store.remember(ANN, "C\0", ABOUT_ZOOM)
    await store.flush()
    assert await store.turn(HERE, "C\0") == ABOUT_ZOOM


async def test_who_no_longer_waits_does_not_hold_up_the_others(store: Store) -> None:
    """A handler that was cancelled while it claimed leaves the others their claims."""
    gone = asyncio.ensure_future(store.claim(delivery("E1")))
    await asyncio.sleep(0)
    gone.cancel()
    assert await store.claim(delivery("E2"))
    assert gone.cancelled()
    assert not await store.claim(delivery("E1"))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else writes to the database and does not finish."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_database_that_is_busy_fails_claims_and_keeps_the_rest(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every waiting claim is told that it may be tried again; what was remembered, done and counted is written later."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0)
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None, clock=clock)
    await store.claim(delivery("E0", channel="C1"))
    with locked(tmp_path / "a.db"):
        store.remember(ANN, "C1", ABOUT_ZOOM)
        store.count(HERE, "zoom", "ai-training")
        await store.done(delivery("E0"), "M0")
        errors = await asyncio.gather(*(store.claim(delivery(f"E{number}")) for number in (1, 1, 2)), return_exceptions=True)
        assert [type(error) for error in errors] == [StoreError] * 3
        assert all(isinstance(error, StoreError) and error.transient for error in errors)
        assert await store.turn(HERE, "C1") == ABOUT_ZOOM
        store.count(HERE, "zoom", "ai-training")
        with pytest.raises(StoreError, match="locked"):
            await store.flush()
    assert "3 buffered rows wait for the database" in caplog.text
    assert await store.claim(delivery("E1"))
    await store.close()
    again = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None, clock=clock)
    assert await again.turn(HERE, "C1") == ABOUT_ZOOM
    assert await again.most_asked(HERE, date(2026, 11, 23), 1) == (("zoom", 2),)
    assert await again.delivery_of(HERE, "E0") == Delivery(ANN, "E0", None, "M0")
    await again.close()


async def test_a_database_that_stays_away_does_not_fill_the_memory(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The newest are kept, and the log says how many older ones are gone."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0)
    monkeypatch.setattr("bot.storage.writer.MOST_KEPT", 10)
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None, clock=clock)
    with locked(tmp_path / "a.db"):
        for number in range(25):
            store.remember(ANN, f"C{number}", ABOUT_ZOOM)
        with pytest.raises(StoreError):
            await store.flush()
    assert "15 older ones were dropped" in caplog.text
    await store.flush()
    assert [number for number in range(25) if await store.turn(HERE, f"C{number}") == ABOUT_ZOOM] == list(range(15, 25))
    await store.close()


async def test_a_store_finds_its_way_back_to_a_restarted_server(postgresql: PostgreSQL, clock: Clock) -> None:
    """PostgreSQL crashed and came back: nothing that was written is lost, and the store needs no restart."""
    store = await Store.open(postgresql.new_database(), keys=None, clock=clock)
    assert await store.claim(delivery("E1"))
    postgresql.stop()
    postgresql.start()
    assert not await store.claim(delivery("E1"))
    await store.check()
    await store.close()


async def test_a_closed_store_says_so(store: Store) -> None:
    """Nobody waits for a writer that has ended."""
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.claim(delivery("E1"))
