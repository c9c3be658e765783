"""Say on what today's answer rests: its sources, in which of them it was last checked, and if it is due to be checked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.replies.reply import Evidence, Reply
from bot.replies.sourced import checked_line, deciding_source, read_as_condition
from bot.replies.watched import States, reread, source_note
from knowledge.base import cited, review_due
from knowledge.records import Answer, Condition, Platform


def evidence_of(
    platform: Platform, entry: Answer, leading: Condition | None, others: Sequence[Condition], today: date, states: States
) -> Evidence:
    """Return the evidence of an answer; a condition that leads it may rest on other sources, so that the date is theirs."""
    verdict, day = (entry if leading is None else leading).verdict, entry.last_verified
    if leading is not None:
        day = read_as_condition(platform, entry, leading)
    if verdict == "unverified":
        day = None
    held = entry if leading is None or not leading.sources else leading
    again, note = reread(platform, entry, held, day, states), source_note(platform, entry, states)
    due = review_due(entry._replace(last_verified=again or day))
    overdue = due is None or due < today
    deciding = deciding_source(platform, held, day)
    checked = checked_line(day, again, deciding, today, verdict, overdue=overdue)
    told = (*(() if leading is None else (leading,)), entry, *others)
    return Evidence(
        sources=cited(platform, tuple(citation for part in told for citation in part.sources)),
        resting_on=cited(platform, entry.sources),
        deciding=deciding,
        confidence="medium" if day is None and entry.confidence == "high" else entry.confidence,
        last_verified=again or day,
        verified=f"{checked} {note}".strip(),
        stale=overdue or bool(note),
    )


def evidence_of_all(replies: Sequence[Reply]) -> Evidence:
    """Return the evidence of several answers, which is as old as the oldest."""
    return Evidence(stale=any(reply.evidence.stale for reply in replies))
