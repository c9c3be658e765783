"""A local Discord for each test, and ways to speak to it without a library: what discord.py would never send must be refused too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.discord import FakeDiscord, running
from tests.fakes.discord.bare_bot import Commanded, Hears


class Raw:
    """Speaks to the API and the gateway by hand."""

    def __init__(self, discord: FakeDiscord, session: aiohttp.ClientSession) -> None:
        self._discord = discord
        self._session = session

    async def api(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
        """The status and JSON that a request gets."""
        headers = {"Authorization": f"Bot {token or self._discord.token}"}
        async with self._session.request(method, self._discord.api_url + path, json=body, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else None

    async def socket(self, query: str = "v=10&encoding=json") -> aiohttp.ClientWebSocketResponse:
        """A gateway socket."""
        return await self._session.ws_connect(f"{self._discord.gateway_url}?{query}", max_msg_size=0)

    async def identified(self, **further: Any) -> aiohttp.ClientWebSocketResponse:
        """A gateway socket that said hello and identified."""
        socket = await self.socket()
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": 2, "d": {"token": self._discord.token, "intents": 1 | 1 << 9, "properties": {}, **further}})
        return socket


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """A local Discord that lets one identify follow another at once."""
    async with FakeDiscord(identify_seconds=0) as local:
        yield local


@pytest.fixture
async def raw(discord: FakeDiscord) -> AsyncIterator[Raw]:
    """Requests by hand."""
    async with aiohttp.ClientSession() as session:
        yield Raw(discord, session)


@pytest.fixture
async def bot(discord: FakeDiscord) -> AsyncIterator[Hears]:
    """A bare bot that answers mentions."""
    async with running(discord, Hears()) as client:
        yield client


@pytest.fixture
async def commanded(discord: FakeDiscord) -> AsyncIterator[Commanded]:
    """A bare bot with commands."""
    async with running(discord, Commanded()) as client:
        yield client
