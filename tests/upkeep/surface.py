"""A surface that can be killed: what was posted stands in a file, and is looked up there, as Slack's history is by metadata."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.replies.card import Card
from bot.replies.stored import from_stored
from bot.service.outbox import OutboxSender
from bot.storage import Store
from bot.upkeep.upkeep import Upkeep
from tests.upkeep.bases import holder_of, small, with_verdict

CHANGED = with_verdict(small(), "lantern", "yes")
"""What is on record while the messages are sent."""


class Board:
    """A surface on which a message is a line of a file."""

    router = None

    def __init__(self, file: Path) -> None:
        self._file = file

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:
        """Write a line, unless this was tried before and the line is there."""
        assert card.brief
        if again and key in keys_on(self._file):
            return
        board = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            await asyncio.sleep(0)
            os.write(board, f"{address['channel']} {key}\n".encode())
            await asyncio.sleep(0)
        finally:
            os.close(board)

    async def start(self) -> None:
        """Nothing."""

    async def stop_taking(self) -> None:
        """Nothing."""

    async def close(self) -> None:
        """Nothing."""

    def health_problem(self) -> str | None:
        """None."""
        return None


def keys_on(file: Path) -> list[str]:
    """The keys of what was posted."""
    return [line.split(" ", 1)[1] for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def run(url: str, file: Path, ahead: timedelta) -> None:
    """Do what one process of the service does until nothing is left; it may be killed at any moment.

    Its clock is ahead, so that the leases of processes that were killed before are over.
    """
    asyncio.run(_work(url, file, ahead))


async def _work(url: str, file: Path, ahead: timedelta) -> None:
    """Tell that Lantern trains now, and post what is due."""
    store = await Store.open(url, keys=None, clock=lambda: datetime.now(UTC) + ahead)
    try:
        await Upkeep(holder_of(CHANGED), store).look()
        await OutboxSender(store.outbox, {"slack": Board(file)}, lambda message: from_stored(message["card"])).send_due()
    finally:
        await store.close()
