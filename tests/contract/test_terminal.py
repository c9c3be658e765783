"""The terminal keeps the contract of all surfaces, by `ask`, in a chat and line by line."""

from __future__ import annotations

import io
import json
import re

import pytest

from adapters.terminal import cli
from adapters.terminal.jsonl import answer_lines
from adapters.terminal.shared import OK, Setup
from bot.dialogue.respond import Message, respond
from bot.replies.card import card_json
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.contract.contract import HOSTILE, QUESTIONS, Seen, Surface, SurfaceContract


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


def test_lines_of_json_hold_the_same_replies(revision: Revision) -> None:
    """One for each line, with the keys of a reply, also for pages and whatever somebody wrote."""
    texts = [*QUESTIONS, *HOSTILE, "privacy", ""]
    out = io.StringIO()
    assert answer_lines(revision, [json.dumps({"id": text, "text": text}) for text in texts], out, TODAY) == []
    keys = set(card_json(respond(revision, Message(texts[0]), TODAY).card))
    for text, line in zip(texts, out.getvalue().splitlines(), strict=True):
        said = json.loads(line)
        assert said.pop("id") == text
        assert said.pop("microseconds") >= 0
        assert set(said) == keys
        if text not in {"help", ""}:  # which name the ways to ask in a terminal
            assert said == card_json(respond(revision, Message(text), TODAY).card)
