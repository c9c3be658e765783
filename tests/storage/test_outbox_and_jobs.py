"""The outbox and the jobs: each thing is done at least once, by one process at a time, and given up in the end."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage import Person, Store, Workspace
from bot.storage.leasing import FIRST_DELAY, LEASE, MOST_ATTEMPTS
from tests.storage.databases import KEYS, Clock
from tests.storage.people import ANN, HERE, THERE
from tests.storage.rows import clear, rows_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


async def test_a_message_is_posted_once(store: Store) -> None:
    """Its key is known afterwards, its address and card are not."""
    assert await store.outbox.add(HERE, "K1", {"channel": "C1"}, {"title": "It changed"})
    assert not await store.outbox.add(HERE, "K1", {"channel": "C2"}, {})
    assert await store.outbox.add(THERE, "K1", {"channel": "C3"}, {})
    [first, second] = await store.outbox.due("slack")
    assert (first.workspace, first.key, first.attempts) == (HERE, "K1", 1)
    assert (first.address, first.card) == ({"channel": "C1"}, {"title": "It changed"})
    assert second.workspace == THERE
    assert await store.outbox.due("slack") == ()
    await store.outbox.sent(first)
    assert "It changed" not in repr(await rows_of(store))
    assert not await store.outbox.add(HERE, "K1", {"channel": "C1"}, {"title": "It changed"})


async def test_a_message_waits_for_its_time_and_its_surface(store: Store, clock: Clock) -> None:
    """Oldest first, no more than asked for."""
    await store.outbox.add(HERE, "later", {}, {}, due_at=clock.now + timedelta(hours=1))
    await store.outbox.add(HERE, "now", {}, {})
    await store.outbox.add(Workspace("discord", "G1"), "elsewhere", {}, {})
    assert [message.key for message in await store.outbox.due("slack")] == ["now"]
    clock.advance(hours=1)
    assert [message.key for message in await store.outbox.due("slack", limit=1)] == ["now"]
    assert [message.key for message in await store.outbox.due("slack", limit=1)] == ["later"]


async def test_a_message_goes_with_what_caused_it_or_not_at_all(store: Store) -> None:
    """Where the transaction fails, nothing of it is there."""

    async def cause_and_fail() -> None:
        async with store.transaction() as connection:
            await store.queue.add(ANN, "question", "does it listen?", connection=connection)
            await store.outbox.add(HERE, "K1", {}, {}, connection=connection)
            await store.jobs.add("look", {}, connection=connection)
            await store.notes.put("a", "b", connection=connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await cause_and_fail()
    assert not any((await rows_of(store)).values())
    async with store.transaction() as connection:
        await store.notes.put("a", "b", connection=connection)
        await store.outbox.add(HERE, "K1", {}, {}, connection=connection)
    assert [message.key for message in await store.outbox.due("slack")] == ["K1"]
    assert await store.notes.get("a") == "b"


async def test_what_a_process_left_behind_is_due_again(store: Store, clock: Clock) -> None:
    """When its lease ends; what the first one says then is not heard, unless it did post."""
    await store.outbox.add(HERE, "K1", {}, {})
    [left_behind] = await store.outbox.due("slack")
    clock.now += LEASE - timedelta(seconds=1)
    assert await store.outbox.due("slack") == ()
    clock.advance(seconds=1)
    [taken_over] = await store.outbox.due("slack")
    assert (taken_over.key, taken_over.attempts) == ("K1", 2)
    await store.outbox.failed(left_behind, final=True)
    await store.outbox.failed(taken_over)
    clock.now += 2 * FIRST_DELAY
    [again] = await store.outbox.due("slack")
    await store.outbox.sent(taken_over)
    await store.outbox.failed(again)
    clock.advance(days=1)
    assert await store.outbox.due("slack") == ()


async def test_what_fails_is_tried_ever_later_and_then_given_up(store: Store, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """The log says so, without saying to whom."""
    await store.outbox.add(ANN, "K1", {"user": "U1"}, {})
    delay, tried = FIRST_DELAY, 0
    while found := await store.outbox.due("slack"):
        tried += 1
        assert not caplog.text
        await store.outbox.failed(found[0])
        clock.now += delay - timedelta(seconds=1)
        assert await store.outbox.due("slack") == ()
        clock.advance(seconds=1)
        delay *= 2
    assert tried == MOST_ATTEMPTS
    assert "a slack message could not be posted in 10 attempts" in caplog.text
    assert "U1" not in caplog.text


async def test_what_is_refused_for_good_is_not_tried_again(store: Store, clock: Clock) -> None:
    """A channel that is gone stays gone."""
    await store.outbox.add(HERE, "K1", {}, {})
    [message] = await store.outbox.due("slack")
    await store.outbox.failed(message, final=True)
    clock.advance(days=6)
    assert await store.outbox.due("slack") == ()


async def test_processes_share_what_is_due(store: Store, store_url: str, clock: Clock) -> None:
    """None gets what another has taken."""
    other = await Store.open(store_url, keys=KEYS, clock=clock)
    for number in range(40):
        await store.outbox.add(HERE, f"K{number}", {}, {})
        await store.jobs.add("look", {"number": number})

    messages: list[str] = []
    jobs: list[int] = []

    async def take(by: Store) -> None:
        while some := await by.outbox.due("slack", limit=3):
            messages.extend(message.key for message in some)
        while found := await by.jobs.due(["look"], limit=3):
            jobs.extend(job.payload["number"] for job in found)

    await asyncio.gather(*(take(by) for by in (store, other, store, other)))
    assert sorted(messages) == sorted(f"K{number}" for number in range(40))
    assert sorted(jobs) == list(range(40))
    await other.close()


async def test_a_job_is_done_and_gone(store: Store, clock: Clock) -> None:
    """Of the kinds that were asked for, at its time; one key waits once."""
    assert await store.jobs.add("check sources", {"platform": "zoom"}, key="zoom")
    assert not await store.jobs.add("check sources", {"platform": "zoom"}, key="zoom")
    assert await store.jobs.add("check sources", {"platform": "zoom"})
    await store.jobs.add("purge", {}, key="zoom", due_at=clock.now + timedelta(days=1))
    assert await store.jobs.due(["purge"]) == ()
    jobs = await store.jobs.due(["check sources", "purge"], limit=5)
    assert [(job.kind, job.payload, job.key, job.state) for job in jobs] == [
        ("check sources", {"platform": "zoom"}, "zoom", "waiting"),
        ("check sources", {"platform": "zoom"}, None, "waiting"),
    ]
    async with store.transaction() as connection:
        for job in jobs:
            await store.jobs.done(job, connection)
        assert await store.jobs.add("check sources", {}, key="zoom", due_at=clock.now + timedelta(days=7), connection=connection)
    assert [job.kind for job in await store.jobs.all()] == ["purge", "check sources"]


async def test_jobs_that_are_planned_again_stay_as_they_are(store: Store, clock: Clock) -> None:
    """By several processes at once; a key that is new gets its job, and to plan nothing is nothing."""
    later = clock.now + timedelta(hours=1)
    first = {key: ({"host": key}, later) for key in ("b.example", "a.example")}
    await asyncio.gather(*(store.jobs.plan("look", first) for _ in range(3)))
    await store.jobs.plan("look", {key: ({"host": key}, clock.now) for key in ("c.example", "b.example")})
    await store.jobs.plan("look", {})
    assert [(job.key, job.payload, job.due_at) for job in await store.jobs.all()] == [
        ("c.example", {"host": "c.example"}, clock.now),
        ("a.example", {"host": "a.example"}, later),
        ("b.example", {"host": "b.example"}, later),
    ]


async def test_a_job_that_failed_is_seen(store: Store, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """By the operator, for a month."""
    await store.jobs.add("look", {})
    [job] = await store.jobs.due(["look"])
    await store.jobs.failed(job, final=True)
    assert [(job.kind, job.state) for job in await store.jobs.all()] == [("look", "failed")]
    assert "the job look failed in 1 attempts" in caplog.text
    clock.advance(days=30)
    assert await store.jobs.due(["look"]) == ()
    await store.personal.purge()
    assert await store.jobs.all() == ()


async def test_a_job_that_failed_for_good_keeps_nobody_from_planning_it_anew(store: Store, clock: Clock) -> None:
    """And the operator can try it once more beside the new one."""
    await store.jobs.add("look", {"host": "a"}, key="a")
    [job] = await store.jobs.due(["look"])
    assert not await store.jobs.retry(job.id)
    await store.jobs.failed(job, final=True)
    assert await store.jobs.add("look", {"host": "a"}, key="a")
    assert await store.jobs.retry(job.id)
    assert {job.payload["host"] for job in await store.jobs.due(["look"], limit=5)} == {"a"}
    assert [job.state for job in await store.jobs.all()] == ["waiting", "waiting"]
    clock.advance(days=1)
    assert len(await store.jobs.due(["look"], limit=5)) == 2


@pytest.mark.parametrize("hours", [-48, -1, 1, 48])
async def test_a_clock_that_jumps_leaves_nothing_stuck(store: Store, clock: Clock, hours: int) -> None:
    """What is under a lease is taken over, at the latest a lease's length after the clock has reached the time at which it was due."""
    await store.outbox.add(HERE, "K1", {}, {}, due_at=clock.now - timedelta(hours=72))
    await store.jobs.add("look", {}, due_at=clock.now - timedelta(hours=72))
    await store.outbox.due("slack")
    await store.jobs.due(["look"])
    clock.advance(hours=hours)
    clock.now += LEASE
    [message], [job] = await store.outbox.due("slack"), await store.jobs.due(["look"])
    assert (message.attempts, job.attempts) == (2, 2)
    await store.outbox.failed(message)
    await store.jobs.failed(job)
    clock.now += 2 * FIRST_DELAY
    assert await store.outbox.due("slack")
    assert await store.jobs.due(["look"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.dictionaries(st.text(), JSON, max_size=3), card=st.dictionaries(st.text(), JSON, max_size=3), key=st.text())
async def test_what_goes_in_comes_out(store: Store, address: dict[str, Any], card: dict[str, Any], key: str) -> None:
    """Whatever a card holds and however a key is made."""
    await clear(store)
    assert await store.outbox.add(Person(HERE, "U1"), key, address, card)
    assert not await store.outbox.add(HERE, key, {}, {})
    assert await store.jobs.add("look", card, key=key)
    [message], [job] = await store.outbox.due("slack"), await store.jobs.due(["look"])
    assert (message.address, message.card, job.payload) == (address, card, card)


async def test_one_place_gets_one_message_at_a_time(store: Store, clock: Clock) -> None:
    """Whichever process asks, in order and a second apart; other places, and what has none, do not wait."""
    for key in ("a", "b", "c"):
        await store.outbox.add(HERE, key, {"channel": "C1"}, {}, place="C1")
    await store.outbox.add(HERE, "elsewhere", {"channel": "C2"}, {}, place="C2")
    await store.outbox.add(THERE, "same name", {"channel": "C1"}, {}, place="C1")
    await store.outbox.add(HERE, "nowhere", {}, {})
    taken = {message.key: message for message in await store.outbox.due("slack")}
    assert taken.keys() == {"a", "elsewhere", "same name", "nowhere"}
    assert await store.outbox.due("slack") == ()
    await store.outbox.sent(taken["a"])
    assert await store.outbox.due("slack") == ()
    clock.advance(seconds=1)
    [second] = await store.outbox.due("slack")
    await store.outbox.failed(second)
    assert [message.key for message in await store.outbox.due("slack")] == ["c"]  # one that fails holds no other up


async def test_two_processes_never_post_at_one_place_together(store: Store, store_url: str, clock: Clock) -> None:
    """On both databases."""
    other = await Store.open(store_url, keys=None, clock=clock)
    for number in range(20):
        await store.outbox.add(HERE, f"K{number}", {}, {}, place=f"C{number % 2}")
    both = await asyncio.gather(*(each.outbox.due("slack", 1) for each in (store, other) for _ in range(10)))
    await other.close()
    assert sorted(message.key for taken in both for message in taken) == ["K0", "K1"]
