"""The words with which a message asks for something directly: "compare zoom teams", "history zoom", "alternatives webex", "help".

Whoever begins a message with one of them means the platforms behind it, also those whose names are ordinary words.
Everything else is left to understanding.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from bot.replies import wording
from bot.understanding.decide import DEFAULT_TOPIC, HISTORY, Kind
from bot.understanding.question import ConversationState
from bot.understanding.subject import Subject
from bot.understanding.understand import Understanding

COMPARE, ALTERNATIVES = "compare", "alternatives"
NEEDS_PLATFORMS = {COMPARE: wording.COMPARE_NEEDS_TWO, ALTERNATIVES: wording.ALTERNATIVES_NEEDS_ONE, HISTORY: wording.HISTORY_NEEDS_ONE}
"""The direct words, each with what is said if no platform stands behind it."""
_BETWEEN = frozenset("and or with to vs versus on about for in of the at instead".split())
"""Words between the names and the topic of a direct command."""
MAX_COMPARED = 5
"""More platforms than this cannot be read side by side on a phone."""

LEANING = frozenset({ALTERNATIVES, HISTORY})
"""The direct words that can stand alone behind an answer."""
FOLLOW_WORDS = {"follow": wording.FOLLOW_NEEDS_ONE, "unfollow": wording.UNFOLLOW_NEEDS_ONE}
"""The direct words about following, with the same."""
_BESIDE_FOLLOWED = frozenset("and for in the this channel here privately please".split())
_CHANNEL = frozenset({"here", "channel"})

Page = Literal["help", "platforms", "privacy", "following", "forget"]


class Follow(NamedTuple):
    """What a message asks to follow, or to follow no longer, and whether for the channel."""

    ends: bool
    platforms: tuple[str, ...]
    here: bool


def page_asked_for(text: str) -> Page | None:
    """Return the page that a message asks for in a word or two ("help" if it is empty); None if it asks for none."""
    match text.strip().strip("/").lower():
        case "" | "help":
            return "help"
        case "platforms":
            return "platforms"
        case "privacy" | "my data":
            return "privacy"
        case "following":
            return "following"
        case "delete my data":
            return "forget"
        case _:
            return None


def missing_platforms(text: str) -> str | None:
    """Return what to say if a message is nothing but a direct word; None if it is anything else."""
    return (NEEDS_PLATFORMS | FOLLOW_WORDS).get(_bare(text))


def _bare(text: str) -> str:
    return text.strip(" /?!.").lower()


def is_half_a_comparison(subject: Subject) -> bool:
    """Return True if a subject was read from "compare" with one platform behind it, so that the other may stand before it."""
    return subject.kind == "answer" and len(subject.platforms) == 1 and subject.topics[0] != HISTORY


def read_behind(text: str, before: ConversationState) -> Subject | None:
    """Return what a direct word alone asks for behind an answer; None if it is none or nothing stands before it."""
    word = _bare(text)
    if word not in LEANING or not before.platforms:
        return None
    topic = _topic_before(before)
    topics = (HISTORY, topic) if word == HISTORY else (topic,)
    return Subject("answer" if word == HISTORY else "alternatives", before.platforms[:1], topics)


def _topic_before(before: ConversationState) -> str:
    """Return the topic that stands before a message, which can be compared and told the history of."""
    return DEFAULT_TOPIC if before.topic is None or before.topic == HISTORY else before.topic


def read_follow(understanding: Understanding, text: str) -> Follow | None:
    """Return what "follow zoom", "unfollow zoom" or "follow zoom here" asks for; None if a message is not of this kind."""
    word, _, rest = text.strip().partition(" ")
    word = word.lower().removeprefix("/")
    if word not in FOLLOW_WORDS:
        return None
    platforms, beside = understanding.names_in_list(rest)
    if not platforms or not _BESIDE_FOLLOWED.issuperset(beside):
        return None
    return Follow(word == "unfollow", platforms[:MAX_COMPARED], not _CHANNEL.isdisjoint(beside))


def read_directly(understanding: Understanding, text: str, today: date, before: ConversationState) -> Subject | None:
    """Return what a message that begins with a direct word asks for; None if it does not, or names no platform behind it.

    "Compare" with one platform behind it takes the others, and a topic that it does not name, from what stands before the message.
    """
    word, _, rest = text.strip().partition(" ")
    word = word.lower().removeprefix("/")
    if word not in NEEDS_PLATFORMS:
        return None
    platforms, beside = understanding.names_in_list(rest)
    if not platforms:
        return None
    others = [word for word in beside if word not in _BETWEEN]
    question = understanding.understand(text, today)
    leans = word == COMPARE and len(platforms) == 1
    unnamed = _topic_before(before) if leans else DEFAULT_TOPIC
    topic = (understanding.topic_of(others, len(platforms)) if others else None) or unnamed
    if word == HISTORY:
        behind = (topic,) if others and topic != HISTORY else ()
        return Subject("answer", platforms[:1], (HISTORY, *behind), question.scope, question.period)
    if topic == HISTORY:
        topic = DEFAULT_TOPIC
    if word == ALTERNATIVES:
        return Subject("alternatives", platforms[:1], (topic,), question.scope)
    if leans:
        platforms = tuple(dict.fromkeys((*before.platforms, *platforms)))
    kind: Kind = "compare" if len(platforms) > 1 else "answer"
    return Subject(kind, platforms[:MAX_COMPARED], (topic,), question.scope, question.period)
