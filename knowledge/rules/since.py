"""Nothing was read in a source before it held."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.dates import PartialDate
from knowledge.positions import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report each `since` that is after the `last_verified` that goes with it: a condition's own, or its answer's."""
    for number, answer in enumerate(entry.platform.answers):
        path = ("answers", number)
        yield from _too_late(path, answer.since, answer.last_verified)
        for index, condition in enumerate(answer.conditions):
            read = condition.last_verified or (None if condition.sources else answer.last_verified)
            yield from _too_late((*path, "conditions", index), condition.since, read)


def _too_late(path: KeyPath, since: PartialDate | None, read: PartialDate | None) -> Iterable[Problem]:
    if since is not None and read is not None and since.first > read.last:
        yield Problem((*path, "since"), f"{since} is after last_verified ({read}); cite a source that was read later, or mend it")


RULE = Rule("since", check, blocking=False)
