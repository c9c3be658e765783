"""Claims, in one process and in several, and what becomes of deliveries."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage import Delivery, Store, StoreError
from bot.storage import address as address_module
from bot.storage.column_types import storable
from tests.storage.databases import KEYS, Clock, PostgreSQL
from tests.storage.people import ANN, BOB, HERE, THERE, delivery
from tests.storage.rows import clear


async def test_a_claim_succeeds_once(store: Store) -> None:
    """The same event, delivered again, is not claimed again, whoever is said to have sent it."""
    assert await store.deliveries.claim(delivery("E1"))
    assert not await store.deliveries.claim(delivery("E1"))
    assert not await store.deliveries.claim(delivery("E1", BOB))


async def test_of_claims_made_at_once_one_succeeds(store: Store) -> None:
    """However many handlers got the same event at the same moment."""
    claims = await asyncio.gather(*(store.deliveries.claim(delivery(f"E{number % 8}")) for number in range(64)))
    assert sum(claims) == 8


async def test_of_two_processes_one_claims(store: Store, store_url: str, clock: Clock) -> None:
    """Two stores on one database share the events between them, and neither waits for the other for ever."""
    second = await Store.open(store_url, keys=KEYS, clock=clock)
    keys = [f"E{number}" for number in range(300)]

    async def claim_all(by: Store, order: list[str]) -> list[str]:
        claimed = []
        for start in range(0, len(order), 50):
            some = order[start : start + 50]
            await asyncio.gather(*(by.counters.count(HERE, "zoom", key[-1]) for key in some))
            results = await asyncio.gather(*(by.deliveries.claim(delivery(key)) for key in some))
            claimed += [key for key, first in zip(some, results, strict=True) if first]
        return claimed

    ours, theirs = await asyncio.gather(claim_all(store, keys), claim_all(second, keys[::-1]))
    assert sorted([*ours, *theirs]) == sorted(keys)
    await second.close()
    assert await store.counters.most_asked(HERE, date(2026, 11, 23), 5) == (("zoom", 600),)


async def test_a_claim_outlives_the_process(store: Store, store_url: str, clock: Clock) -> None:
    """It is in the database when `claim` returns, before the store is closed."""
    assert await store.deliveries.claim(delivery("E1", channel="C1"))
    later = await Store.open(store_url, keys=KEYS, clock=clock)
    assert not await later.deliveries.claim(delivery("E1"))
    assert await later.deliveries.unanswered("slack", clock.now.replace(hour=13)) == (Delivery(ANN, "E1", {"channel": "C1"}),)
    await later.close()


async def test_a_delivery_that_is_done_has_its_reply_and_no_address(store: Store, clock: Clock) -> None:
    """What is done is not told to anybody after a restart."""
    asked = delivery("E1", channel="C1")
    await store.deliveries.claim(asked)
    await store.deliveries.claim(delivery("E2", channel="C1"))
    assert await store.deliveries.delivery_of(HERE, "E1") == asked
    await store.deliveries.done(asked, "M1")
    assert await store.deliveries.delivery_of(HERE, "E1") == Delivery(ANN, "E1", None, "M1")
    await store.deliveries.done(asked)
    assert await store.deliveries.delivery_of(HERE, "E1") == Delivery(ANN, "E1", None, "M1")
    clock.advance(minutes=1)
    assert [found.key for found in await store.deliveries.unanswered("slack", clock.now)] == ["E2"]
    assert await store.deliveries.unanswered("discord", clock.now) == ()
    assert await store.deliveries.delivery_of(THERE, "E1") is None


async def test_unanswered_gives_only_what_was_claimed_before(store: Store, clock: Clock) -> None:
    """What this process has claimed since it started is being answered."""
    await store.deliveries.claim(delivery("old"))
    clock.advance(minutes=1)
    started = clock.now
    await store.deliveries.claim(delivery("new"))
    assert [found.key for found in await store.deliveries.unanswered("slack", started)] == ["old"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(st.text(), max_size=5), address=st.none() | st.dictionaries(st.text(), st.text(), max_size=3), reply=st.text())
async def test_any_key_and_address_can_be_held(store: Store, keys: list[str], address: dict[str, str] | None, reply: str) -> None:
    """Also NUL and half a character, which JSON can carry: they break neither the claim nor those that wait with it."""
    await clear(store)
    told = [Delivery(ANN, key, address) for key in [*keys, "a\0b", "\ud83d", *keys]]
    claims = await asyncio.gather(*map(store.deliveries.claim, told))
    assert sum(claims) == len({storable(delivery.key) for delivery in told})
    for asked in told:
        kept = await store.deliveries.delivery_of(HERE, asked.key)
        assert kept == asked._replace(key=storable(asked.key))
        assert not await store.deliveries.claim(asked)
    await store.deliveries.done(told[0], reply)
    assert await store.deliveries.delivery_of(HERE, told[0].key) == Delivery(
        ANN, storable(told[0].key), None, storable(reply) if reply else None
    )


async def test_who_no_longer_waits_does_not_hold_up_the_others(store: Store) -> None:
    """A handler that was cancelled while it claimed leaves the others their claims."""
    gone = asyncio.ensure_future(store.deliveries.claim(delivery("E1")))
    await asyncio.sleep(0)
    gone.cancel()
    assert await store.deliveries.claim(delivery("E2"))
    with pytest.raises(asyncio.CancelledError):
        await gone


@pytest.mark.parametrize("seed", range(3))
async def test_handlers_may_be_cancelled_at_any_moment(store: Store, seed: int) -> None:
    """No key is claimed twice, and the store goes on working."""
    chance = random.Random(seed)
    claims = [asyncio.ensure_future(store.deliveries.claim(delivery(f"E{number % 20}"))) for number in range(60)]
    for claim in chance.sample(claims, 30):
        for _ in range(chance.choice([1, 1, 20])):
            await asyncio.sleep(0)
        claim.cancel()
    results = await asyncio.gather(*claims, return_exceptions=True)
    won = [number % 20 for number, result in enumerate(results) if result is True]
    assert len(won) == len(set(won))
    assert not [result for result in results if not isinstance(result, bool | asyncio.CancelledError)]
    assert await store.deliveries.claim(delivery("another"))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else writes to the database and does not finish."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_database_that_is_busy_fails_what_waits(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is told that it may be tried again, and trying again succeeds."""
    monkeypatch.setattr(address_module, "BUSY_SECONDS", 0)
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None, clock=clock)
    with locked(tmp_path / "a.db"):
        claims = (store.deliveries.claim(delivery(f"E{number}")) for number in (1, 1, 2))
        errors = await asyncio.gather(*claims, store.counters.count(HERE, "zoom", "ai-training"), return_exceptions=True)
        assert [type(error) for error in errors] == [StoreError] * 4
        assert all(isinstance(error, StoreError) and error.transient and "locked" in str(error) for error in errors)
    assert await store.deliveries.claim(delivery("E1"))
    assert await store.counters.most_asked(HERE, date(2026, 11, 23), 1) == ()
    await store.close()


async def test_what_is_being_written_is_written_before_the_store_is_closed(store: Store, store_url: str, clock: Clock) -> None:
    """Closing does not tear a claim apart."""
    claim = asyncio.ensure_future(store.deliveries.claim(delivery("E1")))
    await asyncio.sleep(0)
    if store._database.is_sqlite:
        await store.close()
    assert await claim
    again = await Store.open(store_url, keys=None, clock=clock)
    assert not await again.deliveries.claim(delivery("E1"))
    await again.close()


async def test_a_store_finds_its_way_back_to_a_restarted_server(postgresql: PostgreSQL, clock: Clock) -> None:
    """PostgreSQL crashed and came back: nothing that was written is lost, and the store needs no restart."""
    store = await Store.open(postgresql.new_database(), keys=None, clock=clock)
    assert await store.deliveries.claim(delivery("E1"))
    postgresql.stop()
    postgresql.start()
    assert not await store.deliveries.claim(delivery("E1"))
    await store.check()
    await store.close()


async def test_a_closed_store_says_so(store: Store) -> None:
    """Nobody waits for a writer that has ended."""
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.deliveries.claim(delivery("E1"))
