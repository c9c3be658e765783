"""Dates and spans of time in words, as a person reads them."""

from __future__ import annotations

import re
from datetime import date

from knowledge.dates import PartialDate

SPAN = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|ten|twelve|thirty|sixty|ninety) "
    r"(?:minute|hour|day|week|month|year)s?\b|\bforever\b|\bindefinitely\b|\bwithout limit\b"
)
"""Words for a span of time."""
MONTHS = "January February March April May June July August September October November December".split()


def in_words(day: PartialDate) -> str:
    """Return a partial date in words: "11 August 2023", "August 2023", "2023"."""
    parts = day.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def ago(day: PartialDate, today: date) -> str:
    """Return how long ago a date was, roughly: "3 months ago"."""
    days = (today - day.last).days
    if days <= 0:
        return {len("2023"): "this year", len("2023-07"): "this month"}.get(len(day), "today")
    if days < 2:
        return "yesterday"
    if days < 60:
        return f"{days} days ago"
    if len(day) == len("2023"):
        return f"{today.year - int(day)} year{'s' if today.year - int(day) > 1 else ''} ago"
    if days < 730:
        return f"{round(days / 30.44)} months ago"
    return f"{days // 365} years ago"
