"""Turns what a command was given into a message for the engine, and says what is wrong with it."""

from __future__ import annotations

import time
from datetime import date

from bot.dialogue.engine import Engine, Message
from bot.replies.reply import Reply
from bot.understanding.question import Turn
from bot.understanding.scope import ANYBODY, read_plan
from knowledge.dates import PartialDate


class UsageError(Exception):
    """What a person typed cannot be done; the message says why and what to do."""


def message_of(engine: Engine, text: str, earlier: str | None, as_of: str | None, plan: str | None, today: date) -> Message:
    """The message for a question that comes with its settings: the question before it, a date, a plan."""
    previous = engine.turn(earlier, today) if earlier else Turn()
    return Message(text, previous, past_date(as_of, today) if as_of else None, read_plan(plan) if plan else ANYBODY)


def past_date(text: str, today: date) -> PartialDate:
    """A date up to today; UsageError where the text is none."""
    try:
        day = PartialDate(text)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if day.first > today:
        raise UsageError(f"{day} lies ahead; I can only say what held until today")
    return day


def timed(engine: Engine, message: Message, today: date) -> tuple[Reply, int]:
    """The reply and the microseconds that it took."""
    start = time.perf_counter_ns()
    reply, _ = engine.handle(message, today)
    return reply, (time.perf_counter_ns() - start) // 1000
