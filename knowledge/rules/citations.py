"""Every cited name is a source of the same file."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.misspelt import did_you_mean
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, citations


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Hold the cited names against the named sources."""
    known = entry.platform.sources
    for path, citation in citations(entry.platform):
        if citation.name not in known:
            hint = did_you_mean(citation.name, known, "add it under [sources]")
            yield Problem((*path, "name"), f'no source is named "{citation.name}" in this file; {hint}')


RULE = Rule("citations", check)
