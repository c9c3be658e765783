"""Recognise claims on record, by their words or by their signs, in a question and in the sentence of a post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding import thresholds
from bot.understanding.features import stem
from bot.understanding.forms import STATED
from bot.understanding.manner import LIFETIME, WITHOUT_CONSENT
from bot.understanding.question import Question
from bot.understanding.sides import ASKED_WITH_NOT, count_denials, side_taken, without_denials
from bot.understanding.subject import HISTORY
from bot.understanding.text import tokens
from knowledge.records import Claim, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE

DENIAL_REACH = 6
"""How many words before a claim's first sign a denial reaches: "does not use your calls to train"."""
_LAWSUIT = r"(?:lawsuit|class action|legal action|litigation|court case)s?"
_SUIT = re.compile(
    r"\b(?:is|are|was|were|been|being|gets?|got) (?:[^\s,]+ ){0,4}?sued\b|\b(?:suing|sued) [^\s,]+|"
    rf"\b(?:there|got|gets|has|have|had|fac(?:es?|ed|ing)) (?:(?!(?:in|for|from|to|by|with)\b)[^\s,]+ ){{0,2}}?{_LAWSUIT}\b|"
    rf"\b{_LAWSUIT} (?:[^\s,]+ ){{0,2}}?(?:against|over|about|because)\b|"
    rf"^(?!(?:can|could|do|does|will|would|may|in|for|how|what)\b)(?:[^\s,]+ ){{1,2}}{_LAWSUIT}\b"
)
"""Tells or asks that a company is sued."""
_OWN_SUIT = re.compile(
    r"\b(?:i|we|you|i'm|we're|my|our|me|us|if|when|in case|users|customers|companies|employers)\b(?: [^\s,]+){0,3} "
    rf"(?:sue|sued|{_LAWSUIT}|court)\b"
)
"""Speaks of a lawsuit against those who ask or who use a platform."""
_DENYING = frozenset(stem(word) for word in ("not", "never", "longer", "denies", "neither"))
_EMPTY = frozenset("a an the is are be it its that this of to in on and or you your they their them do does did has have".split())


def stems_of(sentence: str) -> tuple[str, ...]:
    """Return the stems of a sentence, which are compared with the signs of claims."""
    return tuple([stem(word) for word in tokens(sentence)])


def makes_claim(stems: tuple[str, ...], claim: Claim) -> bool:
    """Return True if every sign of a claim occurs in a sentence, given by its stems, and what it affirms is not denied there."""
    places = []
    for sign in claim.signs:
        found = _places(sign, stems)
        if not found:
            return False
        places.append(found)
    return claim.asserts not in YES_LIKE or not all(_denied(stems, start) for start in places[0])


def _denied(stems: Sequence[str], start: int) -> bool:
    return not _DENYING.isdisjoint(stems[max(0, start - DENIAL_REACH) : start])


def _wordings(sign: str) -> tuple[tuple[str, ...], ...]:
    return tuple(stems_of(wording) for wording in sign.split("|"))


def _places(sign: str, stems: tuple[str, ...]) -> list[int]:
    """Return the places where one of a sign's wordings begins."""
    return [
        start
        for wording in _wordings(sign)
        for start in range(len(stems) - len(wording) + 1)
        if wording and stems[start] == wording[0] and stems[start : start + len(wording)] == wording
    ]


def claim_made(question: Question, platform: Platform, topics: Sequence[str]) -> Claim | None:
    """Return the claim on record that a message makes: the one whose words it has, or one whose signs it has on its topic.

    That a company is sued is a claim whatever the suit is about. A question makes only claims on what happened, which no verdict answers.
    """
    form = question.manner.form
    if form not in STATED | {"polar"} or question.framed.unsure:
        return None
    if tells_of_suit(question) and (suit := _suit_on_record(question, platform)) is not None:
        return suit
    said, name = _words(question.framed.core), frozenset(stems_of(platform.name))
    claims = [claim for claim in platform.claims if form != "polar" or claim.topic == HISTORY]
    alike = sorted((_compared(said, claim, name) for claim in claims), key=lambda compared: -compared.likeness)
    for likeness, words, claim in alike[:2]:
        long_enough = words >= thresholds.LEAST_WORDS_OF_CLAIM or claim.topic == topics[0]
        if likeness >= thresholds.SAME_CLAIM and long_enough and (claim.topic in topics[: thresholds.TOPICS_OF_CLAIM] or likeness == 1.0):
            return claim
    taken = side_taken(question, topics[0])
    if not taken.plain:
        return None
    stems, sided = stems_of(question.framed.core), YES_LIKE if taken.side == "yes" else NO_LIKE
    return next(
        (
            claim
            for likeness, _, claim in alike
            if likeness >= thresholds.LIKE_CLAIM and claim.topic == topics[0] and claim.asserts in sided and makes_claim(stems, claim)
        ),
        None,
    )


def claims_touched(question: Question, platform: Platform, topic: str) -> list[Claim]:
    """Return the claims on record on a topic that have all their signs in a message, on whichever side it is."""
    stems = stems_of(question.framed.core)
    return [claim for claim in platform.claims if claim.topic == topic and all(_places(sign, stems) for sign in claim.signs)]


def tells_of_suit(question: Question) -> bool:
    """Return True if a message tells or asks that a company is sued, not what a lawsuit of the asker's own would bring about."""
    core = question.framed.core.casefold()
    return _SUIT.search(core) is not None and not _OWN_SUIT.search(core)


def _suit_on_record(question: Question, platform: Platform) -> Claim | None:
    """Return the claim that a company is sued which has all its signs in a message, or else one that is true."""
    stems, suits = stems_of(question.framed.core), [claim for claim in platform.claims if _is_on_suit(claim)]
    plain = (claim for claim in suits if all(_places(sign, stems) for sign in claim.signs))
    return next(plain, next((claim for claim in suits if claim.status == "true"), None))


def _is_on_suit(claim: Claim) -> bool:
    return claim.topic == HISTORY and any("sued" in sign.split("|") for sign in claim.signs)


def is_denied(question: Question, claim: Claim) -> bool | None:
    """Return True if a message that makes a claim denies what it says, by its words and by the side it takes; None if that is not clear."""
    core = question.framed.core.casefold()
    if bool(question.manner.lifetime) != bool(LIFETIME.search(claim.text.casefold())):
        return None
    if _is_on_suit(claim):
        core = ASKED_WITH_NOT.sub(" ", core)
        told = _SUIT.search(core)
        if told is None or question.scope.regions:
            return None
        return (count_denials(core[: told.end()]) + question.framed.denied) % 2 == 1
    own = count_denials(WITHOUT_CONSENT.sub(" ", claim.text.casefold()))
    denied = (count_denials(WITHOUT_CONSENT.sub(" ", core)) + question.framed.denied) % 2 != own % 2
    taken, sided = side_taken(question, claim.topic), claim.asserts in YES_LIKE | NO_LIKE
    agrees = (taken.side == "yes") == (claim.asserts in YES_LIKE)
    if not denied and sided and taken.plain and taken.share >= thresholds.SIDE_AGAINST_CLAIM and not agrees:
        return None  # nearly its words, but the other side
    if denied and not question.framed.denied and sided and (agrees or (claim.status == "outdated" and not taken.plain)):
        return None  # what is denied is something beside the claim: "even when nobody pressed anything"
    return denied


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
