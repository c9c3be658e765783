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


def _named_in(held: object) -> Iterable[str]:
    """Yield the names that are cited anywhere in a document."""
    if isinstance(held, dict):
        for key, value in held.items():
            if key == "sources" and isinstance(value, list):
                yield from (citation["name"] for citation in value if isinstance(citation, dict) and "name" in citation)
            yield from _named_in(value)
    elif isinstance(held, list):
        for value in held:
            yield from _named_in(value)


RULE = Rule("unused-sources", check, blocking=False)
