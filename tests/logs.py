"""Wait for a line of the log instead of for some time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Listener(logging.Handler):
    def __init__(self, words: str, heard: asyncio.Event) -> None:
        super().__init__()
        self._words, self._heard, self._loop = words, heard, asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self._loop.call_soon_threadsafe(self._heard.set)


@contextmanager
def listening_for(logger: str, words: str) -> Iterator[asyncio.Event]:
    """Give an event that is set once a logger said something with these words."""
    heard = asyncio.Event()
    listener = _Listener(words, heard)
    logging.getLogger(logger).addHandler(listener)
    try:
        yield heard
    finally:
        logging.getLogger(logger).removeHandler(listener)
