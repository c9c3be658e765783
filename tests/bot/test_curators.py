"""What the curators see of what people sent, and what they do with it."""

from __future__ import annotations

import pytest

from adapters.terminal.queue import QueueChanges, work_queue
from bot.storage import NOBODY, Person, Store, Workspace
from bot.upkeep.curating import Curating, CuratingError
from knowledge.base import Knowledge
from tests.storage.databases import clock, store, store_url
from tests.upkeep.bases import small

__all__ = ["clock", "store", "store_url"]

ANN, BOB = (Person(Workspace("slack", "T1"), name) for name in ("U1", "U2"))


async def test_shows_what_waits_and_dismisses(store: Store) -> None:
    """With its number, kind, answer and version; nothing says who sent it."""
    assert await work_queue(store, QueueChanges(), small) == "nothing in the queue"
    await store.queue.add(ANN, "question", "does blorptalk\ntrain?")
    report = await store.queue.add(BOB, "report", "outdated", "zoom/retention", "0a1b2c3d")
    await store.queue.add(NOBODY, "source", "zoom: terms changed", "zoom/ai-training")
    await store.feedback.rate(ANN, "zoom/retention", "0a1b2c3d", helpful=False)
    await store.feedback.rate(BOB, "zoom/encryption", "0a1b2c3d", helpful=True)
    said = await work_queue(store, QueueChanges(), small)
    assert "3 in the queue" in said
    assert "does blorptalk train?" in said
    assert "zoom/retention (version 0a1b2c3d), kept until" in said
    assert "source on zoom/ai-training, kept until" in said
    assert "1 said no, 0 yes" in said
    assert "zoom/encryption" not in said
    assert "U1" not in said
    said = await work_queue(store, QueueChanges(dismiss=report.id), small)
    assert f"{report.id} is dismissed\n2 in the queue" in said
    assert "1 waits until blorptalk/ai-training is on record" in await work_queue(
        store, QueueChanges(link=("blorptalk/ai-training", 1)), small
    )
    assert "1 is answered by lantern/ai-training" in await work_queue(store, QueueChanges(link=("lantern/ai-training", 1)), small)


async def test_an_asker_who_wanted_it_is_told_once_the_linked_answer_is_on_record(store: Store) -> None:
    """And so are those whose questions were merged into that one; nobody else, and nobody twice."""
    curating, base = Curating(store), small()
    first, second, third = [await store.queue.add(person, "question", "lantern?") for person in (ANN, BOB, ANN)]
    assert await store.queue.tell_when_answered(ANN, first.id, {"channel": "U1"})
    assert await store.queue.tell_when_answered(BOB, second.id, {"channel": "U2"})
    assert not await store.queue.tell_when_answered(BOB, third.id, {"channel": "U2"})
    await curating.merge(second.id, first.id)
    await curating.merge(third.id, first.id)
    without = Knowledge(base.topics, {})
    assert not await curating.link(first.id, "lantern/ai-training", without)
    await curating.tell_answered(without)
    assert await store.outbox.due("slack") == ()
    await curating.tell_answered(base)
    await curating.tell_answered(base)
    messages = await store.outbox.due("slack")
    assert [(message.address["channel"], message.card["answers"]) for message in messages] == [("U1", "lantern?"), ("U2", "lantern?")]
    assert await curating.entries() == ()


async def test_an_entry_that_was_merged_takes_those_merged_into_it_along(store: Store) -> None:
    """However deep."""
    curating = Curating(store)
    ids = [(await store.queue.add(ANN, "question", f"{number}?")).id for number in range(3)]
    await curating.merge(ids[0], ids[1])
    await curating.merge(ids[1], ids[2])
    await curating.dismiss(ids[2])
    assert await curating.entries() == ()


async def test_what_cannot_be_done_is_said(store: Store) -> None:
    """And changes nothing."""
    curating, base = Curating(store), small()
    entry = await store.queue.add(ANN, "question", "lantern?")
    for attempt, says in (
        (curating.answer(entry.id, None, base), "is about no answer yet"),
        (curating.answer(entry.id, "lantern/encryption", base), "waits for it"),
        (curating.answer(99, None, base), "there is no entry 99"),
        (curating.link(entry.id, "lantern", base), "names no answer"),
        (curating.merge(entry.id, entry.id), "cannot be merged"),
        (curating.dismiss(99), "there is no entry 99"),
    ):
        with pytest.raises(CuratingError, match=says):
            await attempt
    assert [each.id for each in await curating.entries()] == [entry.id]
