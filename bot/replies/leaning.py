"""Tell what a message takes from the answer before it by what is on record: its topic, or the part that it was on."""

from __future__ import annotations

import re

from bot.replies.part import BETWEEN_PARTS, named_alone, statements_of
from bot.understanding.question import ConversationState, Question
from bot.understanding.subject import HISTORY, AskBack, Subject
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on
from knowledge.records import Answer, Scope

_OF_ITS_OWN = re.compile(
    r"\b(?:calls?|calling|meetings?|messages?|chats?|conversations?|recordings?|transcripts?|groups?|everyone|everybody|anything|everything)\b"
)
"""Words that name what a message is about, so that it takes no part from the answer before it."""


def asked_on_part(knowledge: Knowledge, question: Question, before: ConversationState) -> Subject | None:
    """Return a subject on the topic before if a message names just a part of that answer: "and guests?", "what about voice chats"."""
    if len(before.platforms) != 1 or before.topic in {None, HISTORY} or not set(question.platforms) <= set(before.platforms):
        return None
    topic = before.topics[0]
    entry = _entry(knowledge, before.platforms[0], topic)
    places = named_alone(entry, question.text.words) if entry is not None and question.label is None else []
    if not places:
        return None
    topics = (topic, *(other for other in question.reading.topics if other != topic))
    place = places[0] if len(places) == 1 else None
    return Subject("answer", before.platforms, topics, question.scope, place=place)  # a year that is named is the part's


def on_same_part(knowledge: Knowledge, question: Question, asked: Subject | AskBack, before: ConversationState) -> Subject | AskBack:
    """Return a subject that is taken from the answer before it on the part that this was on: "and can police get them?"."""
    if before.place is None or before.topic is None or len(before.platforms) != 1 or question.platforms:
        return asked
    if (
        _OF_ITS_OWN.search(question.text.clean.lower())
        or not isinstance(asked, Subject)
        or asked.kind != "answer"
        or asked.platforms != before.platforms
        or asked.place is not None
    ):
        return asked
    scope = _scope_at(_entry(knowledge, before.platforms[0], before.topic), before.place)
    if asked.topics[0] == before.topic:
        return asked._replace(place=before.place) if asked.reasons else asked
    entry = _entry(knowledge, before.platforms[0], asked.topics[0])
    parts = BETWEEN_PARTS.split(scope.text) if scope is not None else ()
    places = [named_alone(entry, tokens(part)) for part in parts] if entry is not None else []
    alone = next((found for found in places if len(found) == 1), None)
    return asked._replace(place=alone[0]) if alone else asked


def _entry(knowledge: Knowledge, slug: str, topic: str) -> Answer | None:
    platform = knowledge.platforms.get(slug)
    return answer_on(platform, topic) if platform is not None else None


def _scope_at(entry: Answer | None, place: int) -> Scope | None:
    """Return for whom or what the part of an answer at a place holds; None if that is not said of it alone."""
    statements = statements_of(entry) if entry is not None else ()
    condition = statements[place].condition if place < len(statements) else None
    return condition.applies_to if condition is not None else None
