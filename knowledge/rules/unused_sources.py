"""Every source of a file is cited in it, so that none outlives what it was read for."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.citing import cited_in
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, citations


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report the sources that nothing cites; what cited one in its own file may be overridden by another layer."""
    cited = {citation.name for _, citation in citations(entry.platform)}
    for name in entry.platform.sources:
        path = ("sources", name)
        if name not in cited and name not in cited_in(entry.merged.place(path).part.document):
            yield Problem(path, "nothing cites this source; cite it or take it out")


RULE = Rule("unused-sources", check, blocking=False)
