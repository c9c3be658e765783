"""Whatever comes with Slack's signature is acknowledged or refused; nothing ends the app, and nothing is quoted in the log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.revision import Revision
from tests.damage import damaged, damaged_text, fuzzed
from tests.fakes.slack import FakeSlack, Person, sign
from tests.fakes.slack.lines import Kind
from tests.slack.running import Running, running

QUESTION = "can zoom use my calls for ai?"


@pytest.fixture
async def app(revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app over HTTP."""
    async with running(revision, slack, tmp_path, "http") as opened:
        yield opened


pytestmark = pytest.mark.usefixtures("no_limit")


@pytest.fixture
async def sent(app: Running, ann: Person) -> list[tuple[Kind, Any]]:
    """One of each kind of request that Slack sends."""
    asked = await ann.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    letter, mention = await ann.direct_message(QUESTION), await ann.mention("C1", QUESTION)
    pressed = await ann.press(asked.ephemeral, "more", "Wrong or outdated?")
    home = await ann.open_home()
    await app.settled()
    events: list[tuple[Kind, Any]] = [("events_api", delivery.payload) for delivery in (letter, mention, home)]
    return [("slash_commands", asked.payload), ("interactive", pressed.payload), *events]


@fuzzed(80)
@given(st.data())
async def test_whatever_slack_sends_is_acknowledged_or_refused(
    app: Running, ann: Person, sent: list[tuple[Kind, Any]], data: st.DataObject
) -> None:
    """Commands, events and presses with anything missing or of another kind; and a right question is answered after each."""
    kind, whole = data.draw(st.sampled_from(sent))
    answer = await app.slack.sending.lines.send(kind, data.draw(damaged(whole)))
    assert answer.status in {200, 400, 401, 404, 503}  # 503: whoever reads it sends it again; never 500, which nobody foresaw
    await app.settled()
    assert (await ann.command("/smallprint", "help")).status == 200


@fuzzed(80)
@given(st.data())
async def test_any_body_is_acknowledged_or_refused(app: Running, sent: list[tuple[Kind, Any]], data: st.DataObject) -> None:
    """Also one that is no form and no JSON, under any content type."""
    lines = app.slack.sending.lines
    kind, whole = data.draw(st.sampled_from(sent))
    request = lines.request(kind, whole)
    text = data.draw(damaged_text(request.body.decode()))
    body = data.draw(st.sampled_from([text.encode("utf-8", "surrogatepass"), unquote_to_bytes(text.encode("utf-8", "replace"))]))
    kinds = [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "",
        "text/plain",
    ]
    headers, signed = sign(app.slack.settings.signing_secret, body)
    answer = await lines.post(request._replace(headers={**headers, "Content-Type": data.draw(st.sampled_from(kinds))}, body=signed))
    assert answer.status in {200, 400, 401, 404, 503}
    await app.settled()
