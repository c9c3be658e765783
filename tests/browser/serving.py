"""The web pages served for a browser, on the day of the tests, by the adapter that also runs in the service."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

from adapters.web.adapter import WebPages
from bot.dialogue.dialogue import Dialogue
from bot.service.adapter import Host
from bot.service.http import HttpServer, new_app
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder, Revision


@contextmanager
def served(revision: Revision, day: date, folder: Path) -> Iterator[str]:
    """Serve the pages without any token from a thread, with a database in a folder; yield the address of the front page."""
    address: Future[str] = Future()
    ended = threading.Event()
    serving = threading.Thread(target=lambda: asyncio.run(_serve(revision, day, folder, address, ended)))
    serving.start()
    try:
        yield address.result(timeout=60)
    finally:
        ended.set()
        serving.join()


async def _serve(revision: Revision, day: date, folder: Path, address: Future[str], ended: threading.Event) -> None:
    try:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/pages.db", keys=None, retention_days=90)
        dialogue = Dialogue(KnowledgeHolder(revision), store, 90, lambda: datetime.combine(day, time(12), UTC))
        pages = WebPages(Host({}, dialogue, store, None, Tasks(), _ready))
        server = HttpServer("127.0.0.1", 0)
        await server.start(new_app([pages.router], _ready))
    except BaseException as error:
        address.set_exception(error)
        raise
    address.set_result(f"http://127.0.0.1:{server.port}")
    await asyncio.to_thread(ended.wait)
    await server.stop()
    await store.close()


async def _ready() -> Sequence[str]:
    return ()
