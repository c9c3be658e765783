"""Recognise claims on record, by their words or by their signs, in a question and in the sentence of a post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding import thresholds
from bot.understanding.features import stem
from bot.understanding.forms import STATED
from bot.understanding.manner import LIFETIME, WITHOUT_CONSENT
from bot.understanding.question import Question
from bot.understanding.sides import count_denials, side_taken, without_denials
from bot.understanding.text import tokens
from knowledge.records import Claim, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE

DENIAL_REACH = 6
"""How many words before a claim's first sign a denial reaches: "does not use your calls to train"."""
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


def is_denied(question: Question, claim: Claim) -> bool | None:
    """Return True if a message that makes a claim denies what it says, by its words and by the side it takes; None if that is not clear."""
    core = question.framed.core.casefold()
    if bool(question.manner.lifetime) != bool(LIFETIME.search(claim.text.casefold())):
        return None
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
