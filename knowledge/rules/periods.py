"""Positions follow one another in time: each begins before it ends, and no two hold on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.dates import PartialDate
from knowledge.positions import KeyPath
from knowledge.records import Answer
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Check the positions of every answer and the period of every claim."""
    for number, answer in enumerate(entry.platform.answers):
        yield from _positions(("answers", number), answer)
    for number, claim in enumerate(entry.platform.claims):
        yield from _order(("claims", number, "true_since"), claim.true_since, claim.true_until)


def _positions(path: KeyPath, answer: Answer) -> Iterable[Problem]:
    periods: list[tuple[KeyPath, PartialDate | None, PartialDate | None]] = [((*path, "since"), answer.since, None)]
    for index, earlier in enumerate(answer.earlier):
        below = (*path, "earlier", index)
        yield from _order((*below, "since"), earlier.since, earlier.until)
        periods.append(((*below, "until"), earlier.since, earlier.until))
    for position, (below, since, until) in enumerate(periods):
        for _, other_since, other_until in periods[:position]:
            if _start(since, until) < _end(other_until) and _start(other_since, other_until) < _end(until):
                yield Problem(below, f"overlaps with the position {_words(other_since, other_until)}; two positions cannot hold on one day")


def _order(path: KeyPath, since: PartialDate | None, until: PartialDate | None) -> Iterable[Problem]:
    if since is not None and until is not None and since.first > until.last:
        yield Problem(path, f"since {since} is after until {until}")


def _start(since: PartialDate | None, until: PartialDate | None) -> date:
    # The latest reading of a partial start and the earliest of a partial end: what is not exact is not held against anyone.
    # An unknown start may lie anywhere before the end.
    return since.last if since else _end(until)


def _end(until: PartialDate | None) -> date:
    return until.first if until else date.max


def _words(since: PartialDate | None, until: PartialDate | None) -> str:
    return f"from {since or 'an unknown day'} until {until or 'today'}"


RULE = Rule("periods", check)
