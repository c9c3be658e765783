"""Positions follow one another without a gap, unless it is not known when the later one began."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report each earlier position that ends before the next one begins."""
    for number, answer in enumerate(entry.platform.answers):
        since = answer.since
        newest_first = sorted(enumerate(answer.earlier), key=lambda numbered: numbered[1].until.first, reverse=True)
        for index, earlier in newest_first:
            if since is not None and earlier.until.last < since.first:
                message = f"ends on {earlier.until}, and the next position begins on {since}; say what held between, or leave since out"
                yield Problem(("answers", number, "earlier", index, "until"), message)
            since = earlier.since


RULE = Rule("gaps", check, blocking=False)
