"""Choose the word that a reply opens with: Yes or No to a question, True or Not true to something stated.

A wrong word is worse than none: it is said only if the form of the question, the side that it takes and the answer are all plain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.replies.claims import makes_claim, stems_of
from bot.replies.reply import Opening, Reply
from bot.understanding import thresholds
from bot.understanding.question import Question
from knowledge.records import Claim, Platform
from knowledge.vocabulary import ClaimStatus, Verdict

YES_LIKE: frozenset[Verdict] = frozenset({"yes", "opt-out"})
NO_LIKE: frozenset[Verdict] = frozenset({"no", "opt-in"})
STATED = frozenset({"truth", "statement"})
"""The forms in which somebody states something, or asks whether a statement is true."""
SAME_CLAIM = 0.75
"""The least part of a claim's words that a message must have to make just this claim; below, its signs have to be there too."""
LIKE_CLAIM = 0.4
_DENYING = frozenset("not no never nobody none neither nor without isnt false untrue wrong myth lie cannot".split())
_EMPTY = frozenset("a an the is are be it its that this of to in on and or you your they their them do does did has have".split())
_STATUS: dict[ClaimStatus, Opening] = {"true": "true", "false": "false", "partly": "partly", "outdated": "outdated"}


class Opened(NamedTuple):
    """What a reply opens with, and the claim on record that it judges, if it is one."""

    opening: Opening = ""
    claim: Claim | None = None


def open_reply(question: Question, reply: Reply, platform: Platform) -> Opened:
    """Return the opening of a reply to a question on one platform; none if anything about it is unsure."""
    form = question.reading.form.best
    if form in STATED and reply.as_of is None and (claim := claim_made(question, platform, reply.topics)) is not None:
        return Opened(_of_claim(question, claim), claim)
    side = question.reading.side
    if side.of(side.best) < thresholds.SIDE or reply.verdict not in YES_LIKE | NO_LIKE or reply.topics[0] == "history":
        return Opened()
    holds = "yes" if reply.verdict in YES_LIKE else "no"
    if form == "polar":
        return Opened("yes" if holds == "yes" else "no")
    if form in STATED:
        return Opened(_of_statement(side.best, holds, reply))
    return Opened()


def _of_statement(side: str, holds: str, reply: Reply) -> Opening:
    """Judge a statement by the verdict; partly, if it holds only for some or on a condition."""
    against = NO_LIKE if holds == "yes" else YES_LIKE
    claimed = YES_LIKE if side == "yes" else NO_LIKE
    others = [condition.verdict for condition in reply.conditions if condition.in_calls]
    if side == holds:
        return "partly" if any(verdict in against for verdict in others) else "true"
    if reply.verdict in {"opt-in", "opt-out"} or any(verdict in claimed for verdict in others):
        return "partly"
    return "false"


def claim_made(question: Question, platform: Platform, topics: Sequence[str]) -> Claim | None:
    """Return the claim on record that a message makes: the one whose words it has, or one whose signs it has on its topic."""
    said = _words(question.text.clean)
    alike = [(_likeness(said, claim, platform), claim) for claim in platform.claims]
    likeness, nearest = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if nearest is not None and likeness >= SAME_CLAIM:
        return nearest
    stems = stems_of(question.text.clean)
    side = question.reading.side
    for likeness, claim in sorted(alike, key=lambda pair: -pair[0]):
        sided = claim.asserts in (YES_LIKE if side.best == "yes" else NO_LIKE) and side.of(side.best) >= thresholds.SIDE
        if likeness >= LIKE_CLAIM and claim.topic == topics[0] and sided and makes_claim(stems, claim):
            return claim
    return None


def _of_claim(question: Question, claim: Claim) -> Opening:
    """Return what there is to a claim, turned round if the message denies what it says."""
    status = _STATUS[claim.status]
    if _denials(question.text.clean) % 2 == _denials(claim.text) % 2:
        return status
    return {"true": "false", "false": "true", "outdated": "true"}.get(status, status)  # type: ignore[return-value]


def _denials(text: str) -> int:
    words = text.casefold().replace("’", "'").replace("n't", " not").replace("cant ", "can not ").replace("dont ", "do not ").split()
    return sum(word.strip(".,!?\"'“”:;()") in _DENYING for word in words)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in stems_of(text) if word not in _EMPTY)


def _likeness(said: frozenset[str], claim: Claim, platform: Platform) -> float:
    """Return the part of a claim's words that a message has, the platform's name left out."""
    words = _words(claim.text) - frozenset(stems_of(platform.name)) - _DENYING
    return len(words & said) / len(words) if words else 0.0
