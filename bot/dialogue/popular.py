"""The platforms that a workspace asks about most, each with today's verdict."""

from __future__ import annotations

from datetime import date, timedelta

from bot.replies import wording
from bot.storage import Store, Workspace
from bot.understanding.subject import DEFAULT_TOPIC
from bot.upkeep.verification import COUNTED_DAYS
from knowledge.base import Knowledge, answer_on


async def popular(knowledge: Knowledge, store: Store, workspace: Workspace, today: date, most: int) -> tuple[tuple[str, str, str], ...]:
    """Return the platforms asked about most in a workspace lately: name, today's verdict on AI training in words, slug."""
    rows = []
    for slug, _ in await store.counters.most_asked(workspace, today - timedelta(days=COUNTED_DAYS), 2 * most):
        platform = knowledge.platforms.get(slug)
        if platform is not None:
            entry = answer_on(platform, DEFAULT_TOPIC)
            words = knowledge.topics[entry.topic].verdicts[entry.verdict].short if entry else wording.NOT_KNOWN
            rows.append((platform.name, words, slug))
    return tuple(rows[:most])
