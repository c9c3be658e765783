"""The state of a cited page since it was first read by the bot, and what that means for an answer's date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from knowledge.dates import PartialDate
from knowledge.records import Answer, Citation

Outcome = Literal["unchanged", "changed", "moved", "gone", "unreachable", "unreadable", "refused"]
"""The outcomes of a check.

`moved`: read, at another address. `gone`: 404 or 410. `unreadable`: what came cannot be read by the bot, such as a PDF. `refused`: the bot
may not fetch it, by robots.txt or because the address is not a public one.
"""
READ: frozenset[Outcome] = frozenset({"unchanged", "changed", "moved"})
AWAY: frozenset[Outcome] = frozenset({"gone", "unreachable"})
"""Outcomes of a page that cannot be had."""
FAILURES_TOLD = 3
"""An answer says that its source cannot be reached after this many failed checks in a row, a day apart."""
WHOLE = ""
"""The name of the part that is the whole text of a page."""
_WHOLE = re.compile(r"(the )?(whole|entire|full) (document|page|article|text)|page|document|all")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*[a-z]?(?:\s*,\s*\d+(?:\.\d+)*[a-z]?)+")


class SourceState(NamedTuple):
    """The findings on one source of one platform.

    `since` is the day from which the outcome holds, `unchanged_since` the day from which the text that is there now has been known (None if
    it was never read), `sections` the parts of the page that changed, `diff` how, `says` the outcome's reason in words, `failures` how
    many checks failed in a row.
    """

    outcome: Outcome
    since: date
    last_checked: date
    unchanged_since: date | None = None
    diff: str = ""
    sections: tuple[str, ...] = ()
    says: str = ""
    failures: int = 0


def parts_of(section: str | None) -> tuple[str, ...]:
    """Split a citation's section into the parts that it names: "10.2, 10.4" and "Content; Retention" are two each."""
    pieces = [piece.strip() for piece in (section or "").split(";")]
    named = [part for piece in pieces for part in (re.split(r"\s*,\s*", piece) if _NUMBERS.fullmatch(piece) else [piece])]
    return tuple(dict.fromkeys(WHOLE if _WHOLE.fullmatch(part.casefold()) else part for part in named))


def citations_of(answer: Answer) -> Iterable[Citation]:
    """Yield every citation on which today's answer rests."""
    yield from answer.sources
    for condition in answer.conditions:
        yield from condition.sources


def under_review(answer: Answer, name: str, state: SourceState) -> bool:
    """Return True if a section on which an answer rests changed, and nobody has verified the answer since."""
    if state.outcome != "changed":
        return False
    if answer.last_verified is not None and answer.last_verified.first >= state.since:
        return False
    return any(citation.name == name and set(parts_of(citation.section)) & set(state.sections) for citation in citations_of(answer))


def reread_on(last_verified: PartialDate | None, state: SourceState | None) -> date | None:
    """Return the day on which the bot last saw unchanged what a person had verified; None if that cannot be said."""
    if last_verified is None or state is None or state.outcome not in {"unchanged", "moved"} or state.unchanged_since is None:
        return None
    known_when_verified = state.unchanged_since <= last_verified.first
    return state.last_checked if known_when_verified and state.last_checked > last_verified.last else None
