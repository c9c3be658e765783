"""The Slack adapter as the service runs it, in this process: against a local Slack, over HTTP or Socket Mode, for one workspace or many."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

from adapters.slack.app import SlackAdapter
from adapters.slack.plugin import SlackPlugin
from bot.dialogue.dialogue import Dialogue
from bot.service.adapter import Host
from bot.service.http import HttpServer, new_app
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.admins import Admins
from bot.upkeep.base_desk import Editing
from tests.conftest import TODAY
from tests.fakes.slack import FakeSlack, Message, Person

Way = Literal["http", "socket", "many"]
KEY = "a-secret-key-of-more-than-32-characters"
NOON = datetime.combine(TODAY, time(12), UTC)


@dataclass
class Running:
    """An open adapter and what is around it."""

    slack: FakeSlack
    app: SlackAdapter
    store: Store
    dialogue: Dialogue
    tasks: Tasks
    url: str
    folder: Path

    async def settled(self) -> None:
        """Return once everything that was acknowledged is answered, and what came of the answers is delivered."""
        while len(self.tasks) or self.slack._tasks:
            await self.tasks.settled()
            await self.slack.settled()


def settings_for(way: Way, slack: FakeSlack) -> dict[str, str]:
    """The settings of one of the three ways of connecting."""
    held = {"SLACK_API_URL": slack.api_url, "SMALLPRINT_PORT": "0"}
    if way == "many":
        client = {"SLACK_CLIENT_ID": slack.settings.client_id, "SLACK_CLIENT_SECRET": slack.settings.client_secret}
        return held | client | {"SLACK_SIGNING_SECRET": slack.settings.signing_secret, "SMALLPRINT_SECRET_KEY": KEY}
    held["SLACK_BOT_TOKEN"] = slack.workspace("T1").token
    if way == "socket":
        return held | {"SLACK_APP_TOKEN": slack.settings.app_token}
    return held | {"SLACK_SIGNING_SECRET": slack.settings.signing_secret}


@asynccontextmanager
async def running(
    revision: Revision,
    slack: FakeSlack,
    folder: Path,
    way: Way,
    *,
    clock: Callable[[], datetime] = lambda: NOON,
    editing: Editing | None = None,
    **more: str,
) -> AsyncIterator[Running]:
    """Open the adapter, with its database in a folder; `editing` is where edits go, `more` are further settings."""
    settings: Mapping[str, str] = settings_for(way, slack) | more
    keys = SecretKeys.read(settings["SMALLPRINT_SECRET_KEY"]) if settings.get("SMALLPRINT_SECRET_KEY") else None
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'smallprint.db'}", keys=keys)
    admins = Admins.read(settings.get("SMALLPRINT_ADMINS", ""))
    dialogue, tasks = Dialogue(KnowledgeHolder(revision), store, 90, clock, editing=editing, admins=admins), Tasks()

    async def readiness() -> Sequence[str]:
        return ()

    host = Host(settings, dialogue, store, keys, tasks)
    async with AsyncExitStack() as closing:
        closing.push_async_callback(store.close)
        app = SlackPlugin().open(host)
        assert isinstance(app, SlackAdapter)
        closing.push_async_callback(app.close)
        web = HttpServer("127.0.0.1", 0)
        await web.start(new_app([app.router], readiness))
        closing.push_async_callback(web.stop)
        url = f"http://127.0.0.1:{web.port}"
        slack.connect_http("" if way == "socket" else f"{url}/slack/events")
        slack.settings.redirect_url = f"{url}/slack/oauth_redirect"
        await app.start()
        if way == "socket":
            await slack.socket_opened()
        try:
            yield Running(slack, app, store, dialogue, tasks, url, folder)
        finally:
            await app.stop_taking()
            await web.stop()
            await tasks.drain(5)


async def private_word(person: Person, text: str) -> Message:
    """The private answer to a command."""
    asked = await person.command("/smallprint", text)
    assert asked.ephemeral is not None
    return asked.ephemeral
