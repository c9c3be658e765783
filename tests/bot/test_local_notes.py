"""Notes that admins write in chat: beside the answer, in their workspace only, gone with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies.card import Card
from bot.storage import Person, Store, Workspace
from bot.understanding.revision import KnowledgeHolder, Revision
from tests.conftest import TODAY

HERE, THERE = Workspace("slack", "T1"), Workspace("slack", "T2")
ANN, BEN = Asker(Person(HERE, "U1")), Asker(Person(THERE, "U2"))
QUESTION = "does zoom train on my calls"
NOTE = "Here: it is switched off; ask privacy@acme.example."


@pytest.fixture
async def dialogue(revision: Revision, tmp_path: Path) -> AsyncIterator[Dialogue]:
    """A dialogue with a note of one workspace on Zoom and AI training."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/s.db", keys=None)
    await store.local_notes.put(HERE, "zoom/ai-training", NOTE)
    yield Dialogue(KnowledgeHolder(revision), store, 90, lambda: datetime.combine(TODAY, time(12), UTC))
    await store.close()


def notes(card: Card | None) -> tuple[str, ...]:
    """Return the local notes that a card shows."""
    assert card is not None
    assert card.reply is not None
    return card.reply.notes


async def test_a_note_is_shown_where_it_was_written(dialogue: Dialogue) -> None:
    """Beside its answer only, also in its details; nowhere else, and never in what is shared."""
    card = await dialogue.answer(QUESTION, ANN)
    assert notes(card) == (f"Local note (this workspace): {NOTE}",)
    assert card.about is not None
    reference = card.about.encode() or ""
    assert notes(await dialogue.press("details", reference, ANN)) == notes(card)
    assert notes(dialogue.public_card(reference)) == ()
    assert notes(await dialogue.answer("is zoom encrypted", ANN)) == ()
    assert notes(await dialogue.answer(QUESTION, BEN)) == ()
    assert notes(await dialogue.press("details", reference, BEN)) == ()
    assert notes(await dialogue.answer(QUESTION, ANN._replace(outside=True))) == ()


async def test_a_note_goes_with_its_workspace_not_with_its_writer(dialogue: Dialogue) -> None:
    """It names nobody."""
    await dialogue._store.personal.forget(ANN.person)
    assert notes(await dialogue.answer(QUESTION, ANN))
    await dialogue._store.personal.delete_workspace(HERE)
    assert notes(await dialogue.answer(QUESTION, ANN)) == ()
