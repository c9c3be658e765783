"""Questions as one JSON object a line, answers likewise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from adapters.terminal.arguments import UsageError, message_of, timed
from bot.dialogue.engine import Engine
from bot.replies.reply import to_json

SETTINGS = ("context", "as_of", "plan")


def answer_lines(engine: Engine, lines: Iterable[str], out: TextIO, today: date) -> list[str]:
    """Write one answer for each line, in order and at once; what was wrong with lines is given back.

    A line that cannot be read gets an object with `error`, so that the lines of both sides stay in step.
    """
    mistakes = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked: dict[str, Any] = {}
        try:
            asked = _read(line)
            message = message_of(engine, asked["text"], asked.get("context"), asked.get("as_of"), asked.get("plan"), today)
            reply, microseconds = timed(engine, message, today)
            said = {"id": asked.get("id"), **to_json(reply), "microseconds": microseconds}
        except UsageError as error:
            mistakes.append(f"line {number}: {error}")
            said = {"id": asked.get("id"), "error": mistakes[-1]}
        print(json.dumps(said), file=out, flush=True)
    return mistakes


def _read(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not a JSON object: {error}") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise UsageError('needs an object with "text"')
    for key in SETTINGS:
        if asked.get(key) is not None and not isinstance(asked[key], str):
            raise UsageError(f'"{key}" must be text or null')
    return asked
