"""Work behind an acknowledgement."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.service.tasks import Tasks


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


async def _forever() -> None:
    await asyncio.Event().wait()


async def _failing() -> None:
    raise ValueError("broken")
