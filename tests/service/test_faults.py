"""The database is full, locked, silent or gone: what needs it waits and says why, what does not goes on, and all is well afterwards."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import aiohttp
import pytest

from adapters.web.plugin import WebPlugin
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.service.run import Service
from bot.storage import Delivery, Person, Store, StoreError, Workspace
from bot.storage import address as address_module
from bot.understanding.revision import KnowledgeHolder, Revision
from tests.logs import listening_for
from tests.patience import HANG
from tests.service.starting import started
from tests.storage.databases import KEYS, PostgreSQL, postgresql

__all__ = ["postgresql"]

ANN = Person(Workspace("slack", "T1"), "U1")
EXPIRED_STAYS, OUTBOX_UNREAD = "what has expired could not be deleted", "the outbox could not be read, trying again"
QUESTION, NO = "can zoom use my calls for AI?", "Zoom does not train its AI on your calls"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where SQLite keeps its database."""
    return tmp_path / "s.db"


@pytest.fixture
async def store(file: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """A store on SQLite that does not wait half a minute for another writer."""
    monkeypatch.setattr(address_module, "BUSY_SECONDS", 0)
    opened = await Store.open(f"sqlite:///{file}", keys=KEYS)
    yield opened
    await opened.close()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program writes for a long time."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def fill_up(store: Store, *, full: bool) -> None:
    """Let the disk be full, as SQLite meets it: it may take no further page; or let it have room again."""
    pages = f"PRAGMA max_page_count={1 if full else 1_000_000}"
    await store._database.at_once(lambda connection: connection.exec_driver_sql(pages).close())


async def answers(store: Store, revision: Revision, conversation: str = "C1:1") -> bool:
    """Whether a question is answered rightly."""
    dialogue = Dialogue(KnowledgeHolder(revision), store, 90)
    card = await dialogue.answer(QUESTION, Asker(ANN, conversation))
    await dialogue.noted()
    return NO in repr(card)


async def test_with_a_full_disk_answers_are_given_and_events_are_not_acknowledged(
    store: Store, revision: Revision, caplog: pytest.LogCaptureFixture
) -> None:
    """What was acknowledged could be lost; the log says why, and once there is room everything goes on."""
    await fill_up(store, full=True)

    async def claim_many() -> None:
        for number in range(1_000):  # until the pages that are there have no room
            await store.deliveries.claim(Delivery(ANN, f"E{number} {'x' * 500}"))

    with pytest.raises(StoreError, match="full") as refused:
        await claim_many()
    assert refused.value.transient
    caplog.set_level(logging.WARNING)
    for number in range(400):
        if "disk is full" in caplog.text:
            break
        assert await answers(store, revision, f"C1:{number} {'x' * 500}")
    assert "disk is full" in caplog.text
    await store.check()
    await fill_up(store, full=False)
    assert await store.deliveries.claim(Delivery(ANN, "E-1"))
    assert await answers(store, revision)


async def test_with_a_locked_database_answers_are_given_and_events_are_not_acknowledged(
    store: Store, file: Path, revision: Revision, caplog: pytest.LogCaptureFixture
) -> None:
    """Reading goes on; whoever asks is not told of the trouble, whoever operates it is."""
    with locked(file):
        with pytest.raises(StoreError, match="locked") as refused:
            await store.deliveries.claim(Delivery(ANN, "E1"))
        assert refused.value.transient
        assert await answers(store, revision)
        assert "database is locked" in caplog.text
        await store.check()
        assert await store.deliveries.delivery_of(ANN.workspace, "E1") is None
    assert await store.deliveries.claim(Delivery(ANN, "E1"))


async def test_a_database_that_says_nothing_holds_no_answer_up(
    store: Store, revision: Revision, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As when the network to it swallows everything."""
    monkeypatch.setattr("bot.dialogue.memory.PATIENCE", 0.05)

    async def nothing(*_: object) -> None:
        await asyncio.Event().wait()

    waiting = ((store.local_notes, "of"), (store.conversations, "last"), (store.conversations, "remember"), (store.counters, "count"))
    for part, name in waiting:
        monkeypatch.setattr(part, name, nothing)
    async with asyncio.timeout(HANG):
        assert await answers(store, revision)
        dialogue = Dialogue(KnowledgeHolder(revision), store, 90)
        await dialogue.answer("and on the free plan?", Asker(ANN, "C1:1"))
    assert "local notes could not be looked up" in caplog.text
    assert "a conversation could not be looked up" in caplog.text
    assert "the database does not answer" in caplog.text


async def test_a_database_that_is_gone_for_a_while_ends_nothing(postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service says that it is not ready and why; its pages answer; when the database is back, so is the service, by itself."""
    monkeypatch.setattr("bot.service.run.PURGE_SECONDS", 0.05)
    monkeypatch.setattr("bot.service.outbox.PAUSE_SECONDS", 0.05)
    settings = {"DATABASE_URL": postgresql.new_database(), "SMALLPRINT_PORT": "0", "SMALLPRINT_METRICS": "127.0.0.1:0"}
    service = Service(settings, (), (WebPlugin(),))
    running = await started(service)

    async def page(person: aiohttp.ClientSession, path: str, **query: str) -> tuple[int, str]:
        async with person.get(path, params=query) as response:
            return response.status, await response.text()

    async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person:
        with listening_for("bot.service.run", EXPIRED_STAYS) as purge, listening_for("bot.service.outbox", OUTBOX_UNREAD) as outbox:
            postgresql.stop()
            try:
                assert any("database: the database postgresql://" in reason for reason in await service.not_ready())
                status, said = await page(person, "/readyz")
                assert (status, "database:" in said) == (503, True)
                assert await page(person, "/healthz") == (200, "ok\n")
                status, said = await page(person, "/ask", q=QUESTION)
                assert (status, NO in said) == (200, True)
                assert (await page(person, "/platforms/zoom"))[0] == 200
                await purge.wait()  # whatever runs by the clock meets it too
                await outbox.wait()
            finally:
                postgresql.start()
        assert (await page(person, "/readyz"))[0] == 200
    assert not running.done()
    service.stop()
    await running


async def test_a_service_whose_database_is_away_at_the_start_says_so(tmp_path: Path) -> None:
    """And ends, so that whatever started it starts it again."""
    settings = {"DATABASE_URL": f"postgresql://u:hunter2@/x?host={tmp_path}", "SMALLPRINT_PORT": "0", "SMALLPRINT_METRICS": "127.0.0.1:0"}
    with pytest.raises(StoreError, match=r"the database postgresql://u:\*\*\*@/x failed"):
        await Service(settings, (), ()).run()
