"""A date of verification is one that a cited, dated source carries."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare `last_verified` with the dates of the sources that the current answer cites."""
    for number, answer in enumerate(entry.platform.answers):
        path = ("answers", number, "last_verified")
        if answer.last_verified is None:
            if answer.verified_by is not None:
                yield Problem(("answers", number, "verified_by"), "there is no last_verified for which somebody could stand")
            continue
        if answer.verified_by is None:
            yield Problem(path, "needs verified_by: who read the source (smallprint for the shipped entries)")
        cited = (*answer.sources, *(citation for condition in answer.conditions for citation in condition.sources))
        sources = (entry.platform.sources.get(citation.name) for citation in cited)
        dated = [source.dated for source in sources if source is not None and source.dated is not None]
        if not any(day.first <= answer.last_verified.first <= day.last for day in dated):
            known = ", ".join(sorted(set(dated))) or "none"
            yield Problem(path, f"{answer.last_verified} is not the date of a source that this answer cites (dates there: {known})")


RULE = Rule("verified", check)
