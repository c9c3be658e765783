"""The web pages served for a browser, on the day of the tests, by the adapter that also runs in the service."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from adapters.web.adapter import WebPages
from bot.dialogue.dialogue import Dialogue
from bot.service.adapter import Host
from bot.service.http import HttpServer, new_app
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.base_desk import Editing
from tests.fakes.slack import FakeSlack
from tests.patience import HANG

Result = TypeVar("Result")


class Site(NamedTuple):
    """The pages as they run: where the front page is, what is behind them, and the Slack with which one signs in."""

    address: str
    store: Store
    holder: KnowledgeHolder
    slack: FakeSlack
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something where the pages run, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=HANG)


@contextmanager
def served(revision: Revision, day: date, folder: Path) -> Iterator[str]:
    """Serve the pages without any token from a thread, with a database in a folder; yield the address of the front page."""
    with running(revision, day, folder) as site:
        yield site.address


@contextmanager
def running(revision: Revision, day: date, folder: Path, editing: Editing | None = None) -> Iterator[Site]:
    """Serve the pages from a thread; with `editing` they are public, and people sign in with a local Slack."""
    started: Future[Site] = Future()
    ended = threading.Event()
    serving = threading.Thread(target=lambda: asyncio.run(_serve(revision, day, folder, editing, started, ended)))
    serving.start()
    try:
        yield started.result(timeout=HANG)
    finally:
        ended.set()
        serving.join()


async def _serve(
    revision: Revision, day: date, folder: Path, editing: Editing | None, started: Future[Site], ended: threading.Event
) -> None:
    async with FakeSlack() as slack:
        try:
            store = await Store.open(f"sqlite+aiosqlite:///{folder}/pages.db", keys=None, retention_days=90)
            holder = KnowledgeHolder(revision)
            dialogue = Dialogue(holder, store, 90, lambda: datetime.combine(day, time(12), UTC), editing=editing)
            server, app = HttpServer("127.0.0.1", 0), new_app([], _ready)
            await server.start(app)
            address = f"http://127.0.0.1:{server.port}"
            settings = _signing_in(slack, address) if editing else {}
            app.include_router(WebPages(Host(settings, dialogue, store, None, Tasks())).router)
        except BaseException as error:
            started.set_exception(error)
            raise
        started.set_result(Site(address, store, holder, slack, asyncio.get_running_loop()))
        await asyncio.to_thread(ended.wait)
        await server.stop()
        await store.close()


def _signing_in(slack: FakeSlack, address: str) -> Mapping[str, str]:
    """Return the settings with which one signs in."""
    slack.openid.redirect_uris = {f"{address}/admin/enter/slack/back"}
    return {
        "SMALLPRINT_PUBLIC_URL": address,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": "xoxb-T1",
        "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
        "SLACK_CLIENT_ID": slack.settings.client_id,
        "SLACK_CLIENT_SECRET": slack.settings.client_secret,
    }


async def _ready() -> Sequence[str]:
    return ()
