"""How often platforms are asked about."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.storage import Store
from tests.storage.databases import Clock
from tests.storage.people import HERE, THERE


async def test_what_is_asked_about_is_counted_by_week(store: Store, clock: Clock) -> None:
    """Most first, from the week of the day on that was named, in this workspace."""
    asked = [("zoom", "ai-training")] * 3 + [("teams", "encryption")] * 2 + [("teams", "retention")] * 2 + [("webex", "access")]
    await asyncio.gather(*(store.counters.count(HERE, platform, topic) for platform, topic in asked))
    await store.counters.count(THERE, "zoom", "ai-training")
    assert await store.counters.most_asked(HERE, date(2026, 11, 23), 2) == (("teams", 4), ("zoom", 3))
    clock.advance(days=7)
    await store.counters.count(HERE, "zoom", "ai-training")
    await store.counters.count(HERE, "zoom", "history")
    assert await store.counters.most_asked(HERE, date(2026, 11, 23), 5) == (("zoom", 5), ("teams", 4), ("webex", 1))
    assert await store.counters.most_asked(HERE, date(2026, 11, 29), 5) == (("zoom", 5), ("teams", 4), ("webex", 1))
    assert await store.counters.most_asked(HERE, date(2026, 11, 30), 5) == (("zoom", 2),)
    assert await store.counters.asked_since(date(2026, 11, 30)) == {("zoom", "ai-training"): 1, ("zoom", "history"): 1}
    assert (await store.counters.asked_since(date(2026, 11, 25)))["zoom", "ai-training"] == 5
