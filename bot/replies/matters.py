"""Tell if an answer speaks of what a question is about beside the verdict on calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.replies import wording
from bot.replies.part import SENTENCE_END, WHOLE, Part, Statement, said_in, statements_of
from bot.replies.scoped import narrows
from bot.understanding.asked_matters import laws_asked
from bot.understanding.scope import Asked
from knowledge.base import Knowledge, answer_on
from knowledge.matters import Matter, plain
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Region

_NOT_TOLD = re.compile(r"\bnot (?:mentioned|named|found|said|covered|stated)\b")
_TOLD_OF_REGION = {
    "eu": "EU|EEA|Europe|Germany|Frankfurt|Ireland|Netherlands",
    "us": "United States|US|USA|America",
    "uk": "UK|United Kingdom|Britain|England|London",
    "hong-kong": "Hong Kong",
    "south-korea": "Korea",
    "south-africa": "South Africa",
    "california": "California",
}
"""The words of an answer that speaks of a region, if its name is not the only one."""


def part_on(content: Matter, entry: Answer, words: Sequence[str], asked: Asked) -> Part:
    """Return the part of an answer that speaks of some content: the one with most words of the question, its headline before others."""
    found = [(place, one) for place, one in enumerate(statements_of(entry)) if content.is_told(one.words)]
    of_it = bool(set(content.data) & set(entry.applies_to.data)) and content.is_told(plain(entry.headline))
    covers = of_it or content.is_told(plain(entry.applies_to.text))
    if not found:
        return WHOLE if covers else Part(about=content.name)
    scopes = {one.condition.verdict for _, one in found if one.condition is not None and _in_scope(one, content)}

    def weight(place: int, one: Statement) -> tuple[int, int]:
        told_in_scope = _in_scope(one, content) and (len(scopes) == 1 or not content.is_told(plain(entry.headline)))
        fitting = one.condition is None or not narrows(one.condition.applies_to, asked)
        return said_in(one.words, words), 4 * told_in_scope + 2 * fitting + (place == 0)

    place, said = max(found, key=lambda pair: weight(pair[0], pair[1]))
    if said.condition is not None:
        return Part(place, about=content.name, covers=_in_scope(said, content) and not narrows(said.condition.applies_to, asked))
    return Part(place, about=content.name, covers=covers and place == 0)


def _in_scope(statement: Statement, content: Matter) -> bool:
    """Return True if a condition is about some content, rather than says something of it."""
    return statement.condition is not None and content.is_told(plain(statement.condition.applies_to.text))


def told_on(content: Matter, platform: Platform, topics: Sequence[str], words: Sequence[str]) -> tuple[str, Statement] | None:
    """Return what the answers to some topics say of some content, and on which topic: the statement with most words of the question."""
    found = [
        (entry.topic, one)
        for topic in topics
        if (entry := answer_on(platform, topic)) is not None
        for place, one in enumerate(statements_of(entry))
        if (place == 0 or one.condition is not None) and content.is_told(one.words)
    ]
    return max(found, key=lambda pair: said_in(pair[1].words, words), default=None)


def matter_not_told(knowledge: Knowledge, topic: str, words: Iterable[str], text: str) -> str:
    """Return the first law or group that a question on a topic names and the text of an answer does not, "" if there is none."""
    told = plain(" ".join(sentence for sentence in SENTENCE_END.split(text) if not _NOT_TOLD.search(sentence)))
    return next((matter.name for matter in laws_asked(knowledge, topic, words) if not matter.is_told(told)), "")


def region_not_told(asked: Asked, said: str) -> str:
    """Return the region that a question names if the text of an answer does not speak of it or of the one around it, "" otherwise."""
    told = map(names_of_region, asked.regions)
    if not asked.regions or any(re.search(rf"\b(?:{names})\b", said) for names in told):
        return ""
    return wording.region(asked.regions[0])


def names_of_region(region: Region) -> str:
    """Return the pattern of the words by which an answer speaks of a region."""
    return _TOLD_OF_REGION.get(region, region.title())
