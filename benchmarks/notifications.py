"""Kill what sends 2,000 notifications 500 times, on SQLite and PostgreSQL. Run with `python -m benchmarks.notifications [KILLS]`.

Each run tells a change to 2,000 followers from processes that are killed (`kill -9`) at random moments, and counts who was told twice
or not at all. It prints how long one undisturbed process takes for as many, too.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.storage.databases import PostgreSQL, find_postgresql
from tests.upkeep.killing import prepare, send_and_kill, told

FOLLOWERS, KILLS = 2_000, 500


async def measure(name: str, url: str, undisturbed_url: str, folder: Path, kills: int) -> bool:
    """Print the figures of one database; return True if everybody was told once."""
    await prepare(undisturbed_url, FOLLOWERS)
    started = time.perf_counter()
    await send_and_kill(undisturbed_url, folder / f"{name}-undisturbed", 0, random.Random(), per_kill=1)
    seconds = time.perf_counter() - started
    await prepare(url, FOLLOWERS)
    killed = await send_and_kill(url, folder / name, kills, random.Random(7), per_kill=max(1, 2 * FOLLOWERS // kills))
    counted = told(folder / name)
    twice, never = sum(count > 1 for count in counted.values()), FOLLOWERS - len(counted)
    print(f"{name}: {FOLLOWERS} told in {seconds:.1f} s undisturbed; killed {killed} times: {twice} told twice, {never} not at all")
    return twice == never == 0


async def main(kills: int) -> int:
    """Measure both databases; the result is 1 if somebody was told twice or not at all."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="smallprint-", ignore_cleanup_errors=True) as held:
        folder = Path(held)
        right = await measure("sqlite", f"sqlite:///{held}/a.db", f"sqlite:///{held}/b.db", folder, kills)
        if (programs := find_postgresql()) is None:
            print("no PostgreSQL server is installed")
            return 0 if right else 1
        with tempfile.TemporaryDirectory(dir="/tmp", prefix="smallprint-", ignore_cleanup_errors=True) as data:
            server = PostgreSQL(programs, Path(data))
            try:
                right &= await measure("postgresql", server.new_database(), server.new_database(), folder, kills)
            finally:
                server.stop()
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)))
