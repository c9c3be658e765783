"""Work behind an acknowledgement."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.service.tasks import MOST_AT_ONCE, MOST_FOR_A_WORKSPACE, Tasks
from bot.storage import Workspace

BUSY, QUIET = Workspace("slack", "T1"), Workspace("slack", "T2")


async def test_waits_for_what_is_under_way() -> None:
    """And for what that starts in turn."""
    tasks, done = Tasks(), list[str]()

    async def second() -> None:
        done.append("second")

    async def first() -> None:
        await asyncio.sleep(0)
        tasks.start(second())
        done.append("first")

    tasks.start(first())
    assert await tasks.drain(5) == 0
    assert done == ["first", "second"]
    assert len(tasks) == 0


async def test_ends_what_takes_too_long() -> None:
    """And says how much that was."""
    tasks = Tasks()
    tasks.start(_forever())
    assert await tasks.drain(0.01) == 1
    assert len(tasks) == 0


async def test_a_failure_is_logged_and_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the loop nor other work."""
    tasks = Tasks()
    tasks.start(_failing())
    with caplog.at_level(logging.ERROR):
        assert await tasks.drain(5) == 0
    assert "failed" in caplog.text


async def test_one_workspace_has_a_share_of_the_process() -> None:
    """However much is asked there, others go on; once something is done, so does it. What is answered within a request counts too."""
    tasks, done = Tasks(), asyncio.Event()
    for _ in range(MOST_FOR_A_WORKSPACE - 1):
        tasks.start(_until(done), BUSY)
    assert not tasks.full(BUSY)
    with tasks.in_request(BUSY):
        assert tasks.full(BUSY)
        assert not tasks.full(QUIET)
    assert not tasks.full(BUSY)
    tasks.start(_until(done), BUSY)
    assert tasks.full(BUSY)
    done.set()
    await tasks.settled()
    assert not tasks.full(BUSY)


async def test_all_workspaces_together_have_the_whole_process() -> None:
    """With that much under way even a workspace where nobody asked is asked to wait."""
    tasks, done = Tasks(), asyncio.Event()
    for number in range(MOST_AT_ONCE):
        tasks.start(_until(done), Workspace("slack", f"T{number % 100}"))
    assert tasks.full(QUIET)
    done.set()
    await tasks.settled()
    assert not tasks.full(QUIET)


async def _until(done: asyncio.Event) -> None:
    await done.wait()


async def _forever() -> None:
    await asyncio.Event().wait()


async def _failing() -> None:
    raise ValueError("broken")
