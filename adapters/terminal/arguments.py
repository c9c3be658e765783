"""Turn what a command was given into a message, and say what is wrong with it."""

from __future__ import annotations

from datetime import date

from bot.dialogue.respond import NOTHING_BEFORE, Message, Response, respond
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, read_plan
from knowledge.dates import PartialDate

USAGE = (
    'smallprint ask "can zoom use my calls for AI?"',
    "smallprint compare zoom teams --topic encryption",
    "smallprint alternatives zoom",
    "smallprint history zoom",
    "smallprint platforms",
    "smallprint chat",
)
"""The ways to ask in a terminal, for the help."""


class UsageError(Exception):
    """What a person typed cannot be done; the message says why and what to do."""


def answer(revision: Revision, text: str, earlier: str | None, as_of: str | None, plan: str | None, today: date) -> Response:
    """Answer a question that comes with its settings: the question before it, a date, a plan."""
    before = respond(revision, Message(earlier), today).after if earlier else NOTHING_BEFORE
    message = Message(text, past_date(as_of, today) if as_of else None, read_plan(plan) if plan else ANYBODY)
    return respond(revision, message, today, USAGE, before)


def past_date(text: str, today: date) -> PartialDate:
    """Return a date up to today; UsageError if the text is none."""
    try:
        day = PartialDate(text)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if day.first > today:
        raise UsageError(f"{day} is in the future; I can only say what held until today")
    return day
