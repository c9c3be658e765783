"""Ratings and the curators' queue."""

from __future__ import annotations

from bot.storage import Store
from tests.storage.counting import ratings_in
from tests.storage.databases import Clock
from tests.storage.people import ANN, BOB, HER_NAMESAKE, HERE, THERE


async def test_a_second_press_replaces_the_first(store: Store) -> None:
    """Each person counts once, with what they thought last, also of a newer version of the answer."""
    await store.feedback.rate(ANN, "zoom/encryption", "v1", True)
    await store.feedback.rate(BOB, "zoom/encryption", "v1", True)
    await store.feedback.rate(HER_NAMESAKE, "zoom/encryption", "v1", False)
    assert await ratings_in(store, HERE, "zoom", "encryption") == (2, 0)
    await store.feedback.rate(ANN, "zoom/encryption", "v2", False)
    assert await ratings_in(store, HERE, "zoom", "encryption") == (1, 1)
    assert await ratings_in(store, THERE, "zoom", "encryption") == (0, 1)
    assert await ratings_in(store, HERE, "zoom", "access") == (0, 0)


async def test_the_queue_holds_what_was_sent_until_it_is_resolved(store: Store, clock: Clock) -> None:
    """Newest first, word for word, with the answer that it is about."""
    question = await store.queue.add(ANN, "question", "does “Parlour” listen?\n🦜")
    clock.advance(hours=1)
    report = await store.queue.add(HER_NAMESAKE, "report", "that has changed", "zoom/ai-training", "v1")
    assert await store.queue.entries(None) == (report, question)
    assert await store.queue.entries(HERE) == (question,)
    assert (question.person, question.kind, question.text, question.answer) == (ANN, "question", "does “Parlour” listen?\n🦜", None)
    assert (report.answer, report.revision, report.sent_at) == ("zoom/ai-training", "v1", clock.now)
    await store.queue.resolve(report.id)
    assert await store.queue.entries(None) == (question,)
    assert await store.queue.entries(THERE) == ()


async def test_an_entry_is_found_by_its_number_while_it_is_kept(store: Store, clock: Clock) -> None:
    """Not after its time, and not by a number that no entry can have."""
    entry = await store.queue.add(ANN, "question", "does it listen?")
    await store.queue.add(BOB, "question", "does it train?")
    assert await store.queue.get(entry.id) == entry
    for number in (0, entry.id + 9, 2**31, 10**30):
        assert await store.queue.get(number) is None
    clock.advance(days=91)
    assert await store.queue.get(entry.id) is None


async def test_the_number_of_a_resolved_entry_never_comes_back(store: Store) -> None:
    """A link to an entry that was resolved resolves no other one."""
    first = await store.queue.add(ANN, "question", "one")
    await store.queue.resolve(first.id)
    second = await store.queue.add(ANN, "question", "two")
    await store.queue.resolve(first.id)
    assert await store.queue.entries(HERE) == (second,)
