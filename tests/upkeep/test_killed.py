"""Nobody is told twice or not at all, whenever the process that tells them is killed."""

from __future__ import annotations

import random
from pathlib import Path

from tests.upkeep.killing import prepare, send_and_kill, told

FOLLOWERS, KILLS, PER_KILL = 120, 20, 10


async def test_each_follower_is_told_once_however_often_the_sender_is_killed(store_url: str, tmp_path: Path) -> None:
    """On both databases; `python -m benchmarks.notifications` does it 500 times with 2,000 followers."""
    file = tmp_path / "posted"
    await prepare(store_url, FOLLOWERS)
    killed = await send_and_kill(store_url, file, KILLS, random.Random(1), per_kill=PER_KILL)
    assert killed >= KILLS // 2
    assert told(file) == {f"U{number}": 1 for number in range(FOLLOWERS)}
