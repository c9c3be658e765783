"""What the curators see of what people sent."""

from __future__ import annotations

from pathlib import Path

from adapters.terminal.queue import look_at_queue
from bot.storage import Person, Store, Workspace

ANN, BOB = (Person(Workspace("slack", "T1"), name) for name in ("U1", "U2"))


async def test_shows_what_waits_and_takes_what_is_done(tmp_path: Path) -> None:
    """With its number, kind, answer and version; nothing says who sent it."""
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/s.db"}
    assert await look_at_queue(settings, None) == "nothing in the queue"
    store = await Store.open(settings["DATABASE_URL"], keys=None)
    await store.queue.add(ANN, "question", "does blorptalk\ntrain?")
    report = await store.queue.add(BOB, "report", "outdated", "zoom/retention", "0a1b2c3d")
    await store.feedback.rate(ANN, "zoom/retention", "0a1b2c3d", helpful=False)
    await store.feedback.rate(BOB, "zoom/encryption", "0a1b2c3d", helpful=True)
    await store.close()
    said = await look_at_queue(settings, None)
    assert "2 in the queue" in said
    assert "does blorptalk train?" in said
    assert "zoom/retention (version 0a1b2c3d), kept until" in said
    assert "1 said no, 0 yes" in said
    assert "zoom/encryption" not in said
    assert "U1" not in said
    assert "1 in the queue" in await look_at_queue(settings, report.id)
