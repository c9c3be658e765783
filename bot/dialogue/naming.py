"""Find what somebody named outside a question: a platform, a topic, a day up to today; what cannot be found is said with what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date

from bot.replies import wording
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Platform


class RefusedError(Exception):
    """A request that cannot be answered as it is: `error` says what is wrong, `hint` what to do."""

    def __init__(self, error: str, hint: str) -> None:
        super().__init__(f"{error} {hint}".strip())
        self.error = error
        self.hint = hint


class UnknownError(RefusedError):
    """A platform or a topic that is not on record."""


def platform_named(revision: Revision, name: str) -> Platform:
    """Return the platform with a slug or a name; UnknownError if there is none, or if there are several."""
    platforms = revision.knowledge.platforms
    if name.lower() in platforms:
        return platforms[name.lower()]
    slugs, others = revision.understanding.names_in_list(name)
    if len(slugs) == 1 and not others:
        return platforms[slugs[0]]
    raise unknown_platform(revision.knowledge, name)


def unknown_platform(knowledge: Knowledge, name: str, where_listed: str = wording.SLUGS_ARE_LISTED) -> UnknownError:
    """Return the error for a name that no platform has."""
    return UnknownError(wording.NO_SUCH_PLATFORM.format(name=name), f"{_nearest(name, knowledge.platforms)}{where_listed}")


def topic_named(knowledge: Knowledge, name: str) -> str:
    """Return the topic with an id or a name; UnknownError if there is none."""
    wanted = " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    known = {words: topic.id for topic in knowledge.topics.values() for words in (topic.name.lower(), topic.id.replace("-", " "))}
    if wanted not in known:
        near = _nearest(wanted.replace(" ", "-"), knowledge.topics)
        listed = wording.KNOWN_TOPICS.format(known=", ".join(knowledge.topics))
        raise UnknownError(wording.NO_SUCH_TOPIC.format(name=name), f"{near}{listed}")
    return known[wanted]


def past_day(day: PartialDate, today: date) -> PartialDate:
    """Return a day; RefusedError if it begins after today."""
    if day.first > today:
        raise RefusedError(wording.IN_THE_FUTURE.format(day=day), wording.DAY_UP_TO_TODAY)
    return day


def is_on_record(subject: Subject, knowledge: Knowledge) -> bool:
    """Return True if all platforms and topics of a subject are known."""
    return all(slug in knowledge.platforms for slug in subject.platforms) and all(topic in knowledge.topics for topic in subject.topics)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word.lower(), list(known), n=1)
    return wording.DID_YOU_MEAN.format(near=near[0]) if near else ""
