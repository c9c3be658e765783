"""Tell what a question names beside its topic: content other than calls, a law or group, a detail, the asker's role (`matters.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.understanding.question import Question
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge
from knowledge.matters import Matter, plain
from knowledge.vocabulary import Role

_UNDER_A_LAW = frozenset({"sensitive", "consent", "location", "authorities", "biometrics", "data-sharing", "retention"})
"""The topics on which a law that is named is what the question is about."""
_ON_WHAT_JOINS = frozenset({"uninvited-bots", "consent", "sensitive", HISTORY})
"""The topics whose answers are about a call, whatever content a question names."""
_CALLS = r"(?:calls?|meetings?|audio|video|recordings?|transcripts?|huddles?)"
_WITH_CALLS = re.compile(
    rf"\b{_CALLS} (?:and|or|plus|as well as) |\b(?:and|or|plus|as well as) (?:my |our |the |their )?(?:\w+ )?{_CALLS}\b"
)
"""Ways to ask about calls and something else at once."""

_POINTS_BACK = re.compile(r" (?:he|she|him|her|them|those|these|for (?:that|this|it)) ")
"""Words for somebody or something that is named in the story."""


def content_asked(knowledge: Knowledge, topic: str, words: Sequence[str], told: Sequence[str] = ()) -> Matter | None:
    """Return the content that a question on a topic is about instead of calls; None if it is about calls, alone or too.

    `told` are the words of its story.
    """
    said, story = plain(" ".join(words)), plain(" ".join(told))
    if topic in _ON_WHAT_JOINS or joins_calls(words):
        return None
    contents = (matter for matter in knowledge.matters if matter.kind == "content")
    points_back = _POINTS_BACK.search(said) is not None
    return next((one for one in contents if one.is_asked(said) or ((points_back or one.in_story) and one.is_asked(story))), None)


def with_what_is_pointed_at(words: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a question, with those of its story in front if it points at somebody or something there ("can she read it")."""
    return (*told, *words) if _POINTS_BACK.search(plain(" ".join(words))) else tuple(words)


def joins_calls(words: Sequence[str]) -> bool:
    """Return True if a question is about calls and something else at once."""
    return _WITH_CALLS.search(plain(" ".join(words))) is not None


def laws_asked(knowledge: Knowledge, topic: str, words: Iterable[str]) -> tuple[Matter, ...]:
    """Return the laws and groups that a question on a topic names."""
    asked = plain(" ".join(words))
    return tuple(
        matter
        for matter in knowledge.matters
        if matter.kind in {"law", "group"} and topic in (matter.topics or _UNDER_A_LAW) and matter.is_asked(asked)
    )


def topic_of_group(knowledge: Knowledge, question: Question, least: float) -> str | None:
    """Return the likeliest topic with at least some share on which a question names a group, such as a kind of talk or a boss.

    A group that takes questions from the likeliest topic, as a sale does from who owns calls, has its own.
    """
    said = plain(question.text.clean)
    with_story = f"{plain(' '.join(question.told.words)).rstrip()}{said}"
    of_groups = [matter for matter in knowledge.matters if matter.kind == "group"]
    taking = (matter.topics[0] for matter in of_groups if question.reading.topics[0] in matter.elsewhere and matter.is_asked(with_story))
    if taken := next(taking, None):
        return taken
    groups = {topic for matter in of_groups if matter.is_asked(said) for topic in matter.topics}
    likely = (topic for topic in question.reading.topics if question.reading.topic.of(topic) >= least)
    return next((topic for topic in likely if topic in groups), None)


def details_asked(knowledge: Knowledge, words: Iterable[str]) -> tuple[Matter, ...]:
    """Return what a question asks besides its topic: which models, the name of a setting, if it is legal."""
    asked = plain(" ".join(words))
    return tuple(matter for matter in knowledge.matters if matter.kind == "detail" and matter.is_asked(asked))


def steps_asked(knowledge: Knowledge, topic: str, words: Iterable[str]) -> tuple[Matter, ...]:
    """Return what a question on a topic asks if somebody can do it: have a recording deleted."""
    asked = plain(" ".join(words))
    return tuple(matter for matter in knowledge.matters if matter.kind == "step" and topic in matter.topics and matter.is_asked(asked))


def role_spoken(knowledge: Knowledge, words: Iterable[str]) -> tuple[Role, ...]:
    """Return the role in which somebody speaks who does not name it: "I was only invited", "our IT"."""
    said = plain(" ".join(words))
    return tuple(matter.role for matter in knowledge.matters if matter.role is not None and matter.is_asked(said))[:1]
