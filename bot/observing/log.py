"""Logging: text or JSON, never what people wrote.

The libraries below log the payloads of events when they are asked for details, so they are never asked.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

_TALKATIVE = (
    *("slack_bolt", "slack_sdk", "discord", "aiohttp", "aiosqlite", "asyncio", "sqlalchemy", "alembic", "uvicorn"),
    *("trafilatura", "watchfiles"),
)
"""Libraries whose details would hold tokens or the text of messages."""


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
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


def set_up(form: Literal["text", "json"], level: str) -> None:
    """Send the log to standard error; the libraries' own only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it quotes errors that our handler has logged without their words
