"""What an answer says of its sources, where the bot watches them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.replies import dates, wording
from knowledge.dates import PartialDate
from knowledge.records import Answer, Condition, Platform
from knowledge.watched import AWAY, FAILURES_TOLD, SourceState, citations_of, reread_on, under_review

States = Mapping[tuple[str, str], SourceState]


def source_note(platform: Platform, entry: Answer, states: States) -> str:
    """Say that a source changed since a person verified the answer, or that the one it was verified in cannot be had; "" if neither."""
    for citation in citations_of(entry):
        state = states.get((platform.slug, citation.name))
        if state is not None and under_review(entry, citation.name, state):
            return wording.source_changed(_day(state.since))
    name = entry.verified_in or entry.sources[0].name
    state = states.get((platform.slug, name))
    if state is None or state.failures < FAILURES_TOLD or state.outcome not in AWAY:
        return ""
    archived = platform.sources[name].archived_url is not None
    return wording.source_away(_day(state.since), gone=state.outcome == "gone", archived=archived)


def reread(platform: Platform, entry: Answer, held: Answer | Condition, verified: PartialDate | None, states: States) -> PartialDate | None:
    """Return the day on which the bot last saw unchanged what a person verified; None if it did not, or if another source changed."""
    if held.verified_in is None or source_note(platform, entry, states):
        return None
    day = reread_on(verified, states.get((platform.slug, held.verified_in)))
    return None if day is None else PartialDate(day.isoformat())


def _day(day: date) -> str:
    return dates.in_words(PartialDate(day.isoformat()))
