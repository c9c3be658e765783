"""Kill what sends notifications at random moments, again and again, until everything is sent."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.storage import Store
from bot.storage.leasing import LEASE
from bot.upkeep.following import Following
from tests.upkeep.bases import alone, holder_of, small
from tests.upkeep.surface import keys_on, run

LONGEST_SECONDS = 900.0
_SENDERS = multiprocessing.get_context("forkserver")
_SENDERS.set_forkserver_preload([run.__module__])  # so that a sender works at once, instead of importing for a second


async def prepare(url: str, followers: int) -> None:
    """Let so many people follow Lantern before it changes."""
    store = await Store.open(url, keys=None)
    following = Following(holder_of(small()), store)
    await following.tell_changes()
    for number in range(followers):
        await following.follow("lantern", alone(f"U{number}"))
    await store.close()


async def send_and_kill(url: str, file: Path, kills: int, chance: random.Random, *, per_kill: int) -> int:
    """Start a sender `kills` times and kill it after a random number of posts; then let one finish. Return how many were killed at work."""
    killed = 0
    for number in range(kills + 1):
        sender = _SENDERS.Process(target=run, args=(url, file, number * 2 * (LEASE + timedelta(seconds=1))))
        sender.start()
        if number < kills:
            until = len(keys_on(file)) + chance.randint(0, per_kill)
            while sender.is_alive() and len(keys_on(file)) < until:
                await asyncio.sleep(0.001)
            await asyncio.sleep(chance.random() * 0.01)
            killed += sender.is_alive()
            sender.kill()
        await asyncio.to_thread(sender.join, LONGEST_SECONDS)
        if number == kills:
            assert sender.exitcode == 0
        sender.close()
    return killed


def told(file: Path) -> Counter[str]:
    """How often each follower was told."""
    return Counter(key.rsplit(":", 1)[1] for key in keys_on(file))
