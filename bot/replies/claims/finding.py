"""Find the claims of a post that the base can check: for each sentence its subjects, topics, stance and side, and what there is to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.replies.claims.judging import Judgement, claim_in_words, in_words, judge
from bot.replies.claims.listed import judge_listed, listed_name
from bot.replies.reply import to_source
from bot.understanding.posts import ANY_DAY
from bot.understanding.posts.phrases import phrases
from bot.understanding.posts.sentences import Sentence, clauses, split_post
from bot.understanding.posts.stance import Side, Stance, side_of, speaker_of, stance_of
from bot.understanding.posts.statements import has_words_of, states
from bot.understanding.posts.subjects import Subjects
from bot.understanding.recorded_claims import makes_claim, stems_of
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Claim, Platform
from knowledge.vocabulary import NO_LIKE, YES_LIKE

NEIGHBOURS = 1
"""Sentences this far apart that speak of one topic of one platform make one claim."""
_STANCES: tuple[Stance, ...] = ("asserted", "denied", "asked", "quoted", "alleged", "predicted")
_OF_THE_WRITER = re.compile(
    r"^(?:and |so |but )?(?:i|we|my|our|let(?:'s| us)|please)\b"
    r"(?! (?:were|was|are|am|get|got|never|have been|can(?:not|'t)? (?:turn|switch|opt)|looked|bet))(?!.*\b(?:says?|tells?|thinks?)\b)",
    re.IGNORECASE,
)
"""How a clause begins that tells what the writer does."""
_OF_OTHERS = phrases("they, it, its, their, that, opt, turn, switch")
_BIDDING = re.compile(
    r"^(?:[\w']+, )?(?:(?:and|so|but|then|please|just|a better habit:) )?(?:do not|don't|never|always|copy|hold|send|share|read|turn|use|"
    r"tell|ask|check|make|remember|think|keep|repost|forward|stop|leave|delete|download|compare|start|remind|record|say|avoid|consider|imagine|"
    r"beware|employers|if (?:you|we|your|anyone|anybody|somebody|someone))\b",
    re.IGNORECASE,
)
"""How a clause begins that bids or advises somebody."""
_OUGHT = phrases("should, ought, must, would, no need to")


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
    sentences = split_post(post)
    subjects = Subjects(knowledge, understanding, sentences)
    kept: list[_Candidate] = []
    speaking: tuple[int, Stance] | None = None
    for number, sentence in enumerate(sentences):
        about, carried = subjects.of(number)
        if (speaker := speaker_of(sentence.text)) is not None:
            speaking = (sentence.paragraph, speaker)
        following = sentences[number + 1].text if number + 1 < len(sentences) else ""
        told = speaking[1] if speaking is not None and speaking[0] == sentence.paragraph else None
        stance = stance_of(sentence.text, following, told)
        if stance is None:
            continue
        found = [_in_sentence(knowledge, understanding, knowledge.platforms[slug], sentence, number, stance, day) for slug in about]
        if carried and len(about) > 1 and any(_is_listed(one.claim) for of_platform in found for one in of_platform):
            found = [[one for one in of_platform if _is_listed(one.claim)] for of_platform in found]
        for of_platform in found:
            for candidate in of_platform:
                _keep(kept, candidate)
    return [candidate.claim for candidate in sorted(kept, key=lambda candidate: candidate.number)]


def _in_sentence(
    knowledge: Knowledge,
    understanding: Understanding,
    platform: Platform,
    sentence: Sentence,
    number: int,
    stance: Stance,
    day: PartialDate | None,
) -> list[_Candidate]:
    """Return what a sentence claims on a platform: claims on record first, then what the rest of it states."""
    found = []
    told = set()
    for claim in _listed_in(platform, sentence.text):
        told.add(claim.topic)
        found.append(_Candidate(number, True, _listed(platform, claim, sentence.text, stance, day)))
    parts = clauses(sentence.text)
    of_the_writer = parts and _OF_THE_WRITER.search(parts[0]) is not None
    for place, clause in enumerate(parts):
        if of_the_writer and not _OF_OTHERS.search(clause):
            continue
        for stated in states(understanding, clause):
            if stated.topic in told or not _is_statement(clause, stated.topic, opens=place == 0):
                continue
            reading = understanding.understand(clause, ANY_DAY).reading
            side = side_of(stated.topic, clause, stated.place, reading, stance)
            claim_found = _generic(knowledge, platform, stated.topic, side, stance, sentence.text, day)
            if claim_found is not None:
                told.add(stated.topic)
                found.append(_Candidate(number, stated.plainly, claim_found))
    if len(found) > 1:  # "… without asking" says how, and is no claim by itself
        found = [one for one in found if one.claim.topic != "consent" or _is_listed(one.claim)]
    return found


def _listed_in(platform: Platform, sentence: str) -> list[Claim]:
    """Return the claims on record that a sentence makes; of several, those on whose topic it has words."""
    stems = stems_of(sentence)
    made = [claim for claim in platform.claims if makes_claim(stems, claim)]
    plainly = [claim for claim in made if has_words_of(claim.topic, sentence)]
    return plainly or made


def _generic(
    knowledge: Knowledge, platform: Platform, topic: str, side: Side, stance: Stance, sentence: str, day: PartialDate | None
) -> FoundClaim | None:
    judgement = judge(knowledge, platform.slug, topic, side, sentence, day)
    if judgement is None:
        return None
    text = claim_in_words(platform, knowledge.topics[topic], side)
    return FoundClaim(sentence, platform.slug, topic, text, stance, side, judgement, f"{platform.slug}.{topic}.{side}.{stance}")


def _is_statement(clause: str, topic: str, *, opens: bool) -> bool:
    """Return True unless a clause tells what the writer does, or bids or advises somebody; how to turn something off is a statement."""
    if topic == "opt-out":
        return True
    return not (_OF_THE_WRITER.search(clause) or (opens and _BIDDING.search(clause)) or _OUGHT.search(clause))


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
    return _generic(knowledge, platform, topic, sides[side], stance, "", day)


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
