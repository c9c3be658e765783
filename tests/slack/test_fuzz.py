"""Whatever comes with Slack's signature is acknowledged or refused; nothing ends the app, and nothing is quoted in the log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding.revision import Revision
from tests.damage import damaged
from tests.fakes.slack import FakeSlack, Person
from tests.fakes.slack.lines import Kind
from tests.slack.running import Running, running

QUESTION = "can zoom use my calls for ai?"


@pytest.fixture
async def app(revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app over HTTP."""
    async with running(revision, slack, tmp_path, "http") as opened:
        yield opened


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


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
