"""Questions that are asked again word for word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.dialogue.asker import Asker
from bot.dialogue.chat import Chat
from bot.dialogue.engine import Engine
from bot.dialogue.repeated import Known, Repeated
from bot.replies.card import Card
from bot.storage import Person, Store, Workspace
from bot.understanding.decide import Decision

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ANSWER = Known(Decision("answer", ("zoom",), ("ai-training",)), Card(()), alone=True)
ANN, BEN = (Asker(Person(Workspace("discord", "1"), name), name) for name in ("ann", "ben"))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    store = await Store.open(f"sqlite:///{tmp_path / 'store.db'}", keys=None)
    yield store
    await store.close()


def test_just_the_same_words_are_known_on_the_same_day() -> None:
    """Nothing like them, and nothing of yesterday."""
    repeated = Repeated()
    repeated.put(repeated.digest("can zoom train"), MONDAY, ANSWER)
    assert repeated.get(repeated.digest("can zoom train"), MONDAY) == ANSWER
    assert repeated.get(repeated.digest("can zoom train?"), MONDAY) is None
    assert repeated.get(repeated.digest("can zoom train"), TUESDAY) is None
    repeated.put(repeated.digest("is signal encrypted"), TUESDAY, ANSWER)
    assert len(repeated) == 1


def test_only_so_many_are_known() -> None:
    """The oldest goes first."""
    repeated = Repeated(2)
    for text in ("a", "b", "c"):
        repeated.put(repeated.digest(text), MONDAY, ANSWER)
    assert [repeated.get(repeated.digest(text), MONDAY) is not None for text in ("a", "b", "c")] == [False, True, True]


def test_nobodys_words_are_kept() -> None:
    """Half a character does no harm either."""
    repeated = Repeated()
    text = "".join(("a quite un", "usual question \ud800"))
    repeated.put(repeated.digest(text), MONDAY, ANSWER)
    assert repeated.get(repeated.digest(text), MONDAY) == ANSWER
    assert "unusual" not in repr(vars(repeated))


async def test_a_repeated_question_is_answered_and_remembered_alike(engine: Engine, store: Store) -> None:
    """For whoever asks it; a follow-up leans on it, and what leans on something before is understood each time."""
    chat = Chat(engine, store, retention_days=90)
    first = await chat.ask("can zoom use my calls for ai", ANN)
    assert await chat.ask("can zoom use my calls for ai", BEN) is first
    for number in range(2):
        assert (await chat.ask("and teams?", Asker(ANN.person, f"conversation {number}"))).about is None
        for asker in (ANN, BEN):
            told = await chat.ask("and teams?", asker)
            assert told.about is not None
            assert told.about.subject.platforms == ("microsoft-teams",)
            assert await chat.ask("can zoom use my calls for ai", asker) is first


@pytest.mark.parametrize("text", ["compare zoom and teams", "which is better, zoom or webex, for encryption", "what's the weather", "zoom"])
async def test_what_leans_on_nothing_is_known_whatever_it_is(engine: Engine, store: Store, text: str) -> None:
    """A comparison, a question for the topic, one that is not ours: the same card again."""
    chat = Chat(engine, store, retention_days=90)
    assert await chat.ask(text, ANN) is await chat.ask(text, BEN)


async def test_what_quotes_somebody_is_not_kept(engine: Engine, store: Store) -> None:
    """A reading of a misspelt name repeats their spelling."""
    chat = Chat(engine, store, retention_days=90)
    card = await chat.ask("does teems train on my calls", ANN)
    assert "teems" in str(card.blocks)
    assert len(chat._repeated) == 0


async def test_another_day_is_another_answer(engine: Engine, store: Store) -> None:
    """Because what is overdue changes."""
    now = [datetime(2026, 11, 23, tzinfo=UTC)]
    chat = Chat(engine, store, retention_days=90, clock=lambda: now[0])
    before = await chat.ask("can zoom use my calls for ai", ANN)
    now[0] += timedelta(days=400)
    assert (await chat.ask("can zoom use my calls for ai", ANN)).blocks != before.blocks
