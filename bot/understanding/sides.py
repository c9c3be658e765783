"""Tell which side of a topic's question a message takes: that it is so, or that it is not."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from bot.understanding import thresholds
from bot.understanding.manner import ALTERNATIVE, EITHER_WAY, WITHOUT_CONSENT
from bot.understanding.question import Question
from bot.understanding.text import tokens

SIDE_OF_AVERSE = 1.0
"""The share of No in a message that speaks of keeping somebody from something."""
_DENYING = frozenset(
    "not no never nobody nothing none neither nor without isnt arent dont doesnt didnt wont cant false untrue wrong myth lie cannot".split()
)
_IDLE_NO = re.compile(r"\b(?:no (?:exceptions?|matter|doubt|problem|worries|cap|joke|kidding)|without (?:exceptions?|fail|a doubt))\b")
"""Words for no that deny nothing."""
_SIGNS_OF_NO = {
    "consent": "secret silent unannounc conceal lack",
    "retention": "delet wipe eras vanish drop disappear autodelet zero lack",
    "ownership": "belong retain mine ours sole",
    "encryption": "unencrypt lack drop",
    "sensitive": "risk violat break breach illegal unsuitab unsafe unfit insecur danger forbid barred lack",
    "access": "private conceal",
    "data-sharing": "private refrain",
    "opt-out": "stuck forc impossib barred lack",
    "uninvited-bots": "impossib stuck secret silent sneak lurk uninvit unannounc",
    "ai-features": "disabl dormant refrain lack zero",
    "human-review": "private lack",
    "location": "abroad leav",
    "authorities": "refus reject resist declin",
}
"""By topic the beginnings of words that take the No side of its question as a denial does."""
_AVERSE = re.compile(
    r"\b(?:barred|banned|immune|impossible|unable|incapable|sw(?:ore|ears?) off|rule[sd]? out|"
    r"untouched by|free (?:of|from)|off[- ]limits|(?:out of|outside|beyond) (?:\S+ ){0,2}reach|"
    r"locked out|shuts? (?:\S+ )*?out|(?:leaves?|left) (?:\S+ ){1,3}alone|keeps? (?:\S+ ){1,3}(?:away|out))\b"
)
"""Ways to say that somebody is kept from something, which take the No side as a denial does."""
_ABOUT_KEEPING_OUT = frozenset({"opt-out", "uninvited-bots", "sensitive"})
"""Topics whose question is whether something can be kept out, or may be used."""
_EXCLUSIVE = re.compile(
    r"\b(?:(?:is |are )?only (?:(?:the|those|people|participants?|members|us|we|you|i|me|my|our|he|she|both|two|attendees|whoever)\b)|"
    r"(?:nobody|no one|noone|none)(?: else)? (?:but|except|besides|other than|outside)\b|just (?:the two of us|us|me)\b)"
)
"""Ways to say that nobody else can: of the topics on who gets at a call they take the No side."""
_ABOUT_OTHERS = frozenset({"access", "human-review", "authorities"})
_CONDITIONAL = frozenset({"if", "unless", "until"})
"""Words that make a message depend on something else."""

ASKED_WITH_NOT = re.compile(
    r"^(?:\W*(?:so|but|and|hey|wait|ok|um) )*(?:is|are|do|does|did|can|could|should|would|has|have|was|were|wo|ai)n'?t\b|"
    r"[,.:;(] ?(?:is|are|do|does|did|should|was|were|have|has)n'?t (?:it|they|he|she|you|we|i|there|that)\b"
)
"""A question that expects a yes: "isn't it stored", "don't they train on it". Its "not" denies nothing."""


_WOULD_NOTICE = re.compile(
    r"\b(?:would|will|do|does|can|could|should) (?:i|we|they|you|he|she|any\w+|every\w+|people|guests|participants|(?:the |a )?\w+)"
    r"(?: even| ever| actually| at least)* "
    r"(?:know|see|notice|find out|be (?:told|warned|aware|informed|notified)|get (?:told|a notice)|spot|realise)\b"
)
"""Asks whether people are told, whatever stands before it ("he secretly records, would I see that")."""


class Side(NamedTuple):
    """The side that a message takes, its share, and True if it is beyond doubt."""

    side: Literal["yes", "no"]
    share: float
    plain: bool


def side_taken(question: Question, topic: str) -> Side:
    """Return the side that a message takes of a topic's question.

    It is beyond doubt if the model and the words for no agree, or if the model is very sure.
    """
    taken = _side_of_core(question, topic)
    if not question.framed.denied:
        return taken
    return taken._replace(side="no" if taken.side == "yes" else "yes")


def _side_of_core(question: Question, topic: str) -> Side:
    core = EITHER_WAY.sub(" ", question.framed.core.casefold().replace("’", "'"))
    if topic == "consent" and (noticed := _WOULD_NOTICE.search(core)) is not None and not count_denials(core[noticed.start() :]):
        return Side("yes", SIDE_OF_AVERSE, plain=True)
    expects_yes = ASKED_WITH_NOT.search(core) is not None
    core = ASKED_WITH_NOT.sub(" ", core)
    depends = not _CONDITIONAL.isdisjoint(tokens(core)) or ALTERNATIVE.search(core) is not None
    unclear = len(tokens(core)) > thresholds.LONGEST_PLAIN or depends or tokens(core)[-1:] == ("no",)  # a tag as well as a denial
    if topic in _ABOUT_OTHERS and _EXCLUSIVE.search(core):
        return Side("no", SIDE_OF_AVERSE, not (unclear or count_denials(_EXCLUSIVE.sub(" ", core))))
    if topic != "consent" and WITHOUT_CONSENT.search(core):
        core = WITHOUT_CONSENT.sub(" ", core)
        if not count_denials(core):
            return Side("yes", 1.0, not unclear)
    signs = tuple(_SIGNS_OF_NO.get(topic, "").split())
    denials, signed = count_denials(core), sum(bool(signs) and word.startswith(signs) for word in tokens(core))
    if topic not in _ABOUT_KEEPING_OUT and _AVERSE.search(core):
        against = denials + signed > 0
        return Side(_likelier(question) if against else "no", SIDE_OF_AVERSE, not (unclear or against))
    best = _likelier(question)
    share = question.reading.side.of(best)
    if best == "yes":
        cancelled = denials == signed == 1  # "never deletes"
        return Side(best, share, not unclear and (cancelled or (denials + signed == 0 and share >= thresholds.SIDE_YES)))
    if expects_yes:
        return Side("yes", thresholds.SIDE_YES, not unclear and denials + signed == 0)
    least = (
        thresholds.SIDE_DENIED_TWICE
        if denials + signed > 1
        else thresholds.SIDE_DENIED
        if denials
        else thresholds.SIDE_SIGNED
        if signed
        else thresholds.SIDE_ALONE
    )
    return Side(best, share, not unclear and share >= least)


def _likelier(question: Question) -> Literal["yes", "no"]:
    return "yes" if question.reading.side.best == "yes" else "no"


def count_denials(text: str) -> int:
    """Return how many words of a text say no."""
    words = _IDLE_NO.sub(" ", text.casefold().replace("’", "'")).replace("n't", " not").split()
    return sum(word.strip(".,!?\"'“”:;()") in _DENYING for word in words)


def without_denials(words: frozenset[str]) -> frozenset[str]:
    """Return the words that do not just say no."""
    return words - _DENYING
