"""Socket Mode: connects again, says when it is not connected, ends gracefully."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_bolt.adapter.socket_mode.async_internals import send_async_response

from adapters.slack import transport
from bot.service.settings import SettingsError
from bot.understanding.revision import Revision
from tests.fakes.slack import FakeSlack, Person
from tests.slack.running import Running, running

QUESTION = "can zoom use my calls for ai?"


@pytest.fixture
async def by_socket(revision: Revision, slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """The app by Socket Mode, which looks after its connection often, but not so often that a busy machine seems to have lost it."""
    monkeypatch.setattr(transport, "PING_SECONDS", 1.0)
    async with running(revision, slack, tmp_path, "socket") as opened:
        yield opened


@pytest.mark.parametrize("end", ["refresh_requested", "warning", "cut"])
async def test_connects_again_and_answers(by_socket: Running, ann: Person, end: str) -> None:
    """After Slack asked it to, and after the connection was cut without a word; nothing is answered twice or lost."""
    first = by_socket.slack.sockets.connections[0]
    if end == "cut":
        await by_socket.slack.cut()
    else:
        await by_socket.slack.disconnect(end)
    await by_socket.slack.wait_for(lambda: any(held is not first for held in by_socket.slack.sockets.connections))
    asked = await ann.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    assert by_socket.app.health_problem() is None
    await ann.direct_message(QUESTION)
    await by_socket.settled()
    assert len(by_socket.slack.messages()) == 2
    assert by_socket.slack.refusals == []


async def test_an_envelope_whose_acknowledgement_was_lost_is_answered_once(
    by_socket: Running, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack sends it again over the next connection."""
    lost: list[object] = []

    async def lose(*args: object) -> None:
        if not lost:
            lost.append(args)
            await by_socket.slack.cut()
            return
        await send_async_response(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(transport, "send_async_response", lose)
    asked = await ann.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    lost.clear()
    delivery = await ann.direct_message(QUESTION)
    await by_socket.settled()
    assert delivery.status == 200
    assert len(by_socket.slack.messages(f"D{ann.id[1:]}")) == 1


async def test_says_when_it_is_not_connected(by_socket: Running) -> None:
    """So that /readyz can say it."""
    assert by_socket.app.health_problem() is None
    await by_socket.app.stop_taking()
    assert by_socket.app.health_problem() == "Socket Mode is not connected"


async def test_at_the_end_takes_nothing_new_and_finishes_what_it_acknowledged(
    revision: Revision, slack: FakeSlack, tmp_path: Path, ann: Person
) -> None:
    """The connection is closed first, so that Slack sends to another process; the answer under way still arrives."""
    async with running(revision, slack, tmp_path, "socket") as app:
        release = asyncio.Event()
        real = app.dialogue.answer

        async def slow(*args: object) -> object:
            await release.wait()
            return await real(*args)  # type: ignore[arg-type]

        app.dialogue.answer = slow  # type: ignore[assignment, method-assign]
        await ann.mention("C1", QUESTION)
        await app.app.stop_taking()
        await slack.wait_for(lambda: not slack.sockets.connections)
        assert slack.messages() == []
        release.set()
        await app.settled()
        assert len(slack.messages()) == 1


async def test_a_token_that_slack_refuses_ends_the_start(revision: Revision, slack: FakeSlack, tmp_path: Path) -> None:
    """With a word on where the right one is found."""
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN: Slack refuses it"):
        async with running(revision, slack, tmp_path, "socket", SLACK_APP_TOKEN="xapp-wrong"):  # noqa: S106 - no real one
            pass
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN: Slack refuses it"):
        async with running(revision, slack, tmp_path, "socket", SLACK_BOT_TOKEN="xoxb-wrong"):  # noqa: S106 - no real one
            pass


@pytest.mark.usefixtures("waited")
async def test_starts_while_slack_cannot_be_reached_and_connects_later(
    revision: Revision, slack: FakeSlack, tmp_path: Path, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine may boot before its network."""
    monkeypatch.setattr(transport, "PING_SECONDS", 1.0)
    for method in ("auth.test", "apps.connections.open"):
        slack.fail(method, status=503, times=3)
    async with running(revision, slack, tmp_path, "socket") as app:
        await slack.socket_opened()
        asked = await ann.command("/smallprint", QUESTION)
        assert asked.ephemeral is not None
        assert app.app.health_problem() is None
