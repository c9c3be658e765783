"""An answer falls due for review some day, and a day that the calendar has."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

LONGEST = 3650
"""Ten years; much more would reach beyond the last day that can be computed."""


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report review intervals that are not positive or longer than ten years."""
    for number, answer in enumerate(entry.platform.answers):
        if not 0 < answer.review_days <= LONGEST:
            message = f"{answer.review_days} is no interval; write a number of days from 1 to {LONGEST} (90 for ai-training, else 180)"
            yield Problem(("answers", number, "review_days"), message)


RULE = Rule("review", check)
