"""A fixed day, the shipped base opened once, and a small invented base that tests can damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.engine import Engine, Message
from bot.replies.reply import Reply
from bot.service.opening import open_engine
from bot.understanding.question import Turn

TODAY = date(2026, 11, 23)
SMALL = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The shipped knowledge, as everybody gets it."""
    opened = open_engine((), TODAY, tmp_path_factory.mktemp("cache"))
    assert opened.warnings == ()
    return opened.engine


@pytest.fixture(scope="session")
def ask(engine: Engine) -> Callable[..., Reply]:
    """Ask the shipped base one question; `after` is the question before it."""

    def ask(text: str, *, after: str | None = None) -> Reply:
        previous = engine.turn(after, TODAY) if after else Turn()
        return engine.handle(Message(text, previous), TODAY)[0]

    return ask


@pytest.fixture
def small_base(tmp_path: Path) -> Path:
    """A folder with a small, faultless base."""
    return Path(shutil.copytree(SMALL, tmp_path / "base"))
