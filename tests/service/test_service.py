"""The service as a whole: what it runs, how it is well, how it ends."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import aiohttp
import pytest

from adapters.web.server import WebPlugin, WebServer
from bot.service import doctor
from bot.service.adapter import Adapter, Check, Host, Request, Response, Route
from bot.service.run import Service
from bot.service.settings import SettingsError


class Bell:
    """A surface with one route, and a trouble that can be set."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.wrong: str | None = None
        self.events: list[str] = []
        self.release = asyncio.Event()
        self.stopped = asyncio.Event()
        host.routes.append(Route("POST", "/bell", self.ring))

    async def ring(self, request: Request) -> Response:
        """Acknowledge, and go on in the background."""
        self.host.tasks.start(self.echo(request.body))
        return Response(200, b"rung")

    async def echo(self, body: bytes) -> None:
        """The work behind the acknowledgement."""
        await self.release.wait()
        self.events.append(f"echoed {body.decode()}")

    async def start(self) -> None:
        """Note it."""
        self.events.append("started")

    async def stop_taking(self) -> None:
        """Note it."""
        self.events.append("stopped taking")
        self.stopped.set()

    async def close(self) -> None:
        """Note it."""
        self.events.append("closed")

    def trouble(self) -> str | None:
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


class Web(WebPlugin):
    """The real server, kept so that a test knows its port."""

    server: WebServer

    def open(self, host: Host) -> Adapter:
        """Open and keep it."""
        self.server = WebServer(host)
        return self.server


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A database of its own, and any free port."""
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/s.db", "SMALLPRINT_PORT": "0", "BELL_ROPE": "long"}


async def ready(service: Service) -> None:
    """Wait until the service can answer."""
    async with asyncio.timeout(60):
        while await service.not_ready():
            await asyncio.sleep(0.01)


async def test_runs_what_is_configured_and_finishes_what_was_acknowledged(settings: dict[str, str]) -> None:
    """Stopping takes no new events, waits for the work under way, then lets go."""
    web, bell = Web(), BellPlugin()
    service = Service(settings, (), (web, bell))
    running = asyncio.create_task(service.run())
    await ready(service)
    assert bell.opened is not None
    async with aiohttp.ClientSession(f"http://127.0.0.1:{web.server.port}") as person:
        assert (await person.get("/healthz")).status == 200
        assert (await person.get("/readyz")).status == 200
        assert "smallprint_replies" in await (await person.get("/metrics")).text()
        assert (await person.get("/bell")).status == 405
        assert (await person.get("/nowhere")).status == 404
        assert (await person.post("/bell", data=io.BytesIO(bytes(2 << 20)))).status == 413
        assert await (await person.post("/bell", data=b"nine")).text() == "rung"
        bell.opened.wrong = "the clapper is gone"
        unready = await person.get("/readyz")
        assert (unready.status, await unready.text()) == (503, "bell: the clapper is gone\n")
    service.stop()
    async with asyncio.timeout(10):
        await bell.opened.stopped.wait()
        assert not running.done()
        bell.opened.release.set()
        await running
    assert bell.opened.events == ["started", "stopped taking", "echoed nine", "closed"]


async def test_says_what_it_lacks(settings: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """And runs the rest."""
    del settings["BELL_ROPE"]
    service = Service(settings, (), (Web(), BellPlugin()))
    running = asyncio.create_task(service.run())
    await ready(service)
    service.stop()
    await running
    said = capfd.readouterr().err
    assert "bell does not run: set BELL_ROPE" in said
    assert "web runs" in said


async def test_a_wrong_setting_ends_the_start_with_a_word(settings: dict[str, str]) -> None:
    """Before anything was taken."""
    with pytest.raises(SettingsError, match="BELL_ROPE is cut"):
        await Service(settings | {"BELL_ROPE": "cut"}, (), (Web(), BellPlugin())).run()


async def test_a_port_that_is_taken_is_said(settings: dict[str, str]) -> None:
    """With the settings that change it."""
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    settings["SMALLPRINT_PORT"] = str(taken.sockets[0].getsockname()[1])
    with pytest.raises(SettingsError, match="SMALLPRINT_PORT"):
        await Service(settings, (), (Web(),)).run()
    taken.close()
    await taken.wait_closed()


async def test_the_doctor_looks_at_everything(settings: dict[str, str]) -> None:
    """What is not configured is off; what would not work is wrong and says what to do."""
    today = date(2026, 11, 23)

    async def states(**changed: str) -> dict[str, str]:
        checks = await doctor.examine(settings | changed, (), (Web(), BellPlugin()), today)
        return {check.what: check.state for check in checks}

    assert await states() == {"knowledge": "ok", "secret key": "off", "database": "ok", "web": "ok", "bell": "ok"}
    assert (await states(BELL_ROPE=""))["bell"] == "off"
    assert (await states(BELL_ROPE="cut"))["bell"] == "wrong"
    assert (await states(SMALLPRINT_SECRET_KEY="short"))["secret key"] == "wrong"  # noqa: S106 - no real one
    assert (await states(DATABASE_URL="sqlite:////dev/null/no-folder.db"))["database"] == "wrong"
    assert (await states(SMALLPRINT_PORT="x"))["settings"] == "wrong"
