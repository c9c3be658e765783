"""Decide which messages are completed from what is visibly there before them, and which never are."""

from __future__ import annotations

import re

from bot.understanding import cuts
from bot.understanding.cues import FILLER, NEUTRAL
from bot.understanding.decide import Decision
from bot.understanding.intent import wants_alternatives
from bot.understanding.periods import NOW
from bot.understanding.question import Question, Ranking
from bot.understanding.understand import Understanding

_LEANING = frozenset("and but even also only then so ok okay including except or".split())
"""Words at the beginning of a message that goes on from the one before."""
_POINTING_BACK = frozenset("that it its this those them they their".split())
"""Words that stand for something named before."""
_WHAT_ABOUT = frozenset({("what", "about"), ("how", "about"), ("what", "if")})
_NO_CONTENT = FILLER | NEUTRAL | _LEANING | _POINTING_BACK
_ADDRESS = re.compile(r"\w\.[a-z]{2,}\b", re.IGNORECASE)
"""A product named by its address ("talky.io")."""


def is_complete(question: Question, decision: Decision) -> bool:
    """Return True if a message says by itself what it asks and about which platform."""
    if _names_only(question):
        return False
    return decision.kind in {"answer", "compare"} or (decision.kind == "alternatives" and bool(decision.platforms))


def may_be_completed(question: Question, understanding: Understanding) -> bool:
    """Return True if a message has something of ours (a platform, topic, plan, date) and names no other product.

    "ok cool" has nothing of ours; "is talky.io encrypted" is not about the platform before it. A word that no question of ours has
    may be a product's name ("is cabbage encrypted"), unless the message points back ("is it encrypted in cabbage").
    """
    if question.unlisted or question.strangers:
        return False
    if question.platforms:
        return True
    if _ADDRESS.search(question.text.clean) or understanding.names_a_stranger(question.text.clean):
        return False
    if question.period != NOW:
        return True
    content = [word for word in question.text.words if word not in _NO_CONTENT]
    known = all(_is_known(word, understanding) for word in content)
    if _is_sure(understanding.rank_topics(content)) or wants_alternatives(question.text):
        return known or _points_back(question)
    return question.scope.anything or (bool(content) and known and plainly_leans(question) and _is_sure(question.ranking))


def plainly_leans(question: Question) -> bool:
    """Return True if the words of a message lean on one before it: "and on the free plan?", "what about Teams?", "is it encrypted"."""
    words = question.text.words
    return bool(words) and (words[0] in _LEANING or words[:2] in _WHAT_ABOUT or _points_back(question))


def _points_back(question: Question) -> bool:
    return not _POINTING_BACK.isdisjoint(question.text.words)


def _is_sure(ranking: Ranking) -> bool:
    return ranking.best >= max(cuts.NAMED, ranking.background)


def _is_known(word: str, understanding: Understanding) -> bool:
    return understanding.rank_topics((word,)) != understanding.rank_topics(())


def _names_only(question: Question) -> bool:
    """Return True if a message has only names and filler words; a topic's own name is none ("AI in the call")."""
    if question.ranking.best == 1.0:
        return False
    words = list(question.text.words)
    for match in reversed(question.names):
        del words[match.start : match.end]
    return FILLER.issuperset(words)
