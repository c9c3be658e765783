"""The service as a whole: what it runs, how it is well, how it ends."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from bot.replies.card import Card
from bot.service import doctor
from bot.service.adapter import Adapter, Check, Host
from bot.service.http import HttpServer, new_app
from bot.service.run import Service
from bot.service.settings import SettingsError
from bot.storage import Installation, Store, Workspace
from bot.storage.secret_keys import SecretKeys
from bot.upkeep.mistakes import TIME_TO_MEND
from tests.logs import listening_for
from tests.patience import HANG
from tests.service.starting import started


class Bell:
    """A surface with one route, and a trouble that can be set."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.wrong: str | None = None
        self.events: list[str] = []
        self.asked = asyncio.Event()
        self.release = asyncio.Event()
        self.stopped = asyncio.Event()
        self.router = APIRouter()
        self.router.add_api_route("/bell", self.ring, methods=["POST"])

    async def ring(self, request: Request) -> PlainTextResponse:
        """Acknowledge, and go on in the background."""
        body = await request.body()
        if body.startswith(b"crack"):
            raise ValueError(body.decode())
        if body == b"slow":
            self.asked.set()
            await self.release.wait()
        self.host.tasks.start(self.echo(body))
        return PlainTextResponse("rung")

    async def echo(self, body: bytes) -> None:
        """The work behind the acknowledgement."""
        await self.release.wait()
        self.events.append(f"echoed {body.decode()}")

    async def start(self) -> None:
        """Note it."""
        self.events.append("started")

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:
        """Not needed here: `test_outbox` posts."""

    async def stop_taking(self) -> None:
        """Note it."""
        self.events.append("stopped taking")
        self.stopped.set()

    async def close(self) -> None:
        """Note it."""
        self.events.append("closed")

    def health_problem(self) -> str | None:
        """What a test has set."""
        return self.wrong


class BellPlugin:
    """The surface before it is open."""

    name = "bell"

    def __init__(self) -> None:
        self.opened: Bell | None = None

    def missing(self, settings: Mapping[str, str]) -> str | None:
        """It needs a rope."""
        return None if settings.get("BELL_ROPE") else "set BELL_ROPE"

    def open(self, host: Host) -> Adapter:
        """Open it, unless the rope is cut."""
        if host.settings["BELL_ROPE"] == "cut":
            raise SettingsError("BELL_ROPE is cut")
        self.opened = Bell(host)
        return self.opened

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """The rope."""
        return (Check("bell", "wrong" if settings["BELL_ROPE"] == "cut" else "ok", "the rope"),)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A database of its own, and any free port."""
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/s.db", "SMALLPRINT_PORT": "0", "SMALLPRINT_METRICS": "127.0.0.1:0", "BELL_ROPE": "long"}


@asynccontextmanager
async def running(settings: dict[str, str]) -> AsyncIterator[tuple[aiohttp.ClientSession, Bell, Service]]:
    """Run the service with the bell, and somebody who speaks HTTP."""
    plugin = BellPlugin()
    service = Service(settings, (), (plugin,))
    ending = await started(service)
    assert plugin.opened is not None
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person:
            yield person, plugin.opened, service
    finally:
        plugin.opened.release.set()
        service.stop()
        await ending


async def status_of(asking: AbstractAsyncContextManager[aiohttp.ClientResponse]) -> int:
    """The status of a response, whose body is nobody's concern."""
    async with asking as response:
        return response.status


async def test_runs_what_is_configured_and_finishes_what_was_acknowledged(settings: dict[str, str]) -> None:
    """Stopping takes no new events, waits for the work under way, then lets go."""
    bell = BellPlugin()
    service = Service(settings, (), (bell,))
    running = await started(service)
    assert bell.opened is not None
    async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person:
        assert (await person.get("/healthz")).status == 200
        assert (await person.get("/readyz")).status == 200
        assert (await person.get("/metrics")).status == 404
        assert "smallprint_replies" in await (await person.get(f"http://127.0.0.1:{service.metrics_port}/metrics")).text()
        assert (await person.get("/bell")).status == 405
        assert (await person.get("/nowhere")).status == 404
        assert (await person.post("/bell", data=io.BytesIO(bytes(2 << 20)))).status == 413
        assert await (await person.post("/bell", data=b"nine")).text() == "rung"
        bell.opened.wrong = "the clapper is gone"
        unready = await person.get("/readyz")
        assert (unready.status, await unready.text()) == (503, "bell: the clapper is gone\n")
    service.stop()
    async with asyncio.timeout(HANG):
        await bell.opened.stopped.wait()
        assert not running.done()
        bell.opened.release.set()
        await running
    assert bell.opened.events == ["started", "stopped taking", "echoed nine", "closed"]


