"""A fixed day, the shipped base opened once, and a small invented base that tests can damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies.reply import Reply
from bot.service.opening import open_knowledge
from bot.service.rate_limiter import RateLimiter, Ruling
from bot.understanding.question import NOTHING_BEFORE
from bot.understanding.revision import Revision
from tests.damage import Share, TimeIsOverError
from tests.patience import lift_limits

TODAY = date(2026, 11, 23)
SMALL = Path(__file__).parent / "data"


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, object, object]:
    """Let the time begin that a test with damaged input has; that it is over is no failure."""
    Share.begin()
    try:
        return (yield)
    except TimeIsOverError:
        return True


@pytest.fixture(scope="session", autouse=True)
def patient() -> None:
    """Nothing happens because a machine is busy."""
    lift_limits()


@pytest.fixture(scope="session")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `XDG_CACHE_HOME` names to processes that are to learn nothing again, which takes ten seconds and more."""
    cache = tmp_path_factory.mktemp("cache")
    open_knowledge((), TODAY, cache / "smallprint")
    return cache


@pytest.fixture(scope="session")
def revision(learnt: Path) -> Revision:
    """The shipped knowledge with its understanding, as everybody gets it."""
    revision = open_knowledge((), TODAY, learnt / "smallprint")
    assert revision.warnings == ()
    return revision


@pytest.fixture(scope="session")
def ask(revision: Revision) -> Callable[..., Reply]:
    """Ask the shipped base one question; `after` is the question before it."""

    def ask(text: str, *, after: str | None = None) -> Reply:
        before = respond(revision, Message(after), TODAY).after if after else NOTHING_BEFORE
        reply = respond(revision, Message(text), TODAY, (), before).card.reply
        assert reply is not None
        return reply

    return ask


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes for who asks too much, however long the machine takes to answer; to be used before what is asked opens."""
    defaults = RateLimiter.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "clock", lambda: 0.0)


@pytest.fixture
def small_base(tmp_path: Path) -> Path:
    """A folder with a small, faultless base."""
    return Path(shutil.copytree(SMALL, tmp_path / "base"))


@pytest.fixture
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked to wait: else only the first ten are heard."""
    monkeypatch.setattr(RateLimiter, "count", lambda *_, **__: Ruling("answer"))
