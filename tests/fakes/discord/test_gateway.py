"""What the gateway demands of a socket, and what it keeps for a session."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord.conftest import Raw
from tests.patience import HANG


async def _closed_with(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    while not socket.closed:
        message = await socket.receive(5)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            break
    return socket.close_code


async def _next(socket: aiohttp.ClientWebSocketResponse, op: int = 0) -> dict[str, Any]:
    while True:
        payload: dict[str, Any] = await socket.receive_json(timeout=HANG)
        if payload["op"] == op:
            return payload


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("no json", 4002),
        ('{"op": 2, "d": {"token": "' + "x" * 4_100 + '"}}', 4002),
        ('{"op": 99, "d": null}', 4001),
        ('{"op": 8, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "wrong", "intents": 1}}', 4004),
        ('{"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}', 4004),
    ],
)
async def test_a_bad_first_payload_closes_the_socket(raw: Raw, payload: str, code: int) -> None:
    """Each mistake has Discord's close code."""
    socket = await raw.socket()
    await socket.send_str(payload)
    assert await _closed_with(socket) == code


@pytest.mark.parametrize(
    ("further", "code"),
    [
        ({"intents": 1 << 30}, 4013),
        ({"intents": None}, 4013),
        ({"intents": 1 << 1}, 4014),
        ({"intents": 1 << 8}, 4014),
        ({"intents": 1 << 15}, 4014),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_a_bad_identify_closes_the_socket(raw: Raw, further: dict[str, Any], code: int) -> None:
    """Invalid and unapproved intents and impossible shards are told apart."""
    assert await _closed_with(await raw.identified(**further)) == code


async def test_address_and_order_are_checked(discord: FakeDiscord, raw: Raw) -> None:
    """Version 10 in JSON is spoken, and a socket identifies once."""
    assert await _closed_with(await raw.socket("v=6&encoding=json")) == 4012
    assert await _closed_with(await raw.socket("v=10&encoding=etf")) == 4002
    socket = await raw.identified()
    await socket.send_json({"op": 2, "d": {"token": discord.token, "intents": 1}})
    assert await _closed_with(socket) == 4005


async def test_too_many_payloads_close_the_socket(discord: FakeDiscord, raw: Raw) -> None:
    """120 payloads in 60 seconds are allowed; the 121st is one too many, unless the window passed."""
    socket = await raw.identified()
    for _ in range(119):
        await socket.send_json({"op": 1, "d": None})
        await _next(socket, op=11)
    discord.clock.advance(61)
    for _ in range(121):
        await socket.send_json({"op": 1, "d": None})
    assert await _closed_with(socket) == 4008
    assert discord.gateway.ops[1] == 119 + 120


async def test_max_concurrency_is_honoured() -> None:
    """One identify in five seconds for each of `max_concurrency` groups of shards; another gets an invalid session."""
    async with FakeDiscord(max_concurrency=2) as discord, aiohttp.ClientSession() as session:
        raw = Raw(discord, session)
        assert (await _next(await raw.identified(shard=[0, 4])))["t"] == "READY"
        assert (await _next(await raw.identified(shard=[1, 4])))["t"] == "READY"
        assert (await _next(await raw.identified(shard=[2, 4]), op=9))["d"] is False
        discord.clock.advance(5)
        assert (await _next(await raw.identified(shard=[2, 4])))["t"] == "READY"
        assert [identified.shard[0] for identified in discord.gateway.identified] == [0, 1, 2]


async def test_more_than_2500_guilds_need_shards(discord: FakeDiscord, raw: Raw) -> None:
    """Beyond 2,500 servers a shard, sharding is required, and so many shards are advised."""
    for number in range(2_501):
        discord.guild(f"guild {number}")
    assert await _closed_with(await raw.identified()) == 4011
    assert (await raw.api("GET", "/gateway/bot"))[1]["shards"] == 2
    socket = await raw.identified(shard=[1, 2])
    assert len((await _next(socket))["d"]["guilds"]) in (1_250, 1_251)


async def test_a_session_is_resumed_from_where_it_was_heard(discord: FakeDiscord, raw: Raw) -> None:
    """RESUME replays what came after the number named, then RESUMED; each event keeps its number."""
    guild = discord.guild()
    alice = guild.member("alice")
    socket = await raw.identified()
    ready = (await _next(socket))["d"]
    assert ready["resume_gateway_url"] == discord.gateway_url
    assert (await _next(socket))["t"] == "GUILD_CREATE"
    discord.cut()
    for number in range(3):
        await alice.says(guild.general, f"{discord.mention} {number}")
    again = await raw.socket()
    await again.send_json({"op": 6, "d": {"token": discord.token, "session_id": ready["session_id"], "seq": 2}})
    replayed = [await _next(again) for _ in range(4)]
    assert [(event["s"], event["t"]) for event in replayed] == [
        (3, "MESSAGE_CREATE"),
        (4, "MESSAGE_CREATE"),
        (5, "MESSAGE_CREATE"),
        (6, "RESUMED"),
    ]
    assert [event["d"]["content"][-1] for event in replayed[:3]] == ["0", "1", "2"]


async def test_a_session_that_is_gone_cannot_be_resumed(discord: FakeDiscord, raw: Raw) -> None:
    """A session ends when the client closes with 1000, when it is invalidated, and after minutes; numbers not sent are refused."""
    socket = await raw.identified()
    ready = (await _next(socket))["d"]

    async def resume(number: int) -> aiohttp.ClientWebSocketResponse:
        again = await raw.socket()
        await again.send_json({"op": 6, "d": {"token": discord.token, "session_id": ready["session_id"], "seq": number}})
        return again

    discord.cut()
    assert await _closed_with(await resume(99)) == 4007
    discord.clock.advance(600)
    assert (await _next(await resume(1), op=9))["d"] is False
    socket = await raw.identified()
    ready = (await _next(socket))["d"]
    await socket.close(code=1000)
    await discord.wait_for(lambda: not discord.gateway.connected())
    assert (await _next(await resume(1), op=9))["d"] is False


async def test_members_are_not_told_without_their_intent(discord: FakeDiscord, raw: Raw) -> None:
    """GUILD_CREATE names the bot alone, and requests for members are recorded."""
    guild = discord.guild(members=40, channels=3, roles=5)
    guild.member("alice")
    socket = await raw.identified()
    assert (await _next(socket))["d"]["guilds"] == [{"id": str(guild.id), "unavailable": True}]
    created = (await _next(socket))["d"]
    assert [member["user"]["id"] for member in created["members"]] == [str(discord.bot.id)]
    assert (created["member_count"], len(created["channels"]), len(created["roles"])) == (43, 3, 6)
    await socket.send_json({"op": 8, "d": {"guild_id": str(guild.id), "query": "", "limit": 0}})
    await discord.wait_for(lambda: discord.gateway.member_requests)
