"""What operators can count, and that nobody can be recognised by it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY, generate_latest

from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies import pages
from bot.replies.card import Card
from bot.service import measuring
from bot.service.delivery import answer_claimed
from bot.storage import Delivery, Person, Store, Workspace
from bot.understanding.revision import KnowledgeHolder, Revision
from knowledge.dates import PartialDate
from tests.storage.databases import Clock, clock, store, store_url

__all__ = ["clock", "store", "store_url"]

ANN = Asker(Person(Workspace("bell", "TQUINCE"), "UQUINCE"), "CQUINCE:1")
WORD = "quincunx"


def counted(name: str, **labels: str) -> float:
    """Return how much a metric stands at."""
    return REGISTRY.get_sample_value(f"smallprint_{name}", labels) or 0.0


@pytest.fixture
def dialogue(revision: Revision, store: Store, clock: Clock) -> Dialogue:
    """The dialogue over the shipped knowledge, on the day of the tests."""
    return Dialogue(KnowledgeHolder(revision), store, 90, clock)


async def test_questions_are_counted_and_nobody_is_named(dialogue: Dialogue) -> None:
    """By surface, kind, form, platform and topic; with their time, and the age of what was answered."""
    before = {name: counted(name) for name in ("answer_age_days_count",)}
    asked_before = counted("asked_about_total", platform="zoom", topic="encryption")
    answer = await dialogue.answer(f"is zoom end to end encrypted, {WORD}?", ANN)
    await dialogue.answer("what about signal?", ANN)
    await dialogue.answer(f"does {WORD} listen?", ANN)
    assert answer.about is not None
    await dialogue.press("unhelpful", answer.about.encode() or "", ANN)
    await dialogue.press("show", answer.about.subject.encode() or "", ANN)
    dialogue.claims(f"Zoom trains its AI on every {WORD} call", PartialDate("2026-11-23"))
    assert counted("replies_total", surface="bell", kind="answer", form="question") == 1
    assert counted("replies_total", surface="bell", kind="answer", form="follow-up") >= 1
    assert counted("replies_total", surface="bell", kind="answer", form="choice") == 1
    assert counted("presses_total", surface="bell", action="unhelpful") == 1
    assert counted("asked_about_total", platform="zoom", topic="encryption") == asked_before + 2
    assert counted("answer_seconds_count", surface="bell") == 4
    assert counted("answer_age_days_count") > before["answer_age_days_count"]
    assert counted("posts_total", found="yes") >= 1
    told = generate_latest().decode()
    assert WORD not in told
    assert "QUINCE" not in told


async def test_a_delivery_is_counted_by_its_end(store: Store) -> None:
    """Answered, apologised for, or neither."""
    event = Delivery(Person(Workspace("gong", "T1"), "U1"), "E1")

    async def make() -> Card:
        return pages.notice("an answer")

    async def arrives(card: Card) -> str | None:  # noqa: ARG001
        return "M1"

    async def is_lost(card: Card) -> str | None:  # noqa: ARG001
        return None

    async def breaks(card: Card) -> str | None:  # noqa: ARG001
        raise ValueError

    async def sorry(incident: str) -> None:
        assert incident

    for send in (arrives, arrives, is_lost, breaks):
        await answer_claimed(store.deliveries, event, make, send, sorry)
    ended = {outcome: counted("deliveries_total", surface="gong", outcome=outcome) for outcome in ("answered", "undelivered", "apologised")}
    assert ended == {"answered": 2, "undelivered": 1, "apologised": 1}
    assert counted("delivery_seconds_count", surface="gong") == 4


async def test_what_waits_is_measured(store: Store, clock: Clock) -> None:
    """By queue and state, with the age of the oldest; what is done leaves no figure behind."""
    long_due = clock.now - timedelta(days=4000)
    await store.outbox.add(ANN.person.workspace, "K1", {}, {}, due_at=long_due)
    await store.outbox.add(ANN.person.workspace, "K2", {}, {}, due_at=long_due)
    await store.jobs.add("look", {})
    await store.queue.add(ANN.person, "report", WORD)
    [first] = await store.outbox.due("bell", 1)
    await store.outbox.failed(first, final=True)
    await measuring.note_backlog(store)
    assert counted("backlog", queue="outbox", state="waiting") == 1
    assert counted("backlog", queue="outbox", state="failed") == 1
    assert counted("backlog", queue="jobs", state="waiting") == 1
    assert counted("backlog", queue="curators", state="report") == 1
    assert counted("oldest_due_seconds", queue="outbox") > 3000 * 86400
    [job] = await store.jobs.due(["look"])
    [second] = await store.outbox.due("bell", 1)
    await store.jobs.done(job)
    await store.outbox.sent(second)
    await measuring.note_backlog(store)
    assert counted("backlog", queue="jobs", state="waiting") == 0
    assert counted("oldest_due_seconds", queue="outbox") == 0


def test_a_part_that_cannot_work_is_zero() -> None:
    """For an alert on it."""
    measuring.note_health({"bell": "the clapper is gone", "database": None})
    assert (counted("healthy", part="bell"), counted("healthy", part="database")) == (0, 1)


def test_names_follow_the_conventions() -> None:
    """One prefix; a unit at the end."""
    names = {family.name for family in REGISTRY.collect() if family.name.startswith("smallprint")}
    assert names
    assert not [name for name in names if not re.fullmatch(r"smallprint(_[a-z]+)*", name)]
