"""Say of what day an old answer is, in front of it."""

from __future__ import annotations

import re
from datetime import date

from bot.replies import dates
from bot.understanding import thresholds
from knowledge.dates import PartialDate

_YEAR = re.compile(r"\b20\d\d\b")
_MONTH = len("2023-08")


def since_when(verified: PartialDate | None, today: date, said: str) -> str:
    """Return the month of the source of what is said if that is old, "" otherwise; a text that names a later year is not that old."""
    if verified is None or (today - verified.last).days <= thresholds.OLD:
        return ""
    if any(int(year) > verified.last.year for year in _YEAR.findall(said)):
        return ""
    return dates.in_words(PartialDate(verified[:_MONTH]))
