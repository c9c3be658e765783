"""Choose the first line of a reply: the answer in one sentence, with what it opens with."""

from __future__ import annotations

from typing import NamedTuple

from bot.replies import wording
from bot.replies.asked_part import LONGEST_FIRST
from bot.replies.part import SENTENCE_END
from bot.replies.repeats import content, mostly_repeats, says_all_of
from bot.replies.reply import Reply
from bot.understanding.subject import HISTORY
from bot.understanding.text import tokens
from knowledge.vocabulary import says_nothing

_IN_MANY_NAMES = frozenset(
    "ai call calls recording notes note video voice meeting meetings mode record and conversation contact center s".split()
)
"""Words of platforms' names that say nothing of which platform it is."""


class SaidFirst(NamedTuple):
    """The sentence of the first line, and what the headline adds to it."""

    sentence: str
    added: str = ""


def said_first(reply: Reply) -> SaidFirst:
    """Return the sentence of the first line, without an opening, and what the headline adds."""
    said = reply.said
    if _headline_can_lead(reply):
        return SaidFirst(said.headline)
    parts = SENTENCE_END.split(said.headline)
    return SaidFirst(said.sentence, " ".join(part for part in parts if not says_all_of(said.sentence, part, left_open=_leaves_open(reply))))


def first_line(reply: Reply) -> str:
    """Return the first line of a reply that has an answer in a sentence."""
    return with_opening(reply, said_first(reply).sentence)


def with_opening(reply: Reply, sentence: str) -> str:
    """Put in front of a sentence what a reply opens with."""
    return wording.opened(reply.said.not_on_record or _opening(reply, sentence), sentence)


def _opening(reply: Reply, sentence: str) -> str:
    """Return what a reply opens with; a sentence with a colon of its own stands behind a full stop or a comma."""
    words = reply.said.opening_words
    if not words.endswith(":") or ": " not in sentence:
        return words
    return f"{words.removesuffix(':')}{'.' if reply.said.opening else ','}"


def _headline_can_lead(reply: Reply) -> bool:
    """Return True if the headline says what the sentence says, and more, so that it can stand alone: whom it is about, too."""
    said = reply.said
    if reply.kind == "compare" or not said.sentence or not said.headline or said.general or not _names(said.headline, reply.title):
        return False
    if reply.topics[:1] == (HISTORY,):  # whose sentence is on changes, its headline on today
        return False
    leads = said.headline_first and (said.opening in {"", "partly"} or bool(said.limit))
    if content(said.sentence) <= content(said.headline) or leads:
        return len(said.headline) <= LONGEST_FIRST
    return (
        not (_leaves_open(reply) or reply.todo.steps_first) and said.limit in said.headline and mostly_repeats(said.headline, said.sentence)
    )


def _leaves_open(reply: Reply) -> bool:
    return reply.verdict is not None and says_nothing(reply.verdict)


def _names(sentence: str, platform: str) -> bool:
    """Return True if a sentence has a word by which a platform is known: "Teams" for Microsoft Teams."""
    said = frozenset(tokens(sentence))
    return any(word in said for word in tokens(platform) if word not in _IN_MANY_NAMES)
