"""A small base in memory, and changes of it."""

from __future__ import annotations

from typing import cast

from bot.storage import Destination, Person, Workspace
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.load import load
from knowledge.records import Answer, Platform
from knowledge.vocabulary import Verdict
from tests.conftest import SMALL, TODAY

TEAM, SERVER, DIRECT = Workspace("slack", "T1"), Workspace("discord", "1"), Workspace("discord", "dm")


def small() -> Knowledge:
    """The base of the tests: Lantern and Parlour, which do not train."""
    loaded = load([SMALL], TODAY)
    return Knowledge(
        {topic.id: topic for topic in loaded.topics.topics},
        {platform.slug: platform for platform in loaded.platforms if platform.slug in {"lantern", "parlour"}},
    )


def holder_of(knowledge: Knowledge) -> KnowledgeHolder:
    """A holder of a base whose understanding nobody needs."""
    return KnowledgeHolder(revision_of(knowledge))


def revision_of(knowledge: Knowledge) -> Revision:
    """A revision of a base whose understanding nobody needs."""
    return Revision(knowledge, cast("Understanding", None))


def put(knowledge: Knowledge, platform: Platform) -> Knowledge:
    """The base with a platform in the place of the one of its name."""
    return knowledge._replace(platforms={**knowledge.platforms, platform.slug: platform})


def training(platform: Platform) -> Answer:
    """The answer on AI training."""
    return next(answer for answer in platform.answers if answer.topic == "ai-training")


def with_answer(knowledge: Knowledge, slug: str, answer: Answer) -> Knowledge:
    """The base with another answer on its topic."""
    platform = knowledge.platforms[slug]
    others = tuple(answer if held.topic == answer.topic else held for held in platform.answers)
    return put(knowledge, platform._replace(answers=others))


def with_verdict(knowledge: Knowledge, slug: str, verdict: Verdict) -> Knowledge:
    """The base with another verdict on AI training."""
    return with_answer(knowledge, slug, training(knowledge.platforms[slug])._replace(verdict=verdict))


def alone(person: str, workspace: Workspace = TEAM) -> Destination:
    """Where a person is told privately."""
    return Destination(Person(workspace, person), person, {"channel": person})


def channel(name: str, person: str, workspace: Workspace = TEAM) -> Destination:
    """A channel, for a person who added it."""
    return Destination(Person(workspace, person), name, {"channel": name, "added_by": person})
