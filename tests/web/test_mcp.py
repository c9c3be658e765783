"""The tools for assistants, called by the official client over both transports."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from adapters.web.limits import AddressLimits
from bot.dialogue.respond import Message, respond
from bot.replies.card import card_json
from bot.service.rate_limiter import RateLimiter
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.patience import HANG
from tests.web.programs import served

CALLS: dict[str, dict[str, Any]] = {
    "ask": {"question": "can zoom train on my calls?", "as_of": "2023-07-28"},
    "platforms": {},
    "topics": {},
    "answer": {"platform": "Microsoft Teams", "topic": "encryption"},
    "history": {"platform": "zoom", "as_of": "2023-12"},
    "claims": {"post": "Zoom trains its AI on every call.", "date": "2023-08-07"},
}
Connect = Callable[[], AbstractAsyncContextManager[Client]]


@pytest.fixture(params=["http", "http of 2025", "stdio"])
def connect(request: pytest.FixtureRequest, revision: Revision) -> Connect:
    """Connect an assistant: over HTTP as today and as before, and over standard input and output."""

    @asynccontextmanager
    async def connect() -> AsyncIterator[Client]:
        if request.param == "stdio":
            command = StdioServerParameters(command=sys.executable, args=["-m", "adapters.terminal.main", "mcp"])
            async with Client(command, read_timeout_seconds=HANG) as client:
                yield client
        else:
            async with served(revision) as program:
                mode = "legacy" if "2025" in request.param else "auto"
                async with Client(f"{program.address}/mcp", mode=mode, read_timeout_seconds=HANG) as client:
                    yield client

    return connect


async def test_every_tool_is_listed_and_answers(connect: Connect) -> None:
    """They are read-only, say what they give, and name what they rest on."""
    async with connect() as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == set(CALLS)
        for tool in tools:
            assert tool.description
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            assert tool.output_schema
            called = await client.call_tool(tool.name, CALLS[tool.name])
            assert not called.is_error, called
            said = called.structured_content
            assert said is not None
            if tool.name in {"ask", "answer"}:
                assert said["verdict"]
                assert said["last_verified"]
            if tool.name in {"ask", "answer"}:
                assert any(source["url"] and (source["document_date"] or source["copy_date"]) for source in said["sources"])
            if tool.name == "history":
                assert all(change["sources"] and change["date"] < "2024" for change in said["history"])
            if tool.name == "claims":
                assert said["result"][0]["sources"]


async def test_the_words_have_the_json_too(revision: Revision) -> None:
    """For assistants that read no structure; it is the one shape."""
    async with served(revision) as program, Client(f"{program.address}/mcp") as client:
        called = await client.call_tool("ask", {"question": "<b>compare</b> zoom and teams on encryption"})
    [words] = called.content
    said = json.loads(words.text)  # type: ignore[union-attr]
    assert said == called.structured_content
    del said["id"], said["microseconds"]
    assert said == json.loads(json.dumps(card_json(respond(revision, Message("<b>compare</b> zoom and teams on encryption"), TODAY).card)))


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("answer", {"platform": "frobnicator", "topic": "encryption"}, "No platform is known"),
        ("answer", {"platform": "zoom", "topic": "encription"}, "Did you mean encryption?"),
        ("answer", {"platform": "zoom", "topic": "encryption", "as_of": "2031"}, "in the future"),
        ("ask", {"question": ""}, "at least 1 character"),
        ("ask", {"question": "zoom", "plan": "gold"}, "enterprise"),
        ("claims", {"post": "a" * 40_001}, "at most 40000 characters"),
        ("nothing", {}, "Unknown tool"),
    ],
)
async def test_an_error_says_what_to_do(
    revision: Revision, caplog: pytest.LogCaptureFixture, tool: str, arguments: dict[str, Any], words: str
) -> None:
    """In the result, where an assistant reads it; nothing of it is logged."""
    async with served(revision) as program, Client(f"{program.address}/mcp") as client:
        called = await client.call_tool(tool, arguments)
    assert called.is_error
    assert words in str(called.content)
    assert not any(value in caplog.text for value in arguments.values() if value and value != "zoom")


async def test_an_error_of_ours_has_an_id_and_no_words(
    revision: Revision, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The id is in the log; what was asked is not."""

    def fail(_: object, message: Message, *__: object) -> None:
        raise ValueError(message.text)

    monkeypatch.setattr("bot.dialogue.reading.respond", fail)
    async with served(revision) as program, Client(f"{program.address}/mcp") as client:
        called = await client.call_tool("ask", {"question": "secret words"})
    assert called.is_error
    assert "Something went wrong (" in str(called.content)
    assert "incident" in caplog.text
    assert "secret" not in caplog.text + str(called.content)


@pytest.mark.usefixtures("hurried")
async def test_over_http_there_is_nothing_but_calls(revision: Revision) -> None:
    """No stream to hold open, no session, and as much as an address may read."""
    hello = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    accepted = {"content-type": "application/json", "accept": "application/json, text/event-stream", "origin": "https://reader.example"}
    async with served(revision, AddressLimits(RateLimiter(at_once=3))) as program:
        stream = await program.send("GET", "/mcp", None, accepted)
        assert (stream.status, stream.headers["allow"], set(stream.json)) == (405, "POST", {"error", "hint"})
        before = await program.send("OPTIONS", "/mcp", None, {**accepted, "access-control-request-method": "POST"})
        assert (before.status, before.headers["access-control-allow-origin"]) == (200, "*")
        answered = await program.send("POST", "/mcp", json.dumps(hello).encode(), accepted)
        assert (answered.status, answered.json["result"], "mcp-session-id" in answered.headers) == (200, {}, False)
        longest = await program.send("POST", "/mcp", b" " * 600_000, accepted)
        assert longest.status == 413
        refused = await program.send("POST", "/mcp", json.dumps(hello).encode(), accepted)
        assert (refused.status, int(refused.headers["retry-after"]) > 0) == (429, True)
