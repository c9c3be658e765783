"""Questions as one JSON object a line, answers likewise."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, TextIO

from click import UsageError

from adapters.terminal.arguments import answer, known_plan, past_date
from bot.replies.card import card_json
from bot.understanding.revision import Revision

SETTINGS = ("context", "as_of", "plan")


def answer_lines(revision: Revision, lines: Iterable[str], out: TextIO, today: date) -> list[str]:
    """Write one answer for each line, in order and at once; return what was wrong with lines.

    A line that cannot be read gets an object with `error`, so that the lines of both sides stay in step.
    """
    mistakes = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked: dict[str, Any] = {}
        try:
            asked = _read(line)
            asked, left_out = _understood(asked, today)
            mistakes += [f"line {number}: {what}; answered without it" for what in left_out]
            said = {"id": asked.get("id"), **_answer(revision, asked, today)}
        except UsageError as error:
            mistakes.append(f"line {number}: {error.message}")
            said = {"id": asked.get("id"), "error": mistakes[-1]}
        print(json.dumps(said), file=out, flush=True)
    return mistakes


def answer_json(revision: Revision, text: str, earlier: str | None, as_of: str | None, plan: str | None, today: date) -> dict[str, Any]:
    """Return the JSON of an answer, with the microseconds that it took."""
    start = time.perf_counter_ns()
    response = answer(revision, text, earlier, as_of, plan, today)
    return {**card_json(response.card), "microseconds": (time.perf_counter_ns() - start) // 1000}


def _understood(asked: dict[str, Any], today: date) -> tuple[dict[str, Any], list[str]]:
    """Return a question without a plan or date that says nothing, and what is wrong with these: one odd label spoils no answer."""
    left_out = []
    for key, check in (("plan", known_plan), ("as_of", partial(past_date, today=today))):
        if asked.get(key):
            try:
                check(asked[key])
            except UsageError as error:
                left_out.append(error.message)
                asked = {**asked, key: None}
    return asked, left_out


def _answer(revision: Revision, asked: dict[str, Any], today: date) -> dict[str, Any]:
    earlier, as_of, plan = (asked.get(key) or None for key in SETTINGS)  # an empty text says as little as null
    return answer_json(revision, asked["text"], earlier, as_of, plan, today)


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
