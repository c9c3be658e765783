"""Corrects what a question takes for granted, kindly and before the answer."""

from __future__ import annotations

from bot import dates
from bot.claims import makes_claim, stems_of
from bot.replies import wording
from bot.reply import Reply
from bot.understanding.intent import denies
from bot.understanding.question import Question
from knowledge.base import Knowledge
from knowledge.records import Claim
from knowledge.vocabulary import Verdict

_AFFIRMED: frozenset[Verdict] = frozenset({"yes", "opt-out"})
_DENIED: frozenset[Verdict] = frozenset({"no", "opt-in"})


def corrections(knowledge: Knowledge, question: Question, slug: str, reply: Reply) -> tuple[str, ...]:
    """The sentence that sets right what a question states; nothing where that is so, or is asked about the past."""
    if reply.as_of is not None:
        return ()
    untrue = [
        claim for claim in knowledge.platforms[slug].claims if claim.status in {"false", "outdated"} and claim.topic in reply.topics[:2]
    ]
    if untrue:
        stems = stems_of(question.text.clean)
        for claim in untrue:
            if makes_claim(stems, claim):
                return (_about(claim),)
    if reply.topics[0] in {"history", "sensitive"} or reply.verdict not in _AFFIRMED | _DENIED:
        return ()
    claimed = _DENIED if denies(question.text) else _AFFIRMED
    partly = any(condition.verdict in claimed for condition in reply.conditions)
    return () if reply.verdict in claimed or partly else (wording.NOT_SO,)


def _about(claim: Claim) -> str:
    if claim.status == "outdated" and claim.true_until is not None:
        since = f"from {dates.in_words(claim.true_since)} " if claim.true_since else ""
        return f"{wording.outdated(claim.text, f'{since}until {dates.in_words(claim.true_until)}')} {claim.why}"
    return f"{wording.not_true(claim.text)} {claim.why}"
