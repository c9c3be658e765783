"""Reads the time that a question is about: "on 28 July 2023", "in July 2023", "back in 2022", "before the change".

Only dates that say which position is meant are wanted; general date parsers find dates in "may", "sun" and "second".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.dates import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>20[0-3][0-9])"
_SHAPES = (
    rf"\b{_YEAR}-(?P<number>[01][0-9])(?:-(?P<day>[0-3][0-9]))?\b",
    rf"\b(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\.?,? {_YEAR}\b",
    rf"\b(?P<month>{_MONTH})\.? (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,? {_YEAR}\b",
    rf"\b(?P<month>{_MONTH})\.?,?(?: of)? {_YEAR}\b",
    rf"\b{_YEAR}\b",
)
"""From the most exact shape to the least; compiled by `re` when first used, which most questions never do."""
_SINCE = frozenset("since from after starting until till by".split())
ASKING_TODAY = frozenset("now today still currently current anymore nowadays".split())
_THEN = frozenset("was were did had could would back used allowed then".split())
_PLACED = frozenset("in on at during of early late mid back as around of".split())
_BESIDE_TIME = frozenset(
    "and what about how so ok or was were is are it that this did does do the in on at during of back then before early late mid "
    "as year month".split()
)
"""Words beside a date that add nothing to it: "what about 2019", "how was it in July 2023"."""
_TELLING = frozenset("before prior until yesterday year".split())
"""Without one of these and without a year a message says nothing of a time."""
_BEFORE_CHANGE = (
    r"\b(?:before|prior to|until) (?:the|that|this|their|its|they|it|all that)\b.{0,24}?"
    r"\b(?:chang|updat|new terms|new policy|rewrit|switch|backlash|revers)"
)


class Period(NamedTuple):
    """The time asked about: a date that may be partial, or "before the last change"."""

    as_of: PartialDate | None = None
    before_change: bool = False


NOW = Period()


def read_period(text: str, words: Sequence[str], today: date) -> Period:
    """Return the past time that a question is about; NOW if it asks about today, or names a date for another reason."""
    if "20" not in text and _TELLING.isdisjoint(words):
        return NOW
    lowered = text.lower()
    if not {"before", "prior", "until"}.isdisjoint(words) and re.search(_BEFORE_CHANGE, lowered):
        return Period(before_change=True)
    if ASKING_TODAY.intersection(words):
        return NOW
    found = _date(lowered)
    if found is not None:
        day, start = found
        before = lowered[:start].split()
        placed = before[-1] if before else ""
        if placed in _SINCE or day.first > today:
            return NOW
        if placed in _PLACED or says_only_when(words) or len(day) == len("2023-07-28") or _THEN.intersection(words):
            return Period(as_of=day)
        return NOW
    if "last year" in lowered and _THEN.intersection(words):
        return Period(as_of=PartialDate(str(today.year - 1)))
    if "yesterday" in words:
        return Period(as_of=PartialDate((today - timedelta(days=1)).isoformat()))
    return NOW


def says_only_when(words: Sequence[str]) -> bool:
    """Return True if words that have a date among them say nothing else."""
    return all(word in _BESIDE_TIME or word in _MONTHS or word[0].isdigit() for word in words)


def _date(text: str) -> tuple[PartialDate, int] | None:
    """Return the first date of a text, taken from its most exact shape, and where it starts."""
    for shape in _SHAPES:
        match = re.search(shape, text)
        if match is None:
            continue
        parts = match.groupdict()
        month = parts.get("number") or (f"{_MONTHS[parts['month']]:02}" if parts.get("month") else None)
        pieces = [parts["year"], month, f"{int(parts['day']):02}" if parts.get("day") else None]
        try:
            return PartialDate("-".join(piece for piece in pieces if piece)), match.start()
        except ValueError:
            continue
    return None
