"""Every source of a file is cited in it, so that none outlives what it was read for."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, citations


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report the sources that nothing cites; what cited one in its own file may be overridden by another layer."""
    cited = {citation.name for _, citation in citations(entry.platform)}
    for name in entry.platform.sources:
        path = ("sources", name)
        if name not in cited and name not in _named_in(entry.merged.place(path).part.document):
            yield Problem(path, "nothing cites this source; cite it or take it out")


def _named_in(value: object) -> Iterable[str]:
    """Yield the names that are cited anywhere in a document."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "sources" and isinstance(part, list):
                yield from (citation["name"] for citation in part if isinstance(citation, dict) and "name" in citation)
            yield from _named_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named_in(part)


RULE = Rule("unused-sources", check, blocking=False)
