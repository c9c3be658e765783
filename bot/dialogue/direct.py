"""The words with which a message asks for something directly: "compare zoom teams", "history zoom", "alternatives webex", "help".

A message that begins with one of them means the platforms behind it, also those whose names are ordinary words.
Everything else is left to understanding.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.replies import wording
from bot.understanding.question import ConversationState, Question
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY, Kind, Subject
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
_NEEDS_PLATFORMS = NEEDS_PLATFORMS | FOLLOW_WORDS
_BESIDE_FOLLOWED = frozenset("and for in the this channel here privately please".split())
_CHANNEL = frozenset({"here", "channel"})

Page = Literal["help", "platforms", "privacy", "following", "forget"]


class FollowCommand(NamedTuple):
    """A wish to follow platforms, or to end that, for oneself or `here` for the channel."""

    ends: bool
    platforms: tuple[str, ...]
    here: bool


class Command(NamedTuple):
    """A direct word with the platforms behind it and the topic that it names.

    `says_more` tells that there are words of meaning beside the names, whether or not they name a topic.
    """

    word: str
    platforms: tuple[str, ...] = ()
    topic: str | None = None
    says_more: bool = False

    @property
    def stands_alone(self) -> bool:
        """Return True if nothing before the message matters; "compare" with one platform takes the others from there."""
        return bool(self.platforms) and not (self.word == COMPARE and len(self.platforms) == 1)


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


def missing_platforms(word: str) -> str | None:
    """Return what to say if nothing stands behind a direct word; None if it is no direct word."""
    return _NEEDS_PLATFORMS.get(word)


def _topic_before(before: ConversationState) -> str:
    """Return the topic that stands before a message, which can be compared and told the history of."""
    return DEFAULT_TOPIC if before.topic is None or before.topic == HISTORY else before.topic


def read_follow(understanding: Understanding, text: str) -> FollowCommand | None:
    """Return what "follow zoom", "unfollow zoom" or "follow zoom here" asks for; None if a message is not of this kind."""
    word, _, rest = text.strip().partition(" ")
    word = word.lower().removeprefix("/")
    if word not in FOLLOW_WORDS:
        return None
    platforms, beside = understanding.names_in_list(rest)
    if not platforms or not _BESIDE_FOLLOWED.issuperset(beside):
        return None
    return FollowCommand(word == "unfollow", platforms[:MAX_COMPARED], not _CHANNEL.isdisjoint(beside))


def read_command(understanding: Understanding, text: str) -> Command | None:
    """Return the direct word with which a message begins; None if it begins with none, or names no platform behind it."""
    if (bare := text.strip(" /?!.").lower()) in _NEEDS_PLATFORMS:
        return Command(bare)
    word, _, rest = text.strip().partition(" ")
    word = word.lower().removeprefix("/")
    if word not in NEEDS_PLATFORMS:
        return None
    platforms, beside = understanding.names_in_list(rest)
    if not platforms:
        return None
    others = [word for word in beside if word not in _BETWEEN]
    return Command(word, platforms, understanding.topic_of(others, len(platforms)) if others else None, says_more=bool(others))


def subject_of(command: Command, question: Question, before: ConversationState) -> Subject | None:
    """Return what a direct word asks for; None if no platform stands behind it or, for a word that can stand alone, before it.

    "Compare" with one platform behind it takes the others, and a topic that it does not name, from what stands before the message.
    """
    if not command.platforms:
        return _subject_behind(command.word, before)
    if command.word == HISTORY:
        topic = command.topic or DEFAULT_TOPIC
        behind = (topic,) if command.says_more and topic != HISTORY else ()
        return Subject("answer", command.platforms[:1], (HISTORY, *behind), question.scope, question.period)
    topic = command.topic or (DEFAULT_TOPIC if command.stands_alone else _topic_before(before))
    if topic == HISTORY:
        topic = DEFAULT_TOPIC
    if command.word == ALTERNATIVES:
        return Subject("alternatives", command.platforms[:1], (topic,), question.scope)
    platforms = command.platforms if command.stands_alone else tuple(dict.fromkeys((*before.platforms, *command.platforms)))
    kind: Kind = "compare" if len(platforms) > 1 else "answer"
    return Subject(kind, platforms[:MAX_COMPARED], (topic,), question.scope, question.period)


def _subject_behind(word: str, before: ConversationState) -> Subject | None:
    """Return what a direct word alone asks for behind an answer."""
    if word not in LEANING or not before.platforms:
        return None
    topic = _topic_before(before)
    topics = (HISTORY, topic) if word == HISTORY else (topic,)
    return Subject("answer" if word == HISTORY else "alternatives", before.platforms[:1], topics)
