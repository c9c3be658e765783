"""Tell what a question is about beside the verdict on calls, and if an answer speaks of it; what there is stands in `matters.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.replies import wording
from bot.replies.part import SENTENCE_END, WHOLE, Part, Statement, said_in, statements_of
from bot.replies.scoped import narrows
from bot.understanding.scope import Asked
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge, answer_on
from knowledge.matters import Matter, plain
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Region, Role

_NOT_TOLD = re.compile(r"\bnot (?:mentioned|named|found|said|covered|stated)\b")
_UNDER_A_LAW = frozenset({"sensitive", "consent", "location", "authorities", "biometrics", "data-sharing", "retention"})
"""The topics on which a law that is named is what the question is about."""
_ON_WHAT_JOINS = frozenset({"uninvited-bots", "consent", "sensitive", HISTORY})
"""The topics whose answers are about a call, whatever content a question names."""
_CALLS = r"(?:calls?|meetings?|audio|video|recordings?|transcripts?|huddles?)"
_WITH_CALLS = re.compile(
    rf"\b{_CALLS} (?:and|or|plus|as well as) |\b(?:and|or|plus|as well as) (?:my |our |the |their )?(?:\w+ )?{_CALLS}\b"
)
"""Ways to ask about calls and something else at once."""
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


def content_asked(knowledge: Knowledge, topic: str, words: Sequence[str]) -> Matter | None:
    """Return the content that a question on a topic is about instead of calls; None if it is about calls, alone or too."""
    said = plain(" ".join(words))
    if topic in _ON_WHAT_JOINS or _WITH_CALLS.search(said):
        return None
    return next((matter for matter in knowledge.matters if matter.kind == "content" and matter.is_asked(said)), None)


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
    asked = plain(" ".join(words))
    told = plain(" ".join(sentence for sentence in SENTENCE_END.split(text) if not _NOT_TOLD.search(sentence)))
    for matter in knowledge.matters:
        topics = matter.topics or _UNDER_A_LAW
        if matter.kind in {"law", "group"} and topic in topics and matter.is_asked(asked) and not matter.is_told(told):
            return matter.name
    return ""


def details_asked(knowledge: Knowledge, words: Iterable[str]) -> tuple[Matter, ...]:
    """Return what a question asks besides its topic: which models, the name of a setting, if it is legal."""
    asked = plain(" ".join(words))
    return tuple(matter for matter in knowledge.matters if matter.kind == "detail" and matter.is_asked(asked))


def role_spoken(knowledge: Knowledge, words: Iterable[str]) -> tuple[Role, ...]:
    """Return the role in which somebody speaks who does not name it: "I was only invited", "our IT"."""
    said = plain(" ".join(words))
    return tuple(matter.role for matter in knowledge.matters if matter.role is not None and matter.is_asked(said))[:1]


def region_not_told(asked: Asked, said: str) -> str:
    """Return the region that a question names if the text of an answer does not speak of it or of the one around it, "" otherwise."""
    told = map(names_of_region, asked.regions)
    if not asked.regions or any(re.search(rf"\b(?:{names})\b", said) for names in told):
        return ""
    return wording.region(asked.regions[0])


def names_of_region(region: Region) -> str:
    """Return the pattern of the words by which an answer speaks of a region."""
    return _TOLD_OF_REGION.get(region, region.title())
