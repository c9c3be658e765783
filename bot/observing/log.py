"""Logging: text or JSON, never what people wrote, never a token.

Three things stand in the way. The libraries below log payloads of events when they are asked for details, so only our own
modules are ever asked. An error's own message may quote what it was about, so an error is logged by its type and place. And
whatever looks like a token is blotted out of the finished line.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

OURS = ("adapters", "bot", "knowledge")
"""The packages whose details may be logged."""
_TOKENS = re.compile(
    r"""\bxox[a-z](?:\.xox[a-z])?-[\w-]+ | \bxapp-[\w-]+        # Slack
    | \b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}                      # Discord
    | (?<=Bearer\s)\S+ | (?<=Bot\s)[\w-]+\.[\w.-]+
    | (?<=://)[^\s/@]+:[^\s/@]+(?=@)                            # name and password in an address
    | (?<=hooks\.slack\.com/)\S+ | (?<=/webhooks/)\d+/[\w-]+ | (?<=/interactions/)\d+/[\w-]+   # addresses that let anybody post""",
    re.VERBOSE,
)
BLOT = "…"
SAME_SECONDS = 60.0
"""Seconds in which the same warning is not logged again: what fails for every question must not fill the disk."""
MOST_REMEMBERED = 1_000
"""Warnings that are remembered before all are forgotten."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Formatter(logging.Formatter):
    """A formatter that writes an error without its message, and no token."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - as the base class calls it
        """Return where an error happened, and its type."""
        kind, _, place = ei
        return "".join(traceback.format_tb(place)) + (kind.__name__ if kind else "")

    def format(self, record: logging.LogRecord) -> str:
        """Format a record without tokens."""
        return _TOKENS.sub(BLOT, self.line(record))

    def line(self, record: logging.LogRecord) -> str:
        """Return the record as it is shown, tokens and all."""
        record.exc_text = None  # else another handler's version is taken, with the error's message
        return super().format(record)


class TextLines(_Formatter):
    """A line to read: time, level, logger, message, and the traceback if there is one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")


class JsonLines(_Formatter):
    """One JSON object a line: time, level, logger, message, and the traceback if there is one."""

    def line(self, record: logging.LogRecord) -> str:
        """Format a record as one line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class OnceAMinute(logging.Filter):
    """Lets the same warning pass once a minute. Errors pass always, because incidents have ids that people were told."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._again_at: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return False if the same warning was logged within the last minute."""
        if record.levelno != logging.WARNING:
            return True
        warning, now = (record.name, record.getMessage()), self._clock()
        if now < self._again_at.get(warning, now):
            return False
        if len(self._again_at) >= MOST_REMEMBERED:
            self._again_at.clear()
        self._again_at[warning] = now + SAME_SECONDS
        return True


def set_up(form: Literal["text", "json"], level: str) -> None:
    """Send the log to standard error; the libraries' own only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(OnceAMinute())
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    wanted = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(logging.WARNING, wanted), handlers=[handler], force=True)
    for package in OURS:
        logging.getLogger(package).setLevel(wanted)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it quotes errors that our handler has logged without their words
