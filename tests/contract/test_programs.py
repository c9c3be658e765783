"""Programs keep the contract too: line by line, by the API and by the tools for assistants they get the card that people see, as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from mcp import Client

from adapters.terminal.jsonl import answer_lines
from bot.dialogue.respond import Message, respond
from bot.replies.card import card_json
from bot.understanding.question import NOTHING_BEFORE
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.contract.contract import HOSTILE, QUESTIONS
from tests.patience import HANG
from tests.web.programs import served

Json = dict[str, Any]
Ask = Callable[[str, str | None], Awaitable[Json]]
"""Ask a question, perhaps with the question before it."""
FOLLOW_UPS = (
    ("is zoom end to end encrypted", "and signal?"),
    ("is it end to end encrypted", "signal"),
    ("compare zoom and teams on retention", "history"),
    ("alternatives to otter", "and on the free plan?"),
    ("is webex encrypted", "ok cool"),
    ("is webex encrypted", "compare teams"),
)


@asynccontextmanager
async def by_line(revision: Revision) -> AsyncIterator[Ask]:
    """Ask by `ask --jsonl`."""

    async def ask(text: str, context: str | None) -> Json:
        out = io.StringIO()
        assert answer_lines(revision, [json.dumps({"text": text, "context": context})], out, TODAY) == []
        said: Json = json.loads(out.getvalue())
        return said

    yield ask


@asynccontextmanager
async def by_api(revision: Revision) -> AsyncIterator[Ask]:
    """Ask by the API."""
    async with served(revision) as program:

        async def ask(text: str, context: str | None) -> Json:
            answered = await program.post("/ask", {"text": text, "context": context})
            assert answered.status == 200, answered
            said: Json = answered.json
            return said

        yield ask


@asynccontextmanager
async def by_tool(revision: Revision) -> AsyncIterator[Ask]:
    """Ask by the tool of an assistant."""
    async with served(revision) as program, Client(f"{program.address}/mcp", read_timeout_seconds=HANG) as client:

        async def ask(text: str, context: str | None) -> Json:
            called = await client.call_tool("ask", {"question": text, "context": context})
            assert not called.is_error, called
            assert called.structured_content is not None
            said: Json = called.structured_content
            return said

        yield ask


@pytest.mark.parametrize("program", [by_line, by_api, by_tool])
async def test_programs_get_the_replies_of_every_surface(
    revision: Revision, program: Callable[[Revision], AbstractAsyncContextManager[Ask]]
) -> None:
    """Whatever is asked or written, and on whatever it leans; the ways to ask that the help names are the surface's own."""
    asked = [(None, text) for text in (*QUESTIONS, *HOSTILE, "privacy", "following", "follow zoom")]
    async with program(revision) as ask:
        for before, text in (*asked, *FOLLOW_UPS):
            said = await ask(text, before)
            assert said.pop("id") is None
            assert said.pop("microseconds") >= 0
            card = _card_json(revision, text, before)
            if text == "help":
                card["detail"] = said["detail"]
            assert said == card, text


def _card_json(revision: Revision, text: str, before: str | None) -> Json:
    context = respond(revision, Message(before), TODAY).after if before else NOTHING_BEFORE
    shown: Json = json.loads(json.dumps(card_json(respond(revision, Message(text), TODAY, before=context).card)))
    return shown
