"""A date of verification is the date of the source in which the statement was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.dates import PartialDate
from knowledge.positions import KeyPath
from knowledge.records import Answer, Citation, Platform
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, statements


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare each `last_verified` with the date of its `verified_in`, or of any cited source while none is named."""
    for path, statement, cited in statements(entry.platform):
        if isinstance(statement, Answer):
            yield from _by_somebody(path, statement)
        if statement.last_verified is None:
            continue
        named = entry.platform.sources.get(statement.verified_in) if statement.verified_in else None
        if named is not None and named.dated is not None:
            if named.dated != statement.last_verified:
                message = f'{statement.last_verified} is not the date of "{statement.verified_in}" ({named.dated})'
                yield Problem((*path, "last_verified"), message)
        elif not any(day.first <= statement.last_verified.first <= day.last for day in _dates(entry.platform, cited)):
            known = ", ".join(sorted(set(_dates(entry.platform, cited)))) or "none"
            message = f"{statement.last_verified} is not the date of a source that is cited for it (dates there: {known})"
            yield Problem((*path, "last_verified"), message)


def _by_somebody(path: KeyPath, answer: Answer) -> Iterable[Problem]:
    if answer.last_verified is None and answer.verified_by is not None:
        yield Problem((*path, "verified_by"), "there is no last_verified for which somebody could stand")
    if answer.last_verified is not None and answer.verified_by is None:
        yield Problem((*path, "last_verified"), "needs verified_by: who read the source (smallprint for the shipped entries)")


def _dates(platform: Platform, cited: Sequence[Citation]) -> list[PartialDate]:
    sources = (platform.sources.get(citation.name) for citation in cited)
    return [source.dated for source in sources if source is not None and source.dated is not None]


RULE = Rule("verified", check)
