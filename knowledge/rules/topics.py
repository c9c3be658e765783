"""Every topic that a file names is one of topics.toml, and has one answer at most."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.misspelt import did_you_mean
from knowledge.positions import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Look the topics of answers, events, claims and notes up."""
    answered: set[str] = set()
    for number, answer in enumerate(entry.platform.answers):
        path = ("answers", number, "topic")
        yield from unknown(path, answer.topic, around)
        if answer.topic in answered:
            yield Problem(path, f'a second answer on "{answer.topic}"; put it into the first one, as a condition or under earlier')
        answered.add(answer.topic)
    for part in ("claims", "notes"):
        for number, record in enumerate(getattr(entry.platform, part)):
            yield from unknown((part, number, "topic"), record.topic, around)
    for number, event in enumerate(entry.platform.events):
        for index, topic in enumerate(event.topics):
            yield from unknown(("events", number, "topics", index), topic, around)


def unknown(path: KeyPath, topic: str, around: Surroundings) -> Iterable[Problem]:
    """Yield a problem if the topic is not known, with the nearest one that is."""
    if topic not in around.topics:
        hint = did_you_mean(topic, around.topics, f"known: {', '.join(sorted(around.topics))}")
        yield Problem(path, f'unknown topic "{topic}"; {hint}')


RULE = Rule("topics", check)
