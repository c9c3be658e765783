"""No date lies ahead of today."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.dates import PartialDate
from knowledge.positions import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report every date of the file whose earliest reading is after today."""
    for path, day in dates((), entry.platform):
        if day.first > around.today:
            yield Problem(path, f"{day} is ahead of today ({around.today}); nothing can have been read or have changed then")


def dates(path: KeyPath, value: object) -> Iterable[tuple[KeyPath, PartialDate]]:
    """Yield every date below a record, with its path."""
    if isinstance(value, PartialDate):
        yield path, value
    elif isinstance(value, dict) or hasattr(value, "_asdict"):
        for name, part in (value if isinstance(value, dict) else value._asdict()).items():
            yield from dates((*path, name), part)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from dates((*path, index), part)


RULE = Rule("future", check)