async def test_a_mistake_in_a_changed_file_is_a_warning(settings: dict[str, str], tmp_path: Path) -> None:
    """The service stays ready; the admins get a message, if there is a channel for it and the mistake is still there."""
    own = tmp_path / "own"
    own.mkdir()
    settings |= {"SMALLPRINT_ADMIN_CHANNEL": "slack:T1/C1"}
    del settings["BELL_ROPE"]
    service = Service(settings, (own,), ())
    running = await started(service)
    with listening_for("bot.service.reloading", "a file has a mistake") as warned:
        (own / "lounge.toml").write_text("slug = ")
        async with asyncio.timeout(HANG):
            await warned.wait()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person:
        said = await (await person.get("/readyz")).text()
        assert await status_of(person.get("/readyz")) == 200
    service.stop()
    await running
    first, second = said.splitlines()
    assert first == "ready"
    assert second.startswith("warning: ")
    assert "lounge.toml:1: " in second
    store = await Store.open(settings["DATABASE_URL"], keys=None, clock=lambda: datetime.now(UTC) + TIME_TO_MEND)
    [message] = await store.outbox.due("slack")
    await store.close()
    assert (message.workspace.id, message.address["channel"]) == ("T1", "C1")


async def test_what_is_too_long_is_refused(settings: dict[str, str]) -> None:
    """By its length where that is said, and by counting where it is not."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield bytes(2**16)

    async with running(settings) as (person, _, _):
        assert await status_of(person.post("/bell", data=io.BytesIO(bytes(2**20)))) == 200
        assert await status_of(person.post("/bell", data=io.BytesIO(bytes(2**20 + 1)))) == 413
        assert await status_of(person.post("/bell", data=endless())) == 413
        assert await status_of(person.get("/healthz", headers={"X-Long": "x" * 2**14})) == 200
        assert await status_of(person.get("/healthz", headers={"X-Long": "x" * 2**20})) == 400


async def test_a_failure_is_told_by_its_number_only(settings: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """Neither the answer nor the log says what the error said, which may be what somebody wrote."""
    async with running(settings) as (person, _, _):
        response = await person.post("/bell", data=b"crack of doom")
        said = await response.text()
    logged = capfd.readouterr().err
    assert response.status == 500
    assert said.split("(")[1][:8] in logged
    assert "of doom" not in said + logged


async def test_a_request_under_way_is_answered_before_the_end(settings: dict[str, str]) -> None:
    """And what it acknowledges is waited for."""
    async with running(settings) as (person, bell, service):
        asking = asyncio.create_task(person.post("/bell", data=b"slow"))
        await bell.asked.wait()
        service.stop()
        await bell.stopped.wait()
        bell.release.set()
        assert await (await asking).text() == "rung"
    assert bell.events == ["started", "stopped taking", "echoed slow", "closed"]


async def test_says_what_it_lacks(settings: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """And runs the rest."""
    del settings["BELL_ROPE"]
    service = Service(settings, (), (BellPlugin(),))
    running = await started(service)
    service.stop()
    await running
    said = capfd.readouterr().err
    assert "bell does not run: set BELL_ROPE" in said
    assert "listening on" in said


async def test_a_wrong_setting_ends_the_start_with_a_word(settings: dict[str, str]) -> None:
    """Before anything was taken."""
    with pytest.raises(SettingsError, match="BELL_ROPE is cut"):
        await Service(settings | {"BELL_ROPE": "cut"}, (), (BellPlugin(),)).run()


@pytest.mark.parametrize(("name", "value"), [("SMALLPRINT_PORT", "{}"), ("SMALLPRINT_METRICS", "127.0.0.1:{}")])
async def test_a_port_that_is_taken_is_said(settings: dict[str, str], name: str, value: str) -> None:
    """With the settings that change it."""
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    settings[name] = value.format(taken.sockets[0].getsockname()[1])
    with pytest.raises(SettingsError, match=name):
        await Service(settings, (), ()).run()
    taken.close()
    await taken.wait_closed()


async def test_the_doctor_looks_at_everything(settings: dict[str, str]) -> None:
    """What is not configured is off; what would not work is wrong and says what to do."""
    today = date(2026, 11, 23)

    async def states(**changed: str) -> dict[str, str]:
        checks = await doctor.examine(settings | changed, (), (BellPlugin(),), today)
        return {check.what: check.state for check in checks}

    well = {"knowledge", "edits", "settings", "database", "disk", "queues", "http", "bell"}
    assert await states() == dict.fromkeys(well, "ok") | {"secret key": "off", "sources": "off", "traces": "off"}
    assert (await states(BELL_ROPE=""))["bell"] == "off"
    assert (await states(BELL_ROPE="cut"))["bell"] == "wrong"
    assert (await states(SMALLPRINT_SECRET_KEY="short"))["secret key"] == "wrong"  # noqa: S106 - no real one
    assert (await states(DATABASE_URL="sqlite:////dev/null/no-folder.db"))["database"] == "wrong"
    assert (await states(SMALLPRINT_PORT="x"))["settings"] == "wrong"
    assert (await states(SMALLPRINT_RETENTION_DAY="30"))["settings"] == "wrong"


async def test_the_doctor_leaves_an_earlier_versions_tables_as_they_are(settings: dict[str, str], tmp_path: Path) -> None:
    """Whoever installed a new version looks first, then makes a backup; a process of the earlier one may still run."""
    path = tmp_path / "earlier.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((Path(__file__).parents[1] / "data" / "database-0006.sql").read_text(encoding="utf-8"))
        before = [*connection.iterdump()]
    checks = await doctor.examine(settings | {"DATABASE_URL": f"sqlite:///{path}"}, (), (), date(2026, 11, 23))
    [says] = [check.says for check in checks if check.what == "database"]
    assert "step 0006" in says
    assert "back it up" in says
    with closing(sqlite3.connect(path)) as connection:
        assert [*connection.iterdump()] == before


@pytest.mark.parametrize("folder", ["missing", "a-file", "part-is-a-file", "for-nobody"])
async def test_a_folder_that_cannot_be_read_is_said(settings: dict[str, str], tmp_path: Path, folder: str) -> None:
    """By `serve`, which does not start, and by the doctor."""
    (tmp_path / "a-file").write_text("")
    for name, part, text in (("part-is-a-file", "platforms", ""), ("for-nobody", "layer.toml", "workspaces = []")):
        (tmp_path / name).mkdir()
        (tmp_path / name / part).write_text(text)
    folders = (tmp_path / folder,)
    with pytest.raises(SettingsError, match=f"SMALLPRINT_KNOWLEDGE: .*{folder}"):
        await Service(settings, folders, ()).run()
    [knowledge, *_] = await doctor.examine(settings, folders, (), date(2026, 11, 23))
    assert (knowledge.what, knowledge.state) == ("knowledge", "wrong")
    assert folder in knowledge.says


async def test_a_key_that_does_not_fit_is_wrong(settings: dict[str, str]) -> None:
    """And so is none, if tokens are stored that one encrypted."""
    right, other = ("a" * 40, "b" * 40)
    store = await Store.open(settings["DATABASE_URL"], keys=SecretKeys.read(right))
    workspace = Workspace("slack", "T7")
    await store.installations.save(Installation(workspace, {"bot_token": "xoxb"}, {}, datetime.now(UTC)))
    await store.close()

    async def key_check(**changed: str) -> Check:
        checks = await doctor.examine(settings | changed, (), (), date(2026, 11, 23))
        return next(check for check in checks if check.what == "secret key")

    assert (await key_check(SMALLPRINT_SECRET_KEY=right)).state == "ok"
    assert (await key_check(SMALLPRINT_SECRET_KEY=f"{other},{right}")).state == "ok"
    store = await Store.open(settings["DATABASE_URL"], keys=SecretKeys.read(f"{right},{other}"))
    await store.close()
    wrong = await key_check(SMALLPRINT_SECRET_KEY=other)
    assert wrong.state == "wrong"
    assert "T7" in wrong.says
    assert (await key_check()).state == "wrong"


@pytest.mark.parametrize(("proxies", "seen"), [("127.0.0.0/8", "198.51.100.7"), ("10.0.0.0/8", "127.0.0.1")])
async def test_who_asks_is_taken_from_a_proxy_that_is_named(proxies: str, seen: str) -> None:
    """And from nobody else, nor from what a visitor put in front of it."""
    router = APIRouter()

    @router.get("/who")
    async def who(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.client.host if request.client else "")

    async def readiness() -> Sequence[str]:
        return ()

    server = HttpServer("127.0.0.1", 0, proxies)
    await server.start(new_app([router], readiness))
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as proxy,
        proxy.get("/who", headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.7"}) as response,
    ):
        assert await response.text() == seen
    await server.stop()
