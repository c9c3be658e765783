"""How a post says something: as its own claim, denied, asked, quoted, alleged or expected; and which side of the topic it takes."""

from __future__ import annotations

import re
from typing import Literal

from bot.understanding import thresholds
from bot.understanding.model import Reading
from bot.understanding.posts.cues import Cues
from bot.understanding.posts.phrases import phrases

Stance = Literal["asserted", "denied", "asked", "quoted", "alleged", "predicted"]
Side = Literal["yes", "no", ""]

_STILL_A_STATEMENT = re.compile(
    r"^(?:and |so |but )?(?:did|do|have) you (?:know|reali[sz]e|hear|heard|notice)\w*\b|^are you aware\b", re.IGNORECASE
)
_TAG = re.compile(r",\s*(?:right|correct|no|isn'?t it|don'?t they|doesn'?t it|aren'?t they|huh|eh)\s*\?", re.IGNORECASE)
_SAYS_SO = re.compile(r"^(?:a|an|the|one|some|many)\b[^.]{0,40}\b(?:says?|claims?|alleges?|thinks?) so\b", re.IGNORECASE)
_FALSE = r"(?:wrong|false|untrue|not true|not so|nonsense|(?:a )?(?:hoax|myth|fake)|rubbish|bullshit|incorrect|misleading)"
_HOW = r"(?:simply |just |plain |completely |totally |also )?"
_REJECTED = re.compile(
    rf"^(?:no|nope|{_FALSE})[.!,]*$|^(?:this|that|it|which)(?:'s| is| was) {_HOW}{_FALSE}\b|^(?:{_FALSE})[.!:,]", re.IGNORECASE
)
"""A sentence that rejects the one before it."""
_REJECTING = re.compile(
    rf"\b(?:(?:is|are|was) {_HOW}{_FALSE}|it(?: is|'s) (?:not true|a myth) that|the (?:myth|rumou?r|hoax|false claim) (?:that|is)|"
    r"contrary to (?:the )?(?:rumou?rs?|claims?|posts?)|there is no truth|no evidence that|debunked)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_NO = re.compile(r"^no[,:!.]\s+", re.IGNORECASE)
_ALLEGED = phrases(
    """
    alleg*, according to the suit, according to the lawsuit, according to the complaint, according to the plaintiff*,
    according to the action,
    according to a lawsuit, according to rumour*, according to rumor*, according to the post, accus*, complaint, suit says, suit claims,
    lawsuit says, lawsuit claims, plaintiff* say*, plaintiff* claim*, reportedly, supposedly, rumour*, rumor*, some say, some claim,
    some people say, some people claim, people say, people claim, i heard, i read, video … warns, post … claims, post … says,
    message … claims,
    claimant*, whistleblower*, whistle-blower*, could be, may be, might"""
)
_QUOTED = phrases(
    """
    state, states, stated, says that, says it, says its, says they, says nothing, says no, said that, said it, said they, assures, assured,
    insist*, promise, promises, promised, maintains, denies, denied, told, according to its, according to their, according to the terms,
    according to the policy, according to the company, spokes*, officially, claims that, claims to, claims it, claims not, affirms,
    announced"""
)
_PREDICTED = phrases(
    """
    will, is going to, are going to, about to, they want to, wants to, plan to, plans to, planning to, i bet, soon, from monday,
    from tuesday,
    from wednesday, from thursday, from friday, from saturday, from sunday, from tomorrow, next week, next month, next year"""
)
_SPEAKER = phrases("spokes*")
_SUIT = phrases("lawsuit*, class action*, complaint, suit, plaintiff*, claimant*, brought an action, sued, sues")

_NEGATION = re.compile(
    r"\b(?:not(?! only| just| merely)|never|no(?! matter| wonder| joke| doubt| less| better| different| worse)|none|"
    r"(?<!does )(?<!do )nothing|nobody|nowhere|without(?! transcript)|neither|cannot|hardly|(?:rules?|ruled) out|forbids?|forbidden|"
    r"prohibits?|prohibited|refuses? to|stopped|denies|denied|[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
_NEGATED_BEHIND = re.compile(
    r"\b(?:is|are|was|were|does|do|did|has|have|been) (?:not|never|no longer|ruled out|forbidden)\b|"
    r"\b(?:is|are|was|were|does|has|have)n['’]t\b",
    re.IGNORECASE,
)
"""A negation behind the words that it negates: "training on calls is not allowed"."""
_NOTHING_DONE = re.compile(
    r"^\w+(?: (?:absolutely|on|to|at|into))? (?:no(?! matter| doubt| less| better| longer)|none|nothing|nobody|zero)\b", re.IGNORECASE
)
"""A verb that is done to nothing: "keeps no recordings"."""
_CANNOT_DELETE = re.compile(r"\b(?:cannot|can't|never|not|no way)\b[^,;]*\bdelet\w+", re.IGNORECASE)
_UNTIL = phrases("until")
_SIDELESS = frozenset({"location"})
"""Topics whose claims take no side: whether a place is the right one only a reader can judge."""


def stance_of(sentence: str, following: str, speaking: Stance | None = None) -> Stance | None:
    """Return how a sentence says what it says; None for a question that asserts nothing.

    `following` is the sentence behind it ("It is wrong."); `speaking` tells that its paragraph reports what a lawsuit alleges or a
    company says.
    """
    if sentence.rstrip("\"”’') ").endswith("?") and not _STILL_A_STATEMENT.search(sentence):
        if _TAG.search(sentence):
            return "denied" if _REJECTED.search(following) else "asked"
        if _SAYS_SO.search(following):
            return "alleged"
        return None
    if speaking == "alleged" and re.match(r"(?:it|they|he|she) (?:says?|claims?|argues?)", sentence, re.IGNORECASE):
        return "alleged"
    if _REJECTED.search(following) or _REJECTING.search(sentence) or _BEGINS_WITH_NO.search(sentence):
        return "denied"
    if _ALLEGED.search(sentence):
        return "alleged"
    if _QUOTED.search(sentence):
        return "quoted"
    if speaking is not None:
        return speaking
    return "predicted" if _PREDICTED.search(sentence) else "asserted"


def speaker_of(sentence: str) -> Stance | None:
    """Return how the sentences behind this one are to be read, if it begins to tell what a lawsuit or a company's speaker says."""
    if _SPEAKER.search(sentence):
        return "quoted"
    return "alleged" if _SUIT.search(sentence) else None


def side_of(topic: str, clause: str, place: int, reading: Reading, stance: Stance, cues: Cues) -> Side:
    """Return the side of a topic's question that a clause takes; "" if it takes none for sure.

    `place` is where the words of the topic begin. For a denied claim it is the side that is denied.
    """
    if topic in _SIDELESS:
        return ""
    before, behind = _BEGINS_WITH_NO.sub("", clause[:place]), clause[place:]
    rejected_by_no = before != clause[:place]
    if stance == "denied":
        before, behind = _REJECTING.sub(" ", before), _REJECTING.sub(" ", behind)
    inverted = cues.inverts(topic, before + behind)
    if topic == "retention" and _UNTIL.search(clause):  # kept until somebody deletes it
        inverted = False
    turns = len(_NEGATION.findall(before)) + len(_NEGATED_BEHIND.findall(behind)) + (_NOTHING_DONE.search(behind) is not None)
    if topic == "retention" and _CANNOT_DELETE.search(clause):
        return "yes"
    anywhere = topic in {"consent", "opt-out"}  # "told nothing", "no button to turn it off"
    no = inverted or turns + len(_NEGATION.findall(behind)) > 0 if anywhere else (turns % 2 == 1) != inverted
    if rejected_by_no and turns:
        return "yes" if no else "no"
    unsure = not turns and not inverted and reading.topics[0] == topic and reading.side.of("no") >= thresholds.SIDE
    return "no" if no else "" if unsure else "yes"
