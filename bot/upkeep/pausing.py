"""Wait between two rounds of work, but no longer than until the service stops."""

from __future__ import annotations

import asyncio
from contextlib import suppress


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until the service stops."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()
