"""The page of a topic: what each verdict means, and every platform under its verdict."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.replies.glance import Glance, glance
from bot.replies.ranking import concern, evidence
from knowledge.base import Knowledge, answer_on
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import Tone


class PlatformAnswer(NamedTuple):
    """A platform's answer, with its headline."""

    platform: Platform
    glance: Glance
    headline: str


class Group(NamedTuple):
    """The platforms with one verdict."""

    words: str
    tone: Tone
    entries: tuple[PlatformAnswer, ...]


class TopicPage(NamedTuple):
    """A topic's answers, the best first; `missing` are the platforms without one."""

    topic: Topic
    groups: tuple[Group, ...]
    missing: tuple[Platform, ...]


def topic_page(knowledge: Knowledge, topic: str, today: date) -> TopicPage:
    """Return the answers on a topic."""
    ranked, missing = [], []
    for platform in knowledge.platforms.values():
        entry = answer_on(platform, topic)
        if entry is None:
            missing.append(platform)
        else:
            place = (concern(knowledge.topics[topic], entry.verdict), evidence(platform, entry, today), platform.name.casefold())
            ranked.append((place, PlatformAnswer(platform, glance(knowledge, platform, entry, today), entry.headline)))
    ranked.sort(key=lambda pair: pair[0])
    groups: dict[str, list[PlatformAnswer]] = {}
    for _, found in ranked:
        groups.setdefault(found.glance.words, []).append(found)
    return TopicPage(
        knowledge.topics[topic],
        tuple(Group(words, entries[0].glance.tone, tuple(entries)) for words, entries in groups.items()),
        tuple(sorted(missing, key=lambda platform: platform.name.casefold())),
    )
