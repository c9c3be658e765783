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


def dates(path: KeyPath, held: object) -> Iterable[tuple[KeyPath, PartialDate]]:
    """Yield every date below a record, with its path."""
    if isinstance(held, PartialDate):
        yield path, held
    elif isinstance(held, dict) or hasattr(held, "_asdict"):
        for name, value in (held if isinstance(held, dict) else held._asdict()).items():
            yield from dates((*path, name), value)
    elif isinstance(held, tuple):
        for index, value in enumerate(held):
            yield from dates((*path, index), value)


RULE = Rule("future", check)
