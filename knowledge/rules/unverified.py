"""An unverified answer carries no date of verification: there is no source in which it could have been read."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, statements

_KEYS = ("last_verified", "verified_in", "verified_by")


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report the keys of verification in answers and conditions whose verdict is `unverified`."""
    for path, statement, _ in statements(entry.platform):
        if statement.verdict == "unverified":
            for key in _KEYS:
                if getattr(statement, key, None) is not None:
                    yield Problem((*path, key), "an unverified answer has none; take it out, or give the verdict that the source carries")


RULE = Rule("unverified", check, blocking=False)
