"""A retired platform says when it was retired, or what is on record of it, and an active one says neither."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare the status with the keys that belong to it."""
    platform = entry.platform
    if platform.status == "active":
        for key in ("retired_on", "successor"):
            if getattr(platform, key) is not None:
                yield Problem((key,), 'an active platform has none; set status to "retired" or take the key out')
    elif platform.retired_on is None and not platform.events:
        yield Problem(("status",), "a retired platform needs retired_on (a year or a month will do), or an event where no day is on record")


RULE = Rule("status", check)
