"""A phrase teaches one topic, and a product known by name only is not one that has a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from knowledge.language import LanguageFile, TopicFile
from knowledge.merging import Merged
from knowledge.positions import KeyPath
from knowledge.rules.aliases import folded
from knowledge.rules.rule import Problem
from knowledge.topics import Topic

NAME = "phrases"
_LIST = re.compile(r"\{(\w+)\}")
"""The name of a list within a phrase of a claim."""


def check_topics(topics: TopicFile, language: LanguageFile, given_up: Collection[KeyPath]) -> Iterable[Problem]:
    """Report phrases that stand under two topics, or also among the near misses: one of the two shadows the other."""
    near = {phrase.casefold() for phrase in language.near_misses}
    owner: dict[str, str] = {}
    for path, topic, phrase in _phrases(topics):
        if path in given_up:
            continue
        folded = phrase.casefold()
        if folded in owner:
            yield Problem(path, f"“{phrase}” already stands under {owner[folded]}; keep it where a person would look")
        elif folded in near:
            yield Problem(path, f"“{phrase}” is also a near miss in language.toml; it cannot be both")
        owner.setdefault(folded, topic.id)
    yield from _unknown_lists(topics)


def _unknown_lists(topics: TopicFile) -> Iterable[Problem]:
    """Report phrases of claims with the name of a list that there is not: they are never found."""
    for number, topic in enumerate(topics.topics):
        claims = topic.claims
        places: list[tuple[KeyPath, str]] = [
            (("cues", group, index), phrase) for group, cues in enumerate(claims.cues) for index, phrase in enumerate(cues)
        ]
        places += [((key, index), phrase) for key in ("plain", "inverting") for index, phrase in enumerate(getattr(claims, key))]
        for place, phrase in places:
            for name in _LIST.findall(phrase):
                if name not in topics.lists:
                    yield Problem(
                        ("topics", number, "claims", *place), f"there is no list “{name}” under [lists]; known: {', '.join(topics.lists)}"
                    )


def given_up(topics: TopicFile, merged: Merged) -> frozenset[KeyPath]:
    """Return the places of the phrases that a later layer gives to another topic."""
    ranks: dict[str, int] = {}
    for path, _, phrase in _phrases(topics):
        ranks[phrase.casefold()] = max(merged.rank(path), ranks.get(phrase.casefold(), 0))
    return frozenset(path for path, _, phrase in _phrases(topics) if merged.rank(path) < ranks[phrase.casefold()])


def without(topics: TopicFile, given_up: Collection[KeyPath]) -> TopicFile:
    """Return the topics without the phrases at some places."""
    return topics._replace(
        topics=tuple(
            topic._replace(
                phrases=tuple(phrase for index, phrase in enumerate(topic.phrases) if ("topics", number, "phrases", index) not in given_up)
            )
            for number, topic in enumerate(topics.topics)
        )
    )


def _phrases(topics: TopicFile) -> Iterable[tuple[KeyPath, Topic, str]]:
    for number, topic in enumerate(topics.topics):
        for index, phrase in enumerate(topic.phrases):
            yield ("topics", number, "phrases", index), topic, phrase


def check_language(language: LanguageFile, names: Collection[str]) -> Iterable[Problem]:
    """Report products known by name only that have a file by now; `names` are folded."""
    for index, entry in enumerate(language.unlisted):
        for spelling in entry.split("|"):
            if folded(spelling) in names:
                yield Problem(("unlisted", index), f'"{spelling.strip()}" is the name of a platform with a file; take it out')
