"""A headline stands alone: one short sentence or two that state the fact instead of answering Yes or No."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.positions import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

CHARACTERS = 160
_OPENING = re.compile(r"(?:yes|no|only)\b", re.IGNORECASE)


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report headlines that are too long, open with Yes, No or Only, or lack their full stop."""
    for number, answer in enumerate(entry.platform.answers):
        path = ("answers", number)
        yield from _faults((*path, "headline"), answer.headline)
        for index, earlier in enumerate(answer.earlier):
            yield from _faults((*path, "earlier", index, "headline"), earlier.headline)


def _faults(path: KeyPath, headline: str) -> Iterable[Problem]:
    if len(headline) > CHARACTERS:
        yield Problem(path, f"{len(headline)} characters long; say it in {CHARACTERS} and leave the rest to the detail")
    if opening := _OPENING.match(headline):
        yield Problem(path, f"begins with “{opening.group()}”; state the fact first: name the platform and what it does")
    if not headline.endswith("."):
        yield Problem(path, "does not end with a full stop")


RULE = Rule("headlines", check, blocking=False)
