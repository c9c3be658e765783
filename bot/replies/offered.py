"""What can be asked next about a platform."""

from __future__ import annotations

from bot.replies import wording
from bot.replies.reply import Choice
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY, OPT_OUT, TO_BE_TURNED_OFF, Subject
from knowledge.base import answer_on
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import says_nothing


def next_of(platform: Platform, topic: str) -> tuple[Choice, ...]:
    """Offer what can be asked after an answer on a topic."""
    slug, name = platform.slug, platform.name
    offered = []
    turning_off = answer_on(platform, OPT_OUT)
    if topic in TO_BE_TURNED_OFF and turning_off is not None and turning_off.steps:
        offered.append(Choice(wording.TURN_OFF, wording.turn_off_question(name), _answer(slug, OPT_OUT)))
    if topic != HISTORY and platform.events:
        offered.append(Choice(wording.HISTORY, wording.history_question(name), _answer(slug, HISTORY)))
    instead = Subject("alternatives", (slug,), (topic if topic != HISTORY else DEFAULT_TOPIC,))
    return (*offered, Choice(wording.ALTERNATIVES, wording.alternatives_question(name), instead))


def about(platform: Platform, topic: Topic) -> Choice:
    """Offer a topic on a platform, named by the topic."""
    return Choice(topic.name, wording.asked(platform.name, topic.name), _answer(platform.slug, topic.id))


def _answer(slug: str, topic: str) -> Subject:
    return Subject("answer", (slug,), (topic,))


def has_answer_on(platform: Platform, topic: str) -> bool:
    """Return True if a platform has an answer on a topic that says something, so that it is worth offering."""
    entry = answer_on(platform, topic)
    return entry is not None and not says_nothing(entry.verdict)
