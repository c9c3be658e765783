"""Correct what a question takes for granted, before the answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import dates, wording
from bot.replies.claims import makes_claim, stems_of
from bot.replies.reply import Reply
from bot.understanding import thresholds
from bot.understanding.question import Question
from knowledge.records import Claim, Platform
from knowledge.vocabulary import Verdict

_AFFIRMED: frozenset[Verdict] = frozenset({"yes", "opt-out"})
_DENIED: frozenset[Verdict] = frozenset({"no", "opt-in"})


def corrections(question: Question, platform: Platform, topics: Sequence[str], reply: Reply) -> tuple[str, ...]:
    """Return the sentence that corrects what a question on a platform states; none if it is true, or asked about the past.

    `topics` are those of the question, best first, and `reply` is the answer on the first of them.
    """
    if reply.as_of is not None:
        return ()
    untrue = [claim for claim in platform.claims if claim.status in {"false", "outdated"} and claim.topic in topics[:2]]
    if untrue:
        stems = stems_of(question.text.clean)
        for claim in untrue:
            if makes_claim(stems, claim):
                return (_about(claim),)
    if topics[0] in {"history", "sensitive"} or reply.verdict not in _AFFIRMED | _DENIED:
        return ()
    side = question.reading.side
    if side.of(side.best) < thresholds.SIDE:
        return ()
    claimed = _DENIED if side.best == "no" else _AFFIRMED
    partly = any(condition.verdict in claimed for condition in reply.conditions)
    return () if reply.verdict in claimed or partly else (wording.NOT_SO,)


def _about(claim: Claim) -> str:
    if claim.status == "outdated" and claim.true_until is not None:
        since = f"from {dates.in_words(claim.true_since)} " if claim.true_since else ""
        return f"{wording.outdated(claim.text, f'{since}until {dates.in_words(claim.true_until)}')} {claim.why}"
    return f"{wording.not_true(claim.text)} {claim.why}"
