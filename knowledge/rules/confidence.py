"""High confidence rests on a first-hand source with a date."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

FIRST_HAND = frozenset({"primary", "archive", "court", "regulator"})


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report high confidence where `verified_in` names no dated, first-hand source."""
    for number, answer in enumerate(entry.platform.answers):
        source = entry.platform.sources.get(answer.verified_in) if answer.verified_in else None
        if answer.confidence == "high" and (source is None or source.dated is None or source.kind not in FIRST_HAND):
            yield Problem(
                ("answers", number, "confidence"),
                "high needs verified_in to name a dated first-hand source (primary, archive, court or regulator); lower it, or find one",
            )


RULE = Rule("confidence", check, blocking=False)
