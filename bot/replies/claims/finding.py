"""Find the claims of a post that the base can check: for each sentence its subjects, topics, stance and side, and what there is to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.replies.claims.judging import Judgement, claim_in_words, in_words, judge
from bot.replies.claims.listed import judge_listed, listed_name
from bot.replies.reply import to_source
from bot.understanding.posts.named_part import NamedPart, part_named
from bot.understanding.posts.reading import ReadSentence, claims_in, read_post, statements_in
from bot.understanding.posts.stance import Side, Stance
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Claim, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE

NEIGHBOURS = 1
"""Sentences this far apart that speak of one topic of one platform make one claim."""
_STANCES: tuple[Stance, ...] = ("asserted", "denied", "asked", "quoted", "alleged", "predicted")


class FoundClaim(NamedTuple):
    """A sentence of a post ("" if it was not kept), what it claims in words of ours, how it says it, and what there is to it."""

    sentence: str
    platform: str
    topic: str
    text: str
    stance: Stance
    side: Side
    judgement: Judgement
    name: str
    """A name that outlives a restart and has none of the post's words."""


class _Candidate(NamedTuple):
    number: int
    plainly: bool
    claim: FoundClaim


def find_claims(knowledge: Knowledge, understanding: Understanding, post: str, day: PartialDate | None) -> list[FoundClaim]:
    """Find the claims of a post on known platforms, in the order of the post; neighbouring sentences on one matter count as one."""
    kept: list[_Candidate] = []
    for sentence in read_post(knowledge, understanding, post):
        found = [_in_sentence(knowledge, understanding, knowledge.platforms[slug], sentence, day) for slug in sentence.platforms]
        if sentence.carried and len(found) > 1 and any(_is_listed(one.claim) for of_platform in found for one in of_platform):
            found = [[one for one in of_platform if _is_listed(one.claim)] for of_platform in found]
        for of_platform in found:
            for candidate in of_platform:
                _keep(kept, candidate)
    return [candidate.claim for candidate in sorted(kept, key=lambda candidate: candidate.number)]


def _in_sentence(
    knowledge: Knowledge, understanding: Understanding, platform: Platform, sentence: ReadSentence, day: PartialDate | None
) -> list[_Candidate]:
    """Return what a sentence claims on a platform: claims on record first, then what the rest of it states."""
    listed = claims_in(understanding, platform, sentence.text)
    found = [_Candidate(sentence.number, True, _listed(platform, claim, sentence.text, sentence.stance, day)) for claim in listed]
    told = {claim.topic for claim in listed}
    named = part_named(platform, sentence.text)
    for topic, side, plainly in statements_in(understanding, sentence):
        claim = _generic(knowledge, platform, topic, side, sentence.stance, sentence.text, named, day) if topic not in told else None
        if claim is not None:
            told.add(topic)
            found.append(_Candidate(sentence.number, plainly, claim))
    if len(found) > 1:  # "… without asking" says how, and is no claim by itself
        found = [one for one in found if one.claim.topic != "consent" or _is_listed(one.claim)]
    return found


def _generic(
    knowledge: Knowledge,
    platform: Platform,
    topic: str,
    side: Side,
    stance: Stance,
    sentence: str,
    named: NamedPart,
    day: PartialDate | None,
) -> FoundClaim | None:
    judgement = judge(knowledge, platform.slug, topic, side, named, day)
    if judgement is None:
        return None
    text = claim_in_words(platform, knowledge.topics[topic], side)
    return FoundClaim(sentence, platform.slug, topic, text, stance, side, judgement, f"{platform.slug}.{topic}.{side}.{stance}")


def _keep(kept: list[_Candidate], candidate: _Candidate) -> None:
    """Add a claim, or let it count with one on the same matter: a neighbour, or one that says the very same."""
    claim = candidate.claim
    for place in range(len(kept) - 1, -1, -1):
        other = kept[place]
        if (other.claim.platform, other.claim.topic) != (claim.platform, claim.topic):
            continue
        is_listed = _is_listed(claim)
        if _same_matter(claim, other.claim):
            return
        is_own = claim.judgement.by_part and claim.judgement != other.claim.judgement
        if candidate.number - other.number <= NEIGHBOURS and not is_own and not (is_listed and _is_listed(other.claim)):
            kept[place] = candidate if is_listed or (candidate.plainly and not other.plainly and not _is_listed(other.claim)) else other
            return
    kept.append(candidate)


def _same_matter(claim: FoundClaim, other: FoundClaim) -> bool:
    """Return True if a claim repeats another one of the same topic: nothing in it changes what there is to say."""
    if _is_listed(claim):
        return claim.name == other.name
    return (claim.side, claim.stance) == (other.side, other.stance) and (
        claim.judgement == other.judgement or not (claim.judgement.by_part or other.judgement.by_part)
    )


def _is_listed(claim: FoundClaim) -> bool:
    return claim.name.count(".") == 1


def _listed(platform: Platform, claim: Claim, sentence: str, stance: Stance, day: PartialDate | None) -> FoundClaim:
    side: Side = "yes" if claim.asserts in YES_LIKE else "no" if claim.asserts in NO_LIKE else ""
    judgement = judge_listed(platform, claim, day)
    if claim.topic == "history":
        stance = "asserted"  # that there is a lawsuit is not alleged
    return FoundClaim(sentence, platform.slug, claim.topic, claim.text, stance, side, judgement, listed_name(platform, claim))


def claims_named(knowledge: Knowledge, names: Sequence[str], day: PartialDate | None) -> list[FoundClaim]:
    """Return the claims with these names, without the sentences in which they were found; what is no longer on record is left out."""
    found = (_named(knowledge, name, day) for name in dict.fromkeys(names))
    return [claim for claim in found if claim is not None]


def _named(knowledge: Knowledge, name: str, day: PartialDate | None) -> FoundClaim | None:
    slug, _, rest = name.partition(".")
    platform = knowledge.platforms.get(slug)
    if platform is None:
        return None
    for claim in platform.claims:
        if listed_name(platform, claim) == name:
            return _listed(platform, claim, "", "asserted", day)
    topic, _, how = rest.partition(".")
    side, _, told = how.partition(".")
    stance = next((stance for stance in _STANCES if stance == told), None)
    sides: dict[str, Side] = {"yes": "yes", "no": "no", "": ""}
    if topic not in knowledge.topics or stance is None or side not in sides:
        return None
    return _generic(knowledge, platform, topic, sides[side], stance, "", NamedPart(), day)


def to_json(found: FoundClaim) -> dict[str, Any]:
    """Return the JSON of a found claim."""
    judgement = found.judgement
    return {
        "sentence": found.sentence,
        "platform": found.platform,
        "topic": found.topic,
        "claim": found.text,
        "status": judgement.status,
        "true_since": judgement.true_since,
        "true_until": judgement.true_until,
        "now": in_words(judgement, found.stance),
        "then": judgement.then,
        "sources": [to_source(entry) for entry in judgement.sources],
        "stance": found.stance,
        "side": found.side or None,
    }
