"""Changes, newest first: of one platform or of all."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.replies.answer import answer
from bot.replies.reply import Change
from bot.replies.reply_context import ReplyContext
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Platform

IN_A_FEED = 50
"""More entries than this nobody reads in a feed, and pages show all."""


class DatedChange(NamedTuple):
    """A change of a platform; `id` is the same as long as it stays on its date."""

    day: PartialDate
    platform: Platform
    what: str
    id: str


def changes(knowledge: Knowledge, today: date, slugs: Sequence[str] = ()) -> tuple[DatedChange, ...]:
    """Return the changes on record of some platforms, of all if none is given, newest first; what has no date is left out."""
    found = []
    for slug in slugs or knowledge.platforms:
        platform = knowledge.platforms[slug]
        seen: dict[PartialDate, int] = {}
        for change in answer(knowledge, slug, (HISTORY,), ReplyContext(today)).history:
            day = _day(change)
            if day is not None and day.first <= today:
                seen[day] = seen.get(day, 0) + 1
                name = uuid.uuid5(uuid.NAMESPACE_URL, f"smallprint:{slug}:{day}:{seen[day]}")
                found.append(DatedChange(day, platform, change.what, name.urn))
    return tuple(sorted(found, key=lambda change: (change.day.first, change.day), reverse=True))


def by_year(found: Sequence[DatedChange]) -> tuple[tuple[str, tuple[DatedChange, ...]], ...]:
    """Return changes under the years in which they happened."""
    years = dict.fromkeys(change.day[:4] for change in found)
    return tuple((year, tuple(change for change in found if change.day[:4] == year)) for year in years)


def _day(change: Change) -> PartialDate | None:
    """Return the day on which something changed: of a position that ended, its end."""
    return change.until or change.date
