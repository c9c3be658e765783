"""The words with which a message asks for something directly: "compare zoom teams", "history zoom", "alternatives webex", "help".

Whoever begins a message with one of them means the platforms behind it, also those whose names are ordinary words.
Everything else is left to understanding.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from bot.replies import wording
from bot.understanding.decide import DEFAULT_TOPIC, HISTORY, Kind
from bot.understanding.subject import Subject
from bot.understanding.understand import Understanding

COMPARE, ALTERNATIVES = "compare", "alternatives"
NEEDS_PLATFORMS = {COMPARE: wording.COMPARE_NEEDS_TWO, ALTERNATIVES: wording.ALTERNATIVES_NEEDS_ONE, HISTORY: wording.HISTORY_NEEDS_ONE}
"""The direct words, each with what is said if no platform stands behind it."""
_BETWEEN = frozenset("and or with to vs versus on about for in of the at instead".split())
"""Words between the names and the topic of a direct command."""
MAX_COMPARED = 5
"""More platforms than this cannot be read side by side on a phone."""

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
    return (NEEDS_PLATFORMS | FOLLOW_WORDS).get(text.strip().strip("/").lower())


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


def read_directly(understanding: Understanding, text: str, today: date) -> Subject | None:
    """Return what a message that begins with a direct word asks for; None if it does not, or names no platform behind it."""
    word, _, rest = text.strip().partition(" ")
    word = word.lower().removeprefix("/")
    if word not in NEEDS_PLATFORMS:
        return None
    platforms, beside = understanding.names_in_list(rest)
    if not platforms:
        return None
    others = [word for word in beside if word not in _BETWEEN]
    question = understanding.understand(text, today)
    topic = (understanding.topic_of(others, len(platforms)) if others else None) or DEFAULT_TOPIC
    if word == HISTORY:
        behind = (topic,) if others and topic != HISTORY else ()
        return Subject("answer", platforms[:1], (HISTORY, *behind), question.scope, question.period)
    if topic == HISTORY:
        topic = DEFAULT_TOPIC
    if word == ALTERNATIVES:
        return Subject("alternatives", platforms[:1], (topic,), question.scope)
    kind: Kind = "compare" if len(platforms) > 1 else "answer"
    return Subject(kind, platforms[:MAX_COMPARED], (topic,), question.scope, question.period)
