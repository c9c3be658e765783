"""A verdict is no stronger than what carries it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

FIRST_HAND = frozenset({"primary", "regulator", "court", "press"})
NO_POSITION = frozenset({"unverified", "silent"})
_YES, _NO = re.compile(r"yes\b", re.IGNORECASE), re.compile(r"no\b(?! (?:source|answer|document))", re.IGNORECASE)


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare verdicts with the kinds of their sources, and with the first word of their headline."""
    for number, answer in enumerate(entry.platform.answers):
        kinds = {source.kind for citation in answer.sources if (source := entry.platform.sources.get(citation.name))}
        if answer.verdict not in NO_POSITION and answer.confidence == "high" and not kinds & FIRST_HAND:
            yield Problem(
                ("answers", number, "confidence"),
                "high confidence needs a source of first hand (primary, regulator, court or press); lower it, or find one",
            )
        for verdict, contrary in (("no", _YES), ("yes", _NO)):
            if answer.verdict == verdict and contrary.match(answer.headline):
                yield Problem(("answers", number, "headline"), f'begins with the contrary of its verdict "{verdict}"')


RULE = Rule("standing", check, blocking=False)
