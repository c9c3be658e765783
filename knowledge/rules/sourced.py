"""Nothing is stated without a source."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report every statement whose list of sources is empty."""
    for number, answer in enumerate(entry.platform.answers):
        if not answer.sources:
            yield Problem(("answers", number, "sources"), "an answer needs a source; without one it cannot be given")
        for index, earlier in enumerate(answer.earlier):
            if not earlier.sources:
                yield Problem(("answers", number, "earlier", index, "sources"), "an earlier position needs a source too")
    for part in ("events", "claims"):
        for number, record in enumerate(getattr(entry.platform, part)):
            if not record.sources:
                yield Problem((part, number, "sources"), "needs a source; without one it cannot be shown")


RULE = Rule("sourced", check)
