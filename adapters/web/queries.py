"""Read what an address asks for, without what is unknown or no date, and say what was left out."""

from __future__ import annotations

from datetime import date
from typing import get_args

from pydantic import BaseModel

from adapters.web.pages.matrix import Filter, answerable
from bot.dialogue.naming import RefusedError, past_day
from bot.replies import wording
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.vocabulary import Plan, PlatformKind, Region


class MatrixQuery(BaseModel):
    """The filter of the matrix as it stands in an address; what is unknown is left out and said."""

    kind: str = ""
    plan: str = ""
    region: str = ""
    sort: str = ""
    no_training: bool = False


def day_of(text: str, today: date) -> tuple[PartialDate | None, str]:
    """Return the day that an address names, and what is wrong with it."""
    if not text:
        return None, ""
    try:
        day = PartialDate(text)
    except ValueError as error:
        return None, f"{error}. {wording.TODAYS_PAGE}"
    try:
        return past_day(day, today), ""
    except RefusedError as refused:
        return None, f"{refused.error} {wording.TODAYS_PAGE}"


def filter_of(wanted: MatrixQuery, knowledge: Knowledge) -> tuple[Filter, str]:
    """Return the filter that an address asks for without what is unknown, and a sentence on that."""
    known: dict[str, set[str]] = {
        "kind": {*get_args(PlatformKind)},
        "plan": {*get_args(Plan)},
        "region": {*get_args(Region)},
        "sort": {"checked", *(topic.id for topic in answerable(knowledge))},
    }
    unknown = {name: value for name, value in wanted if name in known and value and value not in known[name]}
    chosen = Filter(**{name: value for name, value in wanted if name not in unknown})
    return chosen, " ".join(wording.no_such(name, value) for name, value in unknown.items())
