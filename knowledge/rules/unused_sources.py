"""Every source of a file is cited in it, so that none outlives what it was read for."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, citations


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report the sources that nothing cites."""
    cited = {citation.name for _, citation in citations(entry.platform)}
    for name in entry.platform.sources:
        if name not in cited:
            yield Problem(("sources", name), "nothing cites this source; cite it or take it out")


RULE = Rule("unused-sources", check, blocking=False)
