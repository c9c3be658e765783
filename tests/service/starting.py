"""Start the service as the process does, and wait until it has."""

from __future__ import annotations

import asyncio

from bot.service.run import Service


async def started(service: Service) -> asyncio.Task[None]:
    """Return the running service once it can answer; its error if it ends before."""
    running = asyncio.create_task(service.run())
    begun = asyncio.create_task(service.started.wait())
    await asyncio.wait({running, begun}, return_when=asyncio.FIRST_COMPLETED)
    begun.cancel()
    if running.done():
        await running
    assert await service.not_ready() == []
    return running
