"""Work on one message happens in the order in which it came, and nothing is kept of a message that nobody works on."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord.turns import Turns


async def begun(work: asyncio.Task[None]) -> asyncio.Task[None]:
    """Let a task run as far as it can."""
    for _ in range(3):
        await asyncio.sleep(0)
    return work


async def test_work_with_one_key_happens_in_the_order_in_which_it_came() -> None:
    """Other keys do not wait; at the end nothing is left."""
    turns, happened, go_on = Turns(), list[str](), asyncio.Event()

    async def work(name: str, key: int) -> None:
        async with turns.of(key):
            happened.append(f"{name} begins")
            await go_on.wait()
            happened.append(f"{name} ends")

    tasks = [await begun(asyncio.create_task(work(name, key))) for name, key in (("a", 1), ("b", 1), ("c", 1), ("d", 2))]
    assert happened == ["a begins", "d begins"]
    assert len(turns) == 2
    go_on.set()
    await asyncio.gather(*tasks)
    assert [entry for entry in happened if entry[0] != "d"] == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]
    assert len(turns) == 0


async def test_whoever_stops_waiting_holds_nobody_up() -> None:
    """Nor does work that fails."""
    turns, go_on = Turns(), asyncio.Event()

    async def work() -> None:
        async with turns.of(1):
            await go_on.wait()
            raise ValueError("it failed")

    first, second, third = [await begun(asyncio.create_task(work())) for _ in range(3)]
    second.cancel()
    go_on.set()
    for task, error in ((first, ValueError), (second, asyncio.CancelledError), (third, ValueError)):
        with pytest.raises(error):
            await task
    assert len(turns) == 0
