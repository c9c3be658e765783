"""Read a post: what each of its sentences states, about which platforms, and how it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.understanding.posts import ANY_DAY
from bot.understanding.posts.phrases import phrases
from bot.understanding.posts.sentences import clauses, split_post
from bot.understanding.posts.stance import Side, Stance, side_of, speaker_of, stance_of
from bot.understanding.posts.statements import states
from bot.understanding.posts.subjects import Subjects
from bot.understanding.recorded_claims import makes_claim, stems_of
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.records import Claim, Platform

_OF_THE_WRITER = re.compile(
    r"^(?:and |so |but )?(?:i|we|my|our|let(?:'s| us)|please)\b"
    r"(?! (?:were|was|are|am|get|got|never|have been|can(?:not|'t)? (?:turn|switch|opt)|looked|bet))(?!.*\b(?:says?|tells?|thinks?)\b)",
    re.IGNORECASE,
)
"""Beginnings of a clause that tells what the writer does."""
_OF_OTHERS = phrases("they, it, its, their, that, opt, turn, switch")
_BIDDING = re.compile(
    r"^(?:[\w']+, )?(?:(?:and|so|but|then|please|just|a better habit:) )?(?:do not|don't|never|always|copy|hold|send|share|read|turn|use|"
    r"tell|ask|check|make|remember|think|keep|repost|forward|stop|leave|delete|download|compare|start|remind|record|say|avoid|consider|imagine|"
    r"beware|employers|if (?:you|we|your|anyone|anybody|somebody|someone))\b",
    re.IGNORECASE,
)
"""Beginnings of a clause that bids or advises somebody."""
_OUGHT = phrases("should, ought, must, would, no need to")


class ReadSentence(NamedTuple):
    """A sentence of a post that states something, and about which platforms; `carried` tells that those before it named them."""

    number: int
    text: str
    platforms: tuple[str, ...]
    carried: bool
    stance: Stance


class ReadStatement(NamedTuple):
    """A statement of a clause on a topic: the side that it takes, and whether its very words say so."""

    topic: str
    side: Side
    plainly: bool


def read_post(knowledge: Knowledge, understanding: Understanding, post: str) -> Iterator[ReadSentence]:
    """Yield the sentences of a post that state something."""
    sentences = split_post(post)
    subjects = Subjects(knowledge, understanding, sentences)
    speaking: tuple[int, Stance] | None = None
    for number, sentence in enumerate(sentences):
        about, carried = subjects.of(number)
        if (speaker := speaker_of(sentence.text)) is not None:
            speaking = (sentence.paragraph, speaker)
        following = sentences[number + 1].text if number + 1 < len(sentences) else ""
        told = speaking[1] if speaking is not None and speaking[0] == sentence.paragraph else None
        stance = stance_of(sentence.text, following, told)
        if stance is not None:
            yield ReadSentence(number, sentence.text, tuple(about), carried, stance)


def statements_in(understanding: Understanding, sentence: ReadSentence) -> Iterator[ReadStatement]:
    """Yield what the clauses of a sentence state, the likeliest topic of each first."""
    parts = clauses(sentence.text)
    of_the_writer = parts and _OF_THE_WRITER.search(parts[0]) is not None
    for place, clause in enumerate(parts):
        if of_the_writer and not _OF_OTHERS.search(clause):
            continue
        for stated in states(understanding, clause):
            if _is_statement(clause, stated.topic, opens=place == 0):
                reading = understanding.understand(clause, ANY_DAY).reading
                side = side_of(stated.topic, clause, stated.place, reading, sentence.stance, understanding.cues)
                yield ReadStatement(stated.topic, side, stated.plainly)


def claims_in(understanding: Understanding, platform: Platform, sentence: str) -> list[Claim]:
    """Return the claims on record that a sentence makes; of several, those on whose topic it has words."""
    stems = stems_of(sentence)
    made = [claim for claim in platform.claims if makes_claim(stems, claim)]
    plainly = [claim for claim in made if understanding.cues.has_words_of(claim.topic, sentence)]
    return plainly or made


def _is_statement(clause: str, topic: str, *, opens: bool) -> bool:
    """Return True unless a clause tells what the writer does, or bids or advises somebody; how to turn something off is a statement."""
    if topic == "opt-out":
        return True
    return not (_OF_THE_WRITER.search(clause) or (opens and _BIDDING.search(clause)) or _OUGHT.search(clause))
