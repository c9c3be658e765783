"""Find the claim on record that a message makes, and say what there is to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.replies.claims import makes_claim, stems_of
from bot.replies.reply import Opening
from bot.understanding import thresholds
from bot.understanding.forms import STATED
from bot.understanding.manner import LIFETIME, WITHOUT_CONSENT
from bot.understanding.question import Question
from bot.understanding.sides import count_denials, side_taken, without_denials
from knowledge.records import Claim, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE, ClaimStatus

_EMPTY = frozenset("a an the is are be it its that this of to in on and or you your they their them do does did has have".split())
_STATUS: dict[ClaimStatus, Opening] = {"true": "true", "false": "false", "partly": "partly", "outdated": "outdated"}
_TURNED: dict[ClaimStatus, Opening] = {"true": "false", "false": "true", "partly": "partly", "outdated": "true"}


def claim_made(question: Question, platform: Platform, topics: Sequence[str]) -> Claim | None:
    """Return the claim on record that a message makes: the one whose words it has, or one whose signs it has on its topic."""
    if question.manner.form not in STATED or question.framed.unsure:
        return None
    said, name = _words(question.framed.core), frozenset(stems_of(platform.name))
    alike = sorted((_compared(said, claim, name) for claim in platform.claims), key=lambda compared: -compared.likeness)
    for likeness, words, claim in alike[:2]:
        long_enough = words >= thresholds.LEAST_WORDS_OF_CLAIM or claim.topic == topics[0]
        if likeness >= thresholds.SAME_CLAIM and long_enough and (claim.topic in topics[: thresholds.TOPICS_OF_CLAIM] or likeness == 1.0):
            return claim
    taken = side_taken(question, topics[0])
    if not taken.plain:
        return None
    stems = stems_of(question.framed.core)
    sided = YES_LIKE if taken.side == "yes" else NO_LIKE
    return next(
        (
            claim
            for likeness, _, claim in alike
            if likeness >= thresholds.LIKE_CLAIM and claim.topic == topics[0] and claim.asserts in sided and makes_claim(stems, claim)
        ),
        None,
    )


def judge_claim(question: Question, claim: Claim) -> Opening:
    """Return what there is to a claim, turned round if the message denies what it says: by its words, and by the side it takes."""
    core = question.framed.core.casefold()
    if bool(question.manner.lifetime) != bool(LIFETIME.search(claim.text.casefold())):
        return ""
    turned = (count_denials(WITHOUT_CONSENT.sub(" ", core)) + question.framed.denied) % 2 != count_denials(
        WITHOUT_CONSENT.sub(" ", claim.text.casefold())
    ) % 2
    taken = side_taken(question, claim.topic)
    sided, claimed = claim.asserts in YES_LIKE | NO_LIKE, "yes" if claim.asserts in YES_LIKE else "no"
    if not turned and sided and taken.plain and taken.share >= thresholds.SIDE_AGAINST_CLAIM and taken.side != claimed:
        return ""  # nearly its words, but the other side
    if not turned:
        return _STATUS[claim.status]
    if not question.framed.denied and sided and (taken.side == claimed or (claim.status == "outdated" and not taken.plain)):
        return ""  # what is denied is something beside the claim: "even when nobody pressed anything"
    return _TURNED[claim.status]


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in stems_of(text) if word not in _EMPTY)


class _Compared(NamedTuple):
    """How much of a claim's own words a message has (0 to 1), and how many these are."""

    likeness: float
    words: int
    claim: Claim


def _compared(said: frozenset[str], claim: Claim, name: frozenset[str]) -> _Compared:
    """Compare a message's words with those of a claim, the platform's name left out."""
    own = without_denials(_words(claim.text) - name)
    return _Compared(len(own & said) / len(own) if own else 0.0, len(own), claim)
