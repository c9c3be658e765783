"""Reads a post and finds the sentences that claim something the knowledge base can speak to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from bot.replies import dates, wording
from bot.replies.reply import to_source
from bot.understanding.features import stem
from bot.understanding.text import tokens
from bot.understanding.understand import Understanding
from knowledge.base import Cited, Knowledge, answer_on, cited, positions_during
from knowledge.dates import PartialDate
from knowledge.records import Claim, Platform

_SENTENCE_END = r"""[.!?…]+["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9…])|\n+"""
_ABBREVIATION = (
    r"\b(?:[A-Za-z]|Inc|Ltd|Corp|Co|Mr|Mrs|Ms|Dr|Prof|St|No|vs|approx|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s+$"
)
"""What ends with a full stop and does not end a sentence."""
LONGEST_ABBREVIATION = 8
DENIAL_REACH = 6
"""How many words before a claim's first sign a denial reaches: "does not use your calls to train"."""
_DENYING = frozenset(stem(word) for word in ("not", "never", "longer", "denies", "neither"))
_AFFIRMING = frozenset({"yes", "opt-out"})


class FoundClaim(NamedTuple):
    """A sentence of a post ("" if it was not kept), the claim that it makes, what holds today and what held on the post's date."""

    sentence: str
    platform: str
    claim: Claim
    now: str
    then: str | None
    sources: tuple[Cited, ...]

    @property
    def name(self) -> str:
        """A name that outlives a restart and has none of the post's words: platform and a digest of the claim."""
        return _name(self.platform, self.claim)


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
    return claim.asserts not in _AFFIRMING or not all(_denied(stems, start) for start in places[0])


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


def sentences(post: str) -> Iterable[str]:
    """Yield the sentences of a post, and its headings and lines as sentences of their own."""
    ends = [
        match.end()
        for match in re.finditer(_SENTENCE_END, post)
        if not re.search(_ABBREVIATION, post[max(0, match.start() - LONGEST_ABBREVIATION) : match.end()])
    ]
    for start, end in pairwise((0, *ends, len(post))):
        sentence = " ".join(post[start:end].split())
        if any(character.isalpha() for character in sentence):
            yield sentence


def find_claims(knowledge: Knowledge, understanding: Understanding, post: str, day: PartialDate | None) -> list[FoundClaim]:
    """Find every claim of a post on a known platform, each once, in the order of the post.

    A sentence that names no platform is about the one named last.
    """
    about: tuple[str, ...] = ()
    found: dict[tuple[str, str], FoundClaim] = {}
    for sentence in sentences(post):
        named = understanding.platforms_in(sentence)
        if not named and understanding.names_a_stranger(sentence):
            about = ()
        about = _speaker(named, about)
        stems = stems_of(sentence)
        for slug in about[:1]:
            platform = knowledge.platforms[slug]
            for claim in platform.claims:
                if (slug, claim.text) not in found and makes_claim(stems, claim):
                    found[slug, claim.text] = _found(platform, claim, sentence, day)
    return list(found.values())


def claims_named(knowledge: Knowledge, names: Sequence[str], day: PartialDate | None) -> list[FoundClaim]:
    """Return the claims with these names, without the sentences in which they were found; what is no longer on record is left out."""
    slugs = dict.fromkeys(name.partition(".")[0] for name in names)
    platforms = [knowledge.platforms[slug] for slug in slugs if slug in knowledge.platforms]
    known = {_name(platform.slug, claim): (platform, claim) for platform in platforms for claim in platform.claims}
    return [_found(*known[name], "", day) for name in dict.fromkeys(names) if name in known]


def _name(platform: str, claim: Claim) -> str:
    return f"{platform}.{hashlib.sha256(claim.text.encode()).hexdigest()[:6]}"


def _speaker(named: tuple[str, ...], about: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom a sentence is about: the platform of the post so far if it is named again, else the first one named."""
    if not named or (about and about[0] in named):
        return about
    return named


def _found(platform: Platform, claim: Claim, sentence: str, day: PartialDate | None) -> FoundClaim:
    return FoundClaim(
        sentence=sentence,
        platform=platform.slug,
        claim=claim,
        now=_now(claim),
        then=_then(platform, claim, day) if day is not None else None,
        sources=cited(platform, claim.sources),
    )


def _now(claim: Claim) -> str:
    return f"{wording.CLAIM_STATUS[claim.status]} {claim.why}"


def _then(platform: Platform, claim: Claim, day: PartialDate) -> str:
    when = dates.in_words(day)
    parts = []
    if claim.status != "partly" and (claim.true_since is not None or claim.true_until is not None):
        parts.append(wording.was_true(_held(claim, day)))
    elif claim.status == "false":
        parts.append(wording.NEVER_TRUE)
    entry = answer_on(platform, claim.topic)
    if entry is not None:
        parts += [position.headline for position in positions_during(platform, entry, day) if position is not entry]
    return " ".join(parts) or wording.nothing_different(when)


def _held(claim: Claim, day: PartialDate) -> str:
    """Return whether a claim was true on a day, in words that follow "it was"."""
    if claim.true_since is not None and claim.true_since.first > day.last:
        return wording.NOT_YET_TRUE
    if claim.true_until is None or claim.true_until.first > day.last:
        return wording.TRUE_THEN
    if claim.true_until.last >= day.first:
        return wording.true_until(dates.in_words(claim.true_until))
    return wording.NO_LONGER_TRUE


def to_json(found: FoundClaim) -> dict[str, Any]:
    """Return the JSON of a found claim."""
    return {
        "sentence": found.sentence,
        "platform": found.platform,
        "topic": found.claim.topic,
        "claim": found.claim.text,
        "status": found.claim.status,
        "true_since": found.claim.true_since,
        "true_until": found.claim.true_until,
        "now": found.now,
        "then": found.then,
        "sources": [to_source(entry) for entry in found.sources],
    }
