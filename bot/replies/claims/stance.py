"""How a post says something: as its own claim, denied, asked, quoted, alleged or expected; and which side of the topic it takes."""

from __future__ import annotations

import re
from typing import Literal

from bot.understanding import thresholds
from bot.understanding.model import Reading

Stance = Literal["asserted", "denied", "asked", "quoted", "alleged", "predicted"]
Side = Literal["yes", "no", ""]

_NOT_A_QUESTION = re.compile(
    r"^(?:and |so |but )?(?:did|do|have) you (?:know|realis|realiz|hear|heard|notic)\w*\b|^are you aware\b", re.IGNORECASE
)
_TAG = re.compile(r",\s*(?:right|correct|no|isn'?t it|don'?t they|doesn'?t it|aren'?t they|huh|eh)\s*\?", re.IGNORECASE)
_CONFIRMED = re.compile(r"^(?:yes|yep|yup|sadly,? yes|it (?:does|is|can)|they (?:do|can|are)|correct|true|exactly)\b", re.IGNORECASE)
_SAYS_SO = re.compile(r"^(?:a|an|the|one|some|many)\b[^.]{0,40}\b(?:says?|claims?|alleges?|thinks?) so\b", re.IGNORECASE)
_FALSE = r"(?:wrong|false|untrue|not true|not so|nonsense|(?:a )?(?:hoax|myth|fake)|rubbish|bullshit|incorrect)"
_REJECTED = re.compile(
    rf"^(?:no|nope|{_FALSE})[.!,]*$|^(?:this|that|it|which)(?:'s| is| was) (?:simply |just |plain |completely |totally |also )?{_FALSE}\b|^(?:{_FALSE})[.!:,]",
    re.IGNORECASE,
)
"""A sentence that rejects the one before it."""
_REJECTING = re.compile(
    rf"\b(?:(?:is|are|was) (?:simply |just |plain |completely |totally )?(?:{_FALSE}|misleading)|it is not true that|"
    r"it'?s not true that|it'?s a myth that|the (?:myth|rumou?r|hoax|false claim) (?:that|is)|contrary to (?:the )?(?:rumou?rs?|claims?|posts?)|"
    r"there is no truth|no evidence that|debunked)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_NO = re.compile(r"^no[,:!.]\s+", re.IGNORECASE)
_ALLEGED = re.compile(
    r"\b(?:alleg\w+|according to (?:the )?(?:suit|lawsuit|complaint|plaintiffs?|claim\w*|action|rumou?rs?|post|video)|accus\w+|complaint|(?:law)?suit (?:says?|claims?|"
    r"argues?)|plaintiffs? (?:say|claim|argue)\w*|reportedly|supposedly|rumou?rs?|rumou?red|some (?:people )?(?:say|claim)|i (?:heard|read)|people (?:say|claim)|"
    r"(?:video|post|message|thread) \S*\s*(?:\S+ ){0,5}(?:warns|claims|says)|claimants?|whistle-?blowers?|could be|may be|might)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\b(?:states?|stated|sa(?:ys|id)(?! (?:what|to|and)\b)|assures?|insists?|promises?|promised|maintains?|denies|denied|told|according to (?:its|their|the) "
    r"(?:terms|policy|website|faq|company|help)|spokes\w+|officially|claims (?:that|to|it|not)|affirms?|announced)\b",
    re.IGNORECASE,
)
_PREDICTED = re.compile(
    r"\b(?:will|is going to|are going to|about to|they want to|wants to|plans? to|planning to|i bet|soon|from (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"tomorrow|next \w+)|next (?:week|month|year))\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\bspokes\w+\b", re.IGNORECASE)
_SUIT = re.compile(r"\b(?:lawsuit|class action|complaint|suit|plaintiffs?|claimants?|brought an action|sued|sues)\b", re.IGNORECASE)

