"""Read by its words what a short message wants of the one before it: a comparison, the reasons, how to change it, another time."""

from __future__ import annotations

import re

from bot.understanding.periods import says_only_when
from bot.understanding.question import Question

_COMPARING = frozenset("compare compares compared comparing comparison vs versus difference differ differs".split())
COMPARING_WORDS = _COMPARING | frozenset("side by stack stacks up against between different better worse safer more less than".split())
"""Words that ask for a comparison and say nothing of its topic."""
_RELATIVE = frozenset("better worse safer more less".split())
_BESIDE_RELATIVE = _RELATIVE | frozenset(
    "is are and so or then it that this there in on for about at any much a bit lot what how would be does do the really private secure "
    "than".split()
)
_REASONS = frozenset("why source sources link links proof evidence reference references citation citations cite quote".split())
_DOUBTS = frozenset("really seriously sure honestly certain".split())
"""Words that ask for the reasons if they are put as a question: "really?", "are you sure?"."""
_ASKS_REASONS = re.compile(
    r"\b(?:says who|who says|(?:how|where) (?:do|did|can) (?:you|u|i|we) (?:know|get|find|read|see|verify|check)|"
    r"where (?:does|do|did) (?:it|they|that) (?:say|stand|come)|where is (?:that|this|it) (?:written|from|stated))\b"
)
_BESIDE_REASONS = frozenset(
    "a an any and but so ok hm is are was it its that this these those they them do does did you your u for of from on the me us i can "
    "could may have has got get give show see send please exactly though what where who how know say says said come comes find read "
    "check verify written stated stand stands here there to would need no not then which page doc document official in oh are is".split()
)
"""Words that stand beside those and add no question of their own."""
_POINTED_AT = frozenset("that this it them those these".split())
_CHANGING = frozenset(
    "change stop turn switch disable fix prevent avoid block refuse undo disallow forbid deactivate reject opt escape".split()
)
_BESIDE_CHANGING = frozenset(
    "how would do does did can could should might i we you one to a the off out and so ok then please happening from".split()
)
"""Words that stand beside those of a change and name nothing to be changed."""


def asks_to_compare(question: Question) -> bool:
    """Return True if a message wants one platform beside those that were spoken of: "vs teams?", "is it better than signal"."""
    words = question.text.words
    behind_than = any(match.start and words[match.start - 1] == "than" for match in question.names)
    return len(question.platforms) == 1 and (behind_than or "side by side" in " ".join(words) or not _COMPARING.isdisjoint(words))


def is_relative(question: Question) -> bool:
    """Return True if a message asks of one platform whether it is better, and says nothing else: "is signal any safer?"."""
    return len(question.platforms) == 1 and not _RELATIVE.isdisjoint(question.rest) and _BESIDE_RELATIVE.issuperset(question.rest)


def asks_for_reasons(question: Question) -> bool:
    """Return True if a message asks for nothing but the reasons or sources of what was said: "why?", "where does it say that"."""
    words = question.text.words
    doubts = "?" in question.text.clean and not _DOUBTS.isdisjoint(words)
    asks = doubts or not _REASONS.isdisjoint(words) or _ASKS_REASONS.search(question.text.clean.lower()) is not None
    return asks and (_REASONS | _DOUBTS | _BESIDE_REASONS).issuperset(words)


def asks_to_change(question: Question) -> bool:
    """Return True if a message asks how to change what was said: "how do i change that"."""
    words = question.text.words
    return not question.platforms and "how" in words and not _CHANGING.isdisjoint(words) and not _POINTED_AT.isdisjoint(words)


def asks_only_to_change(question: Question) -> bool:
    """Return True if a message asks how to change what was said, and names nothing else: "how would i prevent that?"."""
    return asks_to_change(question) and (_CHANGING | _POINTED_AT | _BESIDE_CHANGING).issuperset(question.text.words)


def names_only_a_time(question: Question) -> bool:
    """Return True if a message says nothing but a time in the past: "what about 2019", "and in July 2023?"."""
    return question.period.as_of is not None and not question.platforms and says_only_when(question.rest)


def is_chatter(question: Question) -> bool:
    """Return True if a message just reacts to what was said: "ok then"."""
    asks = "?" in question.text.clean or question.names or question.scope.anything
    return not asks and question.reading.form.best == "chatter"
