"""Split a message that asks two things at once, so that each of them can be read and answered."""

from __future__ import annotations

import re

from bot.understanding.framing import is_warning

MOST_WORDS = 40
"""A longer message tells a story, of which no clause is a question by itself."""
_BETWEEN = re.compile(r"\s*(?:[,;?!]|\.(?= |$)|(?<![\w-])(?:and(?: also)?|plus|as well as)(?![\w-])|&)\s*", re.IGNORECASE)
_VERBS_ASKING = "is|are|was|were|do|does|did|can|could|will|would|has|have|may|should|must"
_WORDS_ASKING = rf"{_VERBS_ASKING}|isn't|aren't|doesn't|don't|can't|won't|who|whose|which|what|where|when|why|how"
_ASKING = re.compile(
    rf"(?:[\w.]+: )?(?:(?:so|and|but|ok|hey|hi|well|then|also|now|please) ){{0,2}}"
    rf"(?:(?:since|until|till|from|for|by) (?=when|how|which|what))?(?:{_WORDS_ASKING})\b",
    re.IGNORECASE,
)
"""How a clause begins that asks; the clauses behind it ask too."""

_IF = rf"(?:even )?(?:if|when(?! (?:{_VERBS_ASKING})\b)|once|after|as soon as)"
_CONDITION = re.compile(rf"({_IF} .{{8,}}?),? ((?:{_VERBS_ASKING}|who|what|how|where)\b .+)", re.IGNORECASE)
"""A question behind a condition: "if I switch it off, does it still record?"."""

_IS_CONDITION = re.compile(rf"(?:[\w.]+: )?{_IF} [^?]*", re.IGNORECASE)
_OBJECTS = re.compile(
    r"(?:my|our|the|their|his|her|its|a|an|any|all|other|not|no|\w*(?:call|meeting|chat|message|recording|transcript|summar|note|file|photo|video|audio|"
    r"sound|screen|channel|group|user|guest|host|admin|customer|patient|lawyer|student|client|kid|team|huddle|voice|text|data|lesson)\w*)\b",
    re.IGNORECASE,
)
"""How the second part of a list of things begins, which is no clause: "chats and recordings in the EU"."""

_WITHOUT_OBJECT = re.compile(r"(?:do|does|did|can|could|will|would|may|should|must) \S+ \w+", re.IGNORECASE)
"""The first part of a list of verbs, which is no clause: "does Zoom record and transcribe calls"."""

_BETWEEN_LISTED = re.compile(r"\s*(?:[,;?!]|\.(?= |$)|(?<![\w-])(?:and(?: also)?|or|plus|as well as)(?![\w-])|&)\s*", re.IGNORECASE)
MOST_LISTED = 3
"""More things than that are a story."""
MOST_WORDS_OF_THING = 10


def things_listed(text: str) -> tuple[str, ...]:
    """Return the parts of a question that names several things at once, the first with the words that ask: "does it keep a", "b"."""
    parts = [part for part in _BETWEEN_LISTED.split(text) if part]
    few = 1 < len(parts) <= MOST_LISTED and all(len(part.split()) <= MOST_WORDS_OF_THING for part in parts[1:])
    return tuple(parts) if few and len(text.split()) <= MOST_WORDS else ()


def clauses_of(text: str) -> tuple[str, ...]:
    """Return the clauses of a message that ask something, unless it is one clause; those before the first question are left out.

    Of a question behind a condition the question comes first.
    """
    if len(text.split()) > MOST_WORDS:
        return ()
    if behind := _CONDITION.fullmatch(text.strip()):
        return behind[2].rstrip("?!. "), behind[1]
    clauses = [clause for clause in _BETWEEN.split(text) if len(clause.split()) > 1]
    clauses = [clause for clause in clauses if asks_by_itself(clause) or not _OBJECTS.match(clause)]
    clauses = [
        clause
        for clause, behind in zip(clauses, (*clauses[1:], ""), strict=False)
        if not (_WITHOUT_OBJECT.fullmatch(clause) and behind and not asks_by_itself(behind))
    ]
    first = next((place for place, clause in enumerate(clauses) if asks_by_itself(clause)), len(clauses))
    return tuple(clauses[first:]) if len(clauses) > 1 else ()


def asks_by_itself(clause: str) -> bool:
    """Return True if a clause begins as a question does; others lean on the one before: "and sell it"."""
    return _ASKING.match(clause) is not None and not is_warning(clause)


def is_condition(clause: str) -> bool:
    """Return True if a clause, or what stands behind a name and a colon, names a condition for another one."""
    return _IS_CONDITION.fullmatch(clause) is not None
