"""Take no more from a question's words than they say about whom it concerns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.asked_matters import role_spoken
from bot.understanding.question import Question
from bot.understanding.scope import ROLE_WORDS, AskedScope, is_denied
from bot.understanding.whose_call import role_by_owner
from knowledge.base import Knowledge
from knowledge.vocabulary import Role

ACCESS = "access"
_SCHOOL = frozenset("education edu school schools university student students pupils classroom teacher k12".split())
"""Words that mean a school's plan; children alone do not."""
_FREE_OF = re.compile(r"\bfree (?:of|from)\b(?!.*\bfree (?!of|from))")
"""Words that ask for no plan, though they have its name."""
_ABOUT_ROLE = frozenset("as am im for can could may do does are is will would should must".split())
"""Words before a role that make it the one asked about: "as a guest", "can hosts …"."""
_REACH = 3
_IN_ONE_WORD = (
    (re.compile(r"\b(?:voice|video) chats?\b"), "voicechat"),
    (re.compile(r"\bworkers?\b"), "employees"),
    (
        re.compile(
            r"\bone[- ](?:to|on)[- ]one\b|\b1 (?:to |on )?1\b|\bbetween (?:just |only )?(?:two|2)(?: people)?\b|"
            r"\b(?:two|2) (?:people|persons|of us)\b|\b(?:us|we) two\b"
        ),
        "onetoone",
    ),
)
"""A chat that is a call; who works somewhere, told apart from "work accounts"; a call of two people."""


def scope_of(knowledge: Knowledge, question: Question, topic: str) -> AskedScope:
    """Return the scope of a question, without plans and roles that stand in it in passing, in the role in which somebody speaks."""
    scope = question.told_scope.narrowed(question.scope)
    words = (*question.told.words, *question.text.words)
    plans = tuple(
        plan
        for plan in scope.plans
        if not (plan == "free" and _FREE_OF.search(" ".join(words)))
        and not (plan == "education" and _SCHOOL.isdisjoint(words))
        and not (plan == "government" and topic == "authorities")
    )
    named = _role_named(words, (*question.told.written, *question.text.written))
    asks_of_others = topic == ACCESS and question.reading.form.best == "who"  # who can see it, whoever asks
    spoken = () if asks_of_others else role_spoken(knowledge, words)
    roles = spoken or ((scope.roles or named) if named else role_by_owner(knowledge, question, topic))
    return scope._replace(plans=plans if words else scope.plans, roles=roles)


def naming_part(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that can name a part of an answer: without roles that somebody has not, those for one thing as one word."""
    kept = [word for place, word in enumerate(words) if not (word in ROLE_WORDS and is_denied(words, place))]
    return tuple(in_one_word(" ".join(kept)).split())


def in_one_word(text: str) -> str:
    """Return a text with a chat by voice, and a call of two people, each as one word."""
    for pattern, word in _IN_ONE_WORD:
        text = pattern.sub(word, text)
    return text


def _role_named(words: tuple[str, ...], written: tuple[str, ...]) -> tuple[Role, ...]:
    """Return the role that a question is about; somebody who is just mentioned ("the host recorded us") is not."""
    places = [place for place, word in enumerate(words) if word in ROLE_WORDS and word in written and not is_denied(words, place)]
    asked = (place for place in places if place == 0 or not _ABOUT_ROLE.isdisjoint(words[max(0, place - _REACH) : place]))
    return next(((ROLE_WORDS[words[place]],) for place in asked), ())
