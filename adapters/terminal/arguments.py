"""Turn what a command was given into a question or names, and say what is wrong with it; nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import get_args

from click import UsageError

from bot.dialogue.direct import MAX_COMPARED
from bot.dialogue.naming import RefusedError, UnknownError, past_day, topic_named, unknown_platform
from bot.dialogue.respond import Message, Response, respond
from bot.replies import wording
from bot.understanding.question import NOTHING_BEFORE
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, AskedScope, read_plan
from bot.understanding.subject import HISTORY
from knowledge.dates import PartialDate
from knowledge.vocabulary import Plan

_BETWEEN = frozenset({"and", "or", "vs", "versus", "with"})
"""Words that may stand between the names of a comparison."""


def answer(revision: Revision, text: str, earlier: str | None, as_of: str | None, plan: str | None, today: date) -> Response:
    """Answer a question that comes with its settings: the question before it, a date, a plan."""
    if earlier is not None and not earlier.strip():
        raise UsageError("--context is empty; give the question before this one")
    message = Message(text, None if as_of is None else past_date(as_of, today), ANYBODY if plan is None else known_plan(plan))
    before = NOTHING_BEFORE if earlier is None else respond(revision, Message(earlier), today).after
    return respond(revision, message, today, wording.IN_TERMINAL, before)


def known_plan(name: str) -> AskedScope:
    """Return what a plan's name stands for; UsageError if it says nothing."""
    plan = read_plan(name)
    if not plan.anything:
        raise UsageError(f'I do not know the plan "{name}"; known: {", ".join(get_args(Plan))}')
    return plan


def past_date(text: str, today: date) -> PartialDate:
    """Return a date up to today; UsageError if the text is none."""
    try:
        return past_day(PartialDate(text), today)
    except (ValueError, RefusedError) as error:
        raise UsageError(str(error)) from None


def slugs_of(revision: Revision, names: Sequence[str], most: int = MAX_COMPARED) -> tuple[str, ...]:
    """Return the platforms that are named, one an argument or several with commas or "and"; UsageError for any word that names none."""
    pieces = [piece.strip() for name in names for piece in name.split(",")]
    slugs = [slug for run in _runs(revision, pieces) for slug in _named(revision, run)]
    found = tuple(dict.fromkeys(slugs))
    if not found:
        raise UsageError("name a platform; `smallprint platforms` lists them")
    if len(found) > most:
        raise UsageError(f"{len(found)} platforms are named, and this takes {'one' if most == 1 else f'at most {most}'}")
    return found


def _runs(revision: Revision, pieces: Iterable[str]) -> Iterable[str]:
    """Join neighbouring words, so that `google meet` is one name without quotes; a slug stands for itself."""
    run: list[str] = []
    for piece in pieces:
        if piece.lower() in revision.knowledge.platforms:
            yield " ".join(run)
            yield piece.lower()
            run = []
        else:
            run.append(piece)
    yield " ".join(run)


def _named(revision: Revision, words: str) -> tuple[str, ...]:
    if words in revision.knowledge.platforms:
        return (words,)
    slugs, others = revision.understanding.names_in_list(words)
    if unknown := [word for word in others if word not in _BETWEEN]:
        name = " ".join(unknown)
        if name in revision.knowledge.topics:
            raise UsageError(f'"{name}" is a topic: give it as --topic {name}')
        raise UsageError(str(unknown_platform(revision.knowledge, name, "`smallprint platforms` lists them.")))
    return slugs


def topic_of(revision: Revision, topic: str) -> str:
    """Return the id of a topic that has verdicts to compare; UsageError if there is none."""
    try:
        wanted = topic_named(revision.knowledge, topic)
    except UnknownError as error:
        raise UsageError(str(error)) from None
    if wanted == HISTORY:
        raise UsageError(f"{wording.HISTORY_HAS_NO_VERDICT} `smallprint history PLATFORM` shows what changed.")
    return wanted