_NEGATION = re.compile(
    r"\b(?:not(?! only| just| merely)|never|no(?! matter| wonder| joke| doubt| less| better| different| worse)|none|(?<!does )(?<!do )nothing|nobody|nowhere|"
    r"without(?! transcript)|neither|cannot|hardly|(?:rules?|ruled) out|forbids?|forbidden|prohibits?|prohibited|refuses? to|stopped|denies|denied|"
    r"[a-z]+n['’]t)\b",
    re.IGNORECASE,
)
_NEGATED_BEHIND = re.compile(
    r"\b(?:is|are|was|were|does|do|did|has|have|been) (?:not|never|no longer|ruled out|forbidden)\b|\b(?:is|are|was|were|does|has|have)n['’]t\b",
    re.IGNORECASE,
)
"""A negation behind the words that it negates: "training on calls is not allowed"."""
_INVERTING = {
    "consent": re.compile(
        r"\b(?:secret(?:ly)?|quietly|silently|hidden|behind (?:your|our|my) backs?|sneak\w*|by default)\b", re.IGNORECASE
    ),
    "retention": re.compile(
        r"(?<!cannot be )(?<!never )(?<!not )\b(?:thrown away|discard\w*|wiped?|deletes|deleted|erased?|disappear\w*|vanish\w*)\b",
        re.IGNORECASE,
    ),
    "encryption": re.compile(
        r"\b(?:unencrypted|sham|fake|untrue|lie|only an option|optional|dropp\w+|remov\w+|end(?:s|ed) (?:its|their)|back ?door|joke|broken)\b",
        re.IGNORECASE,
    ),
    "sensitive": re.compile(r"\b(?:violat\w+|breach\w*|illegal|unsafe|insecure)\b", re.IGNORECASE),
    "uninvited-bots": re.compile(r"\b(?:joins?|joined|joining|uninvited|crash\w*|show(?:s|ed)? up|appear\w*)\b", re.IGNORECASE),
}
_CANNOT_DELETE = re.compile(r"\b(?:cannot|can't|never|not|no way)\b[^,;]*\bdelet\w+", re.IGNORECASE)
_SIDELESS = frozenset({"location"})
"""Topics whose claims take no side: whether a place is the right one only a reader can judge."""


def stance_of(sentence: str, following: str, speaking: Stance | None = None) -> Stance | None:
    """Return how a sentence says what it says; None for a question that asserts nothing.

    `following` is the sentence behind it ("It is wrong."); `speaking` tells that its paragraph reports what a lawsuit alleges or a
    company says.
    """
    if sentence.rstrip("\"”’') ").endswith("?") and not _NOT_A_QUESTION.search(sentence):
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


def side_of(topic: str, clause: str, place: int, reading: Reading, stance: Stance) -> Side:
    """Return the side of a topic's question that a clause takes; "" if it takes none for sure.

    `place` is where the words of the topic begin. For a denied claim it is the side that is denied.
    """
    if topic in _SIDELESS:
        return ""
    before, behind = _BEGINS_WITH_NO.sub("", clause[:place]), clause[place:]
    rejected_by_no = before != clause[:place]
    if stance == "denied":
        before, behind = _REJECTING.sub(" ", before), _REJECTING.sub(" ", behind)
    inverting = _INVERTING.get(topic)
    inverted = inverting is not None and inverting.search(before + behind) is not None
    if topic == "retention" and re.search(r"\buntil\b", clause, re.IGNORECASE):  # kept until somebody deletes it
        inverted = False
    turns = len(_NEGATION.findall(before)) + len(_NEGATED_BEHIND.findall(behind))
    if topic == "retention" and _CANNOT_DELETE.search(clause):
        return "yes"
    if topic in {"consent", "opt-out"}:
        no = inverted or turns + len(_NEGATION.findall(behind)) > 0
    else:
        no = (turns % 2 == 1) != inverted
    if rejected_by_no and turns:
        return "yes" if no else "no"
    unsure = not turns and not inverted and reading.topics[0] == topic and reading.side.of("no") >= thresholds.SIDE
    return "no" if no else "" if unsure else "yes"
