"""The pages as a part of the service: they run without any token."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from adapters.web.plugin import plugin
from bot.service.run import Service
from bot.service.settings import SettingsError
from tests.service.starting import started


async def test_the_service_opens_with_the_pages_and_no_token(tmp_path: Path) -> None:
    """The matrix, an answered example, and how to connect the chats."""
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/s.db", "SMALLPRINT_PORT": "0", "SMALLPRINT_METRICS": "127.0.0.1:0"}
    assert plugin.missing(settings) is None
    service = Service(settings, (), (plugin,))
    running = await started(service)
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person, person.get("/") as page:
            body = await page.text()
            assert page.status == 200
            assert "server" not in page.headers
            async with person.get("/api/v1/answers/zoom/ai-training") as answered, person.get("/mcp") as tools:
                api = await answered.json()
                assert tools.status == 405
        assert api["title"] == "Zoom does not train its AI on your calls."
        assert api["title"] in body
        assert "Connect Slack" in body
        assert "Connect Discord" in body
        assert 'class="matrix"' in body
    finally:
        service.stop()
        await running


async def test_the_pages_can_be_switched_off() -> None:
    """And a switch that is neither on nor off is an error."""
    assert plugin.missing({"SMALLPRINT_WEB": "off"}) == "SMALLPRINT_WEB is off"
    assert plugin.missing({"SMALLPRINT_WEB": "on"}) is None
    with pytest.raises(SettingsError, match="on or off"):
        plugin.missing({"SMALLPRINT_WEB": "no"})


async def test_the_doctor_says_where_the_pages_are() -> None:
    """And that nothing links to them without a public address."""
    check, *_ = await plugin.examine({})
    assert "SMALLPRINT_PUBLIC_URL is not set" in check.says
    check, *_ = await plugin.examine({"SMALLPRINT_PUBLIC_URL": "https://s.example/"})
    assert check.says == "pages are public under https://s.example"
    with pytest.raises(SettingsError, match="SMALLPRINT_PUBLIC_URL"):
        await plugin.examine({"SMALLPRINT_PUBLIC_URL": "s.example"})
