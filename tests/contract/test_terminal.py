"""The terminal keeps the contract of all surfaces, by `ask` and in a chat."""

from __future__ import annotations

import io
import re

import pytest

from adapters.terminal import cli
from adapters.terminal.shared import OK, Setup
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.contract.contract import Seen, Surface, SurfaceContract


class Terminal:
    """Says something in the terminal; in a terminal nothing notifies, and what looks like an address is a link."""

    def __init__(self, command: str, revision: Revision, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setattr(Setup, "revision", lambda _: revision)
        self._command = command
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    async def say(self, text: str) -> Seen:
        """Ask as `smallprint ask` or `smallprint chat` does, and open the details."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\nd\n"))
        assert cli.main(["ask", "--", text] if self._command == "ask" else ["chat"], TODAY) == OK
        shown = self._capsys.readouterr().out
        return Seen(shown, tuple(re.findall(r"https?://\S+", shown)))


class TestTerminal(SurfaceContract):
    """The terminal under the contract."""

    @pytest.fixture(params=["ask", "chat"])
    def surface(
        self, request: pytest.FixtureRequest, revision: Revision, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Surface:
        """A terminal over the shipped knowledge."""
        return Terminal(request.param, revision, monkeypatch, capsys)
