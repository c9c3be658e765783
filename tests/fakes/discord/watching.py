"""Waiting for something to be so, without sleeping: whoever changes the fake wakes those who wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.patience import HANG


class Watch:
    """Conditions that somebody waits for, looked at after each change."""

    def __init__(self, explain: Callable[[], str]) -> None:
        """Take what tells a person, when time runs out, what did happen."""
        self._waiting: list[tuple[Callable[[], object], asyncio.Future[None]]] = []
        self._explain = explain

    def changed(self) -> None:
        """Something happened: let those go whose condition holds now."""
        for condition, future in self._waiting:
            if future.done():
                continue
            try:
                if condition():
                    future.set_result(None)
            except Exception as mistake:  # it belongs to the test that waits, not to who changed something
                future.set_exception(mistake)

    async def until(self, condition: Callable[[], object], what: str = "", timeout: float = HANG) -> None:
        """Return once the condition is true; `AssertionError` with what happened instead after `timeout` seconds."""
        if condition():
            return
        entry = (condition, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        try:
            async with asyncio.timeout(timeout):
                await entry[1]
        except TimeoutError:
            raise AssertionError(f"Waited {timeout:g} s in vain{' for ' + what if what else ''}. {self._explain()}") from None
        finally:
            self._waiting.remove(entry)
