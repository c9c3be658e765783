"""What is due is listed: in the terminal, and once a week in the admins' channel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.replies.blocks import Heading, Points
from bot.storage import Person, Store, Workspace
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.admins import AdminChannel, Admins
from bot.upkeep.verification import COUNTED_DAYS, Verification, digest_card, due_answers, next_week
from knowledge.base import answer_on, review_due
from knowledge.load import load

CHANNEL = AdminChannel.read("slack:T1/C1")
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    now = THURSDAY

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A Thursday."""
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """A store of its own."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/s.db", keys=None, clock=clock)
    yield store
    await store.close()


def test_what_is_due_comes_most_asked_first(revision: Revision) -> None:
    """What is past its interval only, by whoever answers for it."""
    day = date(2027, 6, 1)
    asked = {("zoom", "encryption"): 3, ("signal", "encryption"): 9}
    due = due_answers(revision.knowledge, day, asked)
    assert [each.answer for each in due[:2]] == ["signal/encryption", "zoom/encryption"]
    for each in due:
        platform = revision.knowledge.platforms[each.parts[0]]
        answer = answer_on(platform, each.parts[1])
        assert answer is not None
        assert answer.verdict != "unverified"
        assert each.since == review_due(answer)
        assert each.since is None or each.since < day
    assert due_answers(revision.knowledge, day, asked, owner="nobody") == ()


def test_an_interval_that_is_left_out_is_its_topic_s(small_base: Path) -> None:
    """90 days for AI training, 180 for the others, if topics.toml says so."""
    path = small_base / "platforms" / "parlour.toml"
    path.write_text("\n".join(line for line in path.read_text().splitlines() if not line.startswith("review_days")))
    topics = small_base / "topics.toml"
    topics.write_text(topics.read_text().replace('id = "ai-training"', 'id = "ai-training"\nreview_days = 90'))
    [parlour] = [platform for platform in load([small_base], date(2026, 11, 23)).platforms if platform.slug == "parlour"]
    assert {answer.topic: answer.review_days for answer in parlour.answers if answer.topic == "ai-training"} == {"ai-training": 90}
    assert {answer.review_days for answer in parlour.answers if answer.topic != "ai-training"} <= {180}


async def test_the_digest_is_sent_once_a_week(revision: Revision, store: Store, clock: Clock) -> None:
    """By whichever process comes first, also if it ran late; the card is made when it is posted."""
    processes = [Verification(KnowledgeHolder(revision), store, CHANNEL, clock) for _ in range(3)]
    asked = due_answers(revision.knowledge, THURSDAY.date(), {})[-1]
    await store.counters.count(Workspace("discord", "G1"), *asked.parts)
    sent = 0
    for _ in range(5 * 7):
        await asyncio.gather(*(process.send_due() for process in processes))
        messages = await store.outbox.due("slack")
        for message in messages:
            assert message.address["channel"] == "C1"
            card = digest_card(revision.knowledge, message.card, clock.now.date())
            assert card is not None
            [heading] = [block for block in card.brief if isinstance(block, Heading)]
            [points] = [block for block in card.brief if isinstance(block, Points)]
            assert len(card.buttons) == 10
            assert len(points.points) == 11
            assert points.points[0].startswith(f"{revision.knowledge.platforms[asked.parts[0]].name}, ")
            assert points.points[0].endswith("asked once")
            assert heading.text.endswith("answers are due for a check")
            await store.outbox.sent(message)
        sent += len(messages)
        clock.now += timedelta(days=1)
    assert sent == 5
    assert clock.now.date() - THURSDAY.date() < timedelta(days=COUNTED_DAYS)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (THURSDAY, datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 30, 7, 59, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 30, 8, tzinfo=UTC), datetime(2026, 12, 7, 8, tzinfo=UTC)),
    ],
)
def test_digests_come_on_monday_mornings(now: datetime, then: datetime) -> None:
    """In UTC."""
    assert next_week(now) == then


def test_admins_are_named_in_one_workspace_or_in_all() -> None:
    """By surface and id."""
    admins = Admins.read("slack:T1/U1, discord:42")
    assert admins.include(Person(Workspace("slack", "T1"), "U1"))
    assert not admins.include(Person(Workspace("slack", "T2"), "U1"))
    assert admins.include(Person(Workspace("discord", "G7"), "42"))
    with pytest.raises(ValueError, match="names nobody"):
        Admins.read("ann")
