"""A local Slack, and the app connected to it each way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.slack.settings import BOT_SCOPES
from bot.understanding.revision import Revision
from tests.fakes.slack import Approval, FakeSlack, Person
from tests.slack.running import Running, Way, running
from tests.storage.databases import postgresql

__all__ = ["ann", "app", "ben", "postgresql", "slack", "waited"]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A Slack with workspace T1 and channel C1, in which the app has the scopes that its manifest needs, and may see who is an admin."""
    async with FakeSlack(scopes=(*BOT_SCOPES, "users:read")) as fake:
        yield fake


@pytest.fixture(params=["http", "socket", "many"])
async def app(request: pytest.FixtureRequest, revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app in T1: one workspace over HTTP, by Socket Mode, and as one of many that installed it."""
    way: Way = request.param
    async with running(revision, slack, tmp_path, way) as opened:
        if way == "many":
            await slack.install(f"{opened.url}/slack/install", Approval("T1", "U0ADMIN"))
        yield opened


@pytest.fixture
def ann(slack: FakeSlack) -> Person:
    """Somebody in T1."""
    return slack.workspace("T1").user("U1", "ann")


@pytest.fixture
def ben(slack: FakeSlack) -> Person:
    """Somebody else in T1."""
    return slack.workspace("T1").user("U2", "ben")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited before something was tried again; nobody really waits."""
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    for module in ("slack_sdk.http_retry.builtin_async_handlers", "slack_sdk.http_retry.async_handler"):
        monkeypatch.setattr(f"{module}.asyncio", type("Clock", (), {"sleep": staticmethod(wait)}))
    return waits
