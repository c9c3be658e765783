"""The conversation in a terminal."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.terminal.chat import NOTHING_MORE, converse
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.patience import HANG

Talk = Callable[..., str]


@pytest.fixture
def talk(revision: Revision, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    """Say some lines; what is shown after each."""

    def talk(*lines: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
        converse(revision, TODAY)
        return capsys.readouterr().out

    return talk


def test_shows_the_brief_and_the_rest_on_request(talk: Talk) -> None:
    """The sources come with `d`."""
    brief, whole = talk("can zoom train on my calls"), talk("can zoom train on my calls", "d")
    assert "Sources:" not in brief
    assert "d. details and sources" in brief
    assert whole.startswith(brief)
    assert "Sources:" in whole


def test_a_number_picks_an_offer(talk: Talk) -> None:
    """And what follows leans on it."""
    shown = talk("can zoom train on my calls", "2", "and teams?")
    assert "changes on record for Zoom" in shown
    assert "changes on record for Microsoft Teams" in shown


@pytest.mark.parametrize(
    ("lines", "says"), [(["3"], NOTHING_MORE), (["d"], NOTHING_MORE), (["is zoom encrypted", "99"], "Type a number from 1 to")]
)
def test_what_is_not_offered_is_said(talk: Talk, lines: list[str], says: str) -> None:
    """Not taken for a question."""
    assert says in talk(*lines)


def test_direct_words_help_and_the_end(talk: Talk) -> None:
    """After `q` nothing is read."""
    shown = talk("?", "compare zoom teams", "", "q", "history signal")
    assert "d for details and sources, q to end" in shown
    assert "Microsoft Teams" in shown
    assert "Signal" not in shown


def test_lines_can_be_edited_at_a_terminal(tmp_path: Path) -> None:
    """The cursor keys move within the line: what is typed is `q`, a blank, left twice, then Enter."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "adapters.terminal.main", "chat"]
    folder = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder) as chat:
        os.close(theirs)
        shown = b""
        while b"> " not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, b"x\x1b[Dq\x1b[C\x7f\n")  # x, left, q, right, backspace: leaves "q"
        assert chat.wait(timeout=HANG) == 0
    assert b"q ends" in shown
