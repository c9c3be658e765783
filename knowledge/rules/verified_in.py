"""A date of verification names the source from which it is: one that is cited and has a date."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.misspelt import did_you_mean
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, statements


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report each `last_verified` without `verified_in`, and each `verified_in` that names no cited, dated source."""
    sources = entry.platform.sources
    for path, statement, cited in statements(entry.platform):
        place = (*path, "verified_in")
        if statement.verified_in is None:
            if statement.last_verified is not None:
                yield Problem((*path, "last_verified"), "needs verified_in: the name of the source in which the statement was read")
        elif statement.verified_in not in sources:
            hint = did_you_mean(statement.verified_in, sources, "add it under [sources]")
            yield Problem(place, f'no source is named "{statement.verified_in}" in this file; {hint}')
        elif all(citation.name != statement.verified_in for citation in cited):
            yield Problem(place, f'"{statement.verified_in}" is not cited here; add it to the sources, or name one of them')
        elif (dated := sources[statement.verified_in].dated) is None:
            yield Problem(place, f'"{statement.verified_in}" has no date; take it out, together with last_verified and verified_by')
        elif statement.last_verified is None:
            yield Problem(place, f'needs last_verified = "{dated}", the date of "{statement.verified_in}"')


RULE = Rule("verified-in", check, blocking=False)
