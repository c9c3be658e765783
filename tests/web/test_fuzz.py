"""Whatever is sent to the pages, to the assistants' endpoint and to the lines of the terminal is answered or refused."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.jsonl import answer_lines
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.damage import damaged, damaged_text, fuzzed
from tests.web.browser import Browser
from tests.web.programs import Program, served

QUESTION = "can zoom use my calls for AI?"
ADDRESSES = (
    "/platforms?kind=meetings&plan=free&region=eu&sort=ai-training&no_training=true",
    "/platforms/zoom?as_of=2023-08-07",
    "/topics/encryption",
    "/answers/zoom/ai-training?as_of=2023",
    "/compare?platform=zoom&platform=microsoft-teams&topic=encryption",
    "/platforms/zoom/changes.atom",
    "/static/style.css",
    "/api/v1/answers/zoom/encryption?as_of=2024&plan=free",
)
FIELDS = ("text", "example", "ask", "show", "asked", "about", "post", "day", "x")
VALUES = (QUESTION, "and teams?", "answer zoom ai-training", "zoom", "2023-08-07", "Zoom trains its AI on every call.", "")
CALL = {
    "jsonrpc": "2.0", "id": 1, "method": "tools/call",
    "params": {"name": "ask", "arguments": {"question": QUESTION, "as_of": "2023-08", "plan": "free"}},
}  # fmt: skip
LINE = {"id": "q1", "text": QUESTION, "context": "is zoom encrypted?", "as_of": "2023-08", "plan": "free"}


pytestmark = pytest.mark.usefixtures("no_limit")


@pytest.fixture
async def program(revision: Revision) -> AsyncIterator[Program]:
    """Somebody's program."""
    async with served(revision) as opened:
        yield opened


@fuzzed(100)
@given(st.sampled_from(ADDRESSES).flatmap(damaged_text))
async def test_any_address_is_answered(browser: Browser, address: str) -> None:
    """With a page, a redirect or a refusal, whatever stands in its path and its query."""
    page = await browser.get("/" + quote(address.encode("utf-8", "replace"), safe="/?&=%"))
    assert page.status < 500


@fuzzed(100)
@given(
    st.sampled_from(["/ask", "/check"]),
    st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES).flatmap(damaged_text) | st.text()), max_size=14),
)
async def test_any_form_is_answered(browser: Browser, path: str, fields: list[tuple[str, str]]) -> None:
    """Also with a conversation that somebody made up."""
    sent = [(name, value.encode("utf-8", "replace").decode()) for name, value in fields]
    assert (await browser.post(path, *sent)).status < 500


@fuzzed(60)
@given(damaged(CALL).map(json.dumps) | damaged_text(json.dumps(CALL)))
async def test_any_call_of_an_assistant_is_answered(program: Program, body: str) -> None:
    """As JSON of the protocol, or with an HTTP status that refuses it."""
    headers = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    answered = await program.send("POST", "/mcp", body.encode("utf-8", "surrogatepass"), headers)
    assert answered.status < 500, answered


@fuzzed(100)
@given(st.lists(damaged(LINE).map(json.dumps) | damaged_text(json.dumps(LINE)), max_size=3))
def test_any_line_is_answered(revision: Revision, lines: list[Any]) -> None:
    """Each with one object, so that both sides stay in step."""
    asked = [line for text in lines for line in [text.replace("\n", " ")] if line.strip()]
    out = io.StringIO()
    answer_lines(revision, asked, out, TODAY)
    answered = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(answered) == len(asked)
