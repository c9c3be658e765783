"""The Slack app keeps the contract of all surfaces, by slash command, through the local Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.slack.settings import BOT_SCOPES
from bot.understanding.revision import Revision
from tests.contract.contract import Seen, Surface, SurfaceContract
from tests.fakes.slack import FakeSlack
from tests.slack.running import Running, running


class SlashCommand:
    """Types `/smallprint …`, each time as somebody else."""

    def __init__(self, app: Running) -> None:
        self._app = app
        self._count = 0

    async def say(self, text: str) -> Seen:
        """Ask, open the details, and read the private answers as Slack shows them."""
        self._count += 1
        person = self._app.slack.workspace("T1").user(f"U{self._count}")
        answer = await (await person.command("/smallprint", text)).reply()
        parts = [answer.shown]
        if "details" in [control.action_id for control in answer.shown.controls]:
            parts.append((await (await person.press(answer, "details")).reply()).shown)
        assert self._app.slack.refusals == []
        return Seen(
            "\n".join(part.text for part in parts),
            tuple(link.url for part in parts for link in part.links),
            tuple(ping.target for part in parts for ping in part.pings),
        )


class TestSlack(SurfaceContract):
    """Slack under the contract."""

    @pytest.fixture
    async def surface(self, revision: Revision, tmp_path: Path) -> AsyncIterator[Surface]:
        """The app over HTTP."""
        async with FakeSlack(scopes=BOT_SCOPES) as slack, running(revision, slack, tmp_path, "http") as app:
            yield SlashCommand(app)
