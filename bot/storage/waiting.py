"""Giving results to those who wait, some of whom may have been cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, TypeVar

from bot.storage.errors import StoreError

Result = TypeVar("Result")


def give(future: asyncio.Future[Result], result: Result) -> None:
    """Give somebody a result."""
    if not future.done():
        future.set_result(result)


def fail(futures: Iterable[asyncio.Future[Any]], error: StoreError) -> None:
    """Tell everybody that it failed, each by an error of its own."""
    for future in futures:
        if not future.done():
            future.set_exception(StoreError(str(error), transient=error.transient))
