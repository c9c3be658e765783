"""A phrase teaches one topic, and a product known by name only is not one that has a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from knowledge.language import LanguageFile, TopicFile
from knowledge.rules.aliases import folded
from knowledge.rules.rule import Problem

NAME = "phrases"


def check_topics(topics: TopicFile, language: LanguageFile) -> Iterable[Problem]:
    """Report phrases that stand under two topics, or also among the near misses: one of the two shadows the other."""
    near = {phrase.casefold() for phrase in language.near_misses}
    owner: dict[str, str] = {}
    for number, topic in enumerate(topics.topics):
        for index, phrase in enumerate(topic.phrases):
            folded = phrase.casefold()
            path = ("topics", number, "phrases", index)
            if folded in owner:
                yield Problem(path, f"“{phrase}” already stands under {owner[folded]}; keep it where a person would look")
            elif folded in near:
                yield Problem(path, f"“{phrase}” is also a near miss in language.toml; it cannot be both")
            owner.setdefault(folded, topic.id)


def check_language(language: LanguageFile, names: Collection[str]) -> Iterable[Problem]:
    """Report products known by name only that have a file by now; `names` are folded."""
    for index, entry in enumerate(language.unlisted):
        for spelling in entry.split("|"):
            if folded(spelling) in names:
                yield Problem(("unlisted", index), f'"{spelling.strip()}" is the name of a platform with a file; take it out')
