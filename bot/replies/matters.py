"""Tell if an answer speaks of what a question is about beside the verdict on calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.replies import wording
from bot.replies.part import SENTENCE_END, Part, Statement, said_in, statements_of
from bot.replies.scoped import narrows
from bot.understanding.asked_matters import laws_asked
from bot.understanding.scope import AskedScope
from knowledge.base import Knowledge, answer_on
from knowledge.matters import Matter, plain
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Region

LOCATION = "location"
_BETWEEN_LISTED = re.compile(r" (?:and|or|plus) ")
MOST_NAMED = 2
"""At most so many laws of which nothing is on record are named; of groups, which may be one by two names, the first."""
_NOT_TOLD = re.compile(r"\b(?:not (?:mention(?:ed)?|name|named|found|said|covered|stated)|[Nn]othing (?:was|is) (?:read|found|said))\b")
"""Words of a clause that tells of what the documents leave out."""
_CLAUSE_END = re.compile(rf"{SENTENCE_END.pattern}|; ")
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


def part_on(knowledge: Knowledge, content: Matter, entry: Answer, words: Sequence[str], asked: AskedScope) -> Part:
    """Return the part of an answer that speaks of some content: the one with most words of the question, its headline before others."""
    found = [(place, one) for place, one in enumerate(statements_of(entry)) if content.is_mentioned_in(one.words)]
    in_scope = bool(set(content.data) & set(entry.applies_to.data)) or content.is_mentioned_in(plain(entry.applies_to.text))
    named = content.is_mentioned_in(plain(entry.headline))
    covers = (in_scope and named) or content.is_mentioned_in(plain(entry.applies_to.text))
    if in_scope and not named and not found:
        of_a_kind = plain(f"{entry.applies_to.text} {entry.headline}")
        alike = (other for other in knowledge.matters if other.kind == "content" and set(other.data) & set(content.data))
        narrower = any(other.is_asked(of_a_kind) and not content.is_mentioned_in(of_a_kind) for other in alike)
        return Part(about=content.name) if narrower else Part(takes_in=content.name)
    if not found:
        return Part(about=content.name)
    scopes = {one.condition.verdict for _, one in found if one.condition is not None and _in_scope(one, content)}

    def weight(place: int, one: Statement) -> tuple[int, int]:
        told_in_scope = _in_scope(one, content) and (len(scopes) == 1 or not content.is_mentioned_in(plain(entry.headline)))
        fitting = one.condition is None or not narrows(one.condition.applies_to, asked)
        return said_in(one.words, words), 4 * told_in_scope + 2 * fitting + (place == 0)

    place, said = max(found, key=lambda pair: weight(pair[0], pair[1]))
    if said.condition is not None:
        return Part(place, about=content.name, covers=_in_scope(said, content) and not narrows(said.condition.applies_to, asked))
    return Part(place, about=content.name, covers=covers and place == 0)


def _in_scope(statement: Statement, content: Matter) -> bool:
    """Return True if a condition is about some content, rather than says something of it."""
    return statement.condition is not None and content.is_named_in(plain(statement.condition.applies_to.text))


def statement_on(
    content: Matter, platform: Platform, topics: Sequence[str], words: Sequence[str], *, in_detail: bool = False
) -> tuple[str, Statement] | None:
    """Return what the answers to some topics say of some content, and on which topic: the statement with most words of the question.

    The detail of an answer counts only with `in_detail`: what it says in passing answers no question on another topic.
    """
    found = [
        (entry.topic, one)
        for topic in topics
        if (entry := answer_on(platform, topic)) is not None
        for place, one in enumerate(statements_of(entry))
        if (in_detail or place == 0 or one.condition is not None) and content.is_mentioned_in(one.words)
    ]
    return max(found, key=lambda pair: said_in(pair[1].words, words), default=None)


def place_on_group(knowledge: Knowledge, entry: Answer, words: Sequence[str]) -> int | None:
    """Return the place of the sentence of an answer that names a group as questions do, if one asks for it and the headline has it not."""
    statements = statements_of(entry)
    for group in laws_asked(knowledge, entry.topic, words):
        if group.kind == "group" and not group.is_mentioned_in(statements[0].words):
            found = [place for place, one in enumerate(statements) if group.is_asked(one.words)]
            if found:
                return max(found, key=lambda place: said_in(statements[place].words, words))
    return None


def listed_besides(knowledge: Knowledge, entry: Answer, words: Sequence[str], asked: AskedScope) -> list[str]:
    """Return what stands behind "and" or "or" in a question, such as files or a second region, of which the answer says nothing."""
    conditions = (f"{condition.applies_to.text} {condition.note}" for condition in entry.conditions)
    text = " ".join((entry.applies_to.text, entry.headline, entry.detail, *conditions))
    contents = [matter for matter in knowledge.matters if matter.kind == "content"]
    named = [next((one for one in contents if one.is_asked(part)), None) for part in _BETWEEN_LISTED.split(plain(" ".join(words)))]
    found = []
    for content in named[1:]:
        if content is None or (named[0] is not None and (content is named[0] or set(content.data) & set(named[0].data))):
            continue
        if not content.is_mentioned_in(plain(text)) and set(content.data).isdisjoint(entry.applies_to.data):
            found.append(content.name)
    if entry.topic == LOCATION and len(left_out := regions_left_out(asked, text)) < len(asked.regions):
        found += left_out
    return found


def missing_matters(knowledge: Knowledge, topic: str, words: Iterable[str], text: str) -> str:
    """Return the laws and groups that a question on a topic names and the text of an answer does not, "" if there is none."""
    told = plain(" ".join(clause for clause in _CLAUSE_END.split(text) if not _NOT_TOLD.search(clause)))
    left_out = [matter for matter in laws_asked(knowledge, topic, words) if not matter.is_mentioned_in(told)]
    laws = [matter.name for matter in left_out if matter.kind == "law"]
    return wording.either(laws[:MOST_NAMED] or [matter.name for matter in left_out[:1]])


def missing_regions(asked: AskedScope, said: str) -> str:
    """Return the regions that a question names if the text of an answer speaks of none of them, "" otherwise."""
    left_out = regions_left_out(asked, said)
    return wording.either(left_out) if len(left_out) == len(asked.regions) else ""


def regions_left_out(asked: AskedScope, said: str) -> list[str]:
    """Return the regions that a question names and the text of an answer does not."""
    return [wording.region(region) for region in asked.regions if not re.search(rf"\b(?:{names_of_region(region)})\b", said)]


def names_of_region(region: Region) -> str:
    """Return the pattern of the words by which an answer speaks of a region."""
    return _TOLD_OF_REGION.get(region, region.title())
