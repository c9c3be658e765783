"""Choose the word that a reply opens with: Yes or No to a question, True or Not true to something stated.

A wrong word is worse than none: it is said only if the form of the question, the side that it takes and the answer are all plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.replies.claims import makes_claim, stems_of
from bot.replies.forms import STATED, form_of
from bot.replies.matters import region_not_told
from bot.replies.reply import Opening, Reply
from bot.understanding.decide import HISTORY
from bot.understanding.question import Question
from bot.understanding.text import tokens
from knowledge.records import Claim, Platform
from knowledge.vocabulary import ClaimStatus, Verdict

YES_LIKE: frozenset[Verdict] = frozenset({"yes", "opt-out"})
NO_LIKE: frozenset[Verdict] = frozenset({"no", "opt-in"})
CONDITIONAL_VERDICTS: frozenset[Verdict] = frozenset({"opt-in", "opt-out"})
CLOSE_TOPIC = 0.6
"""From this part of the topic's share on, another topic may be meant, and nothing is confirmed or denied."""
SAME_CLAIM = 0.75
"""The least part of a claim's words that a message must have to make just this claim; below, its signs have to be there too."""
LIKE_CLAIM = 0.4
LEAST_WORDS = 3
"""A claim of fewer words of its own is known by them only if its topic is the likeliest one."""
LIKELY_TOPICS = 3
"""A claim on none of so many topics is not the one that was made, unless all its words are there."""
_DENYING = frozenset(
    "not no never nobody nothing none neither nor without isnt arent dont doesnt didnt wont cant false untrue wrong myth lie cannot".split()
)
_SIGNS_OF_NO = {
    "consent": "secret silent unannounc conceal lack",
    "retention": "delet wipe eras vanish drop disappear autodelet zero lack",
    "ownership": "belong retain mine ours sole",
    "encryption": "unencrypt lack drop",
    "sensitive": "risk violat unsuitab forbid barred lack",
    "access": "private conceal",
    "data-sharing": "private refrain",
    "opt-out": "stuck forc impossib barred lack",
    "uninvited-bots": "impossib stuck secret silent sneak lurk uninvit unannounc",
    "ai-features": "disabl dormant refrain lack zero",
    "human-review": "private lack",
    "location": "abroad leav",
}
"""By topic the beginnings of words that take the No side of its question as a denial does."""
_AVERSE = re.compile(
    r"\b(?:barred|banned|immune|locked out|shuts? (?:\S+ )*?out|(?:leaves?|left) (?:\S+ ){1,3}alone|keeps? (?:\S+ ){1,3}(?:away|out))\b"
)
"""Ways to say that somebody is kept from something, which take the No side as a denial does."""
_ABOUT_KEEPING_OUT = frozenset({"opt-out", "uninvited-bots", "sensitive"})
"""Topics whose question is whether something can be kept out, or may be used."""
_OF_ALL = frozenset("everything every always forever everybody everyone entirely completely fully all 100".split())
"""Words with which a question asks for more than that something happens."""
_HELD_OF_ALL = frozenset("any anything all always every everything everybody everyone never nobody nothing no".split())
"""Words of a headline that says as much."""
_PREDICATE = {
    "consent": re.compile(
        r"tell|told|know|notic|notif|consent|permi|announc|warn|aware|inform|secre|silent|quiet|without|beep|tone|visib|hidden|hide|alert|"
        r"indicat|\bsee|show|disclos|agree|ask|heads.up|sneak|covert|stealth|message|banner|sign"
    ),
    "retention": re.compile(
        r"keep|kept|stor|sav|delet|ret[ae]in|retention|long|remain|still|stay|gone|disappear|eras|wip|h[eo]ld|archiv|recover|"
        r"vanish|forever|"
        r"days?\b|purg|trace|hang|around|expir|backup|copy|copies|left|log|dispos|destroy|drop"
    ),
}
"""By topic the words of which a message has one that asks for what the topic's answer says: "is every call recorded" asks for no notice."""
SIDE_YES, SIDE_DENIED, SIDE_ALONE = 0.65, 0.85, 0.95
"""The least share of Yes without any word for no, of No with one, and of No without one.

With two of them nothing is said: they may cancel out.
"""
SIDE_OF_AVERSE = 1.0
"""The share of No in a message that speaks of keeping somebody from something."""
SIDE_ON_CONDITION = 0.9
"""The least share of a side for judging flatly what holds only on a condition."""
_CONDITIONAL = frozenset({"if", "unless", "until"})
"""Words that make a message depend on something else."""
_ALTERNATIVE = re.compile(
    r"\bor (?:(?:is|are|am|was|were|do|does|did|can|could|will|would|has|have|had|just|only|not|never|still|it|its|it's|they|that|this|"
    r"what|maybe|rather|else|you|we|i|he|she|should|must|the other)\b|\S+ (?:only|instead)\b)"
)
"""Ways to offer two answers; "audio or video" offers none."""
_LIFETIME = re.compile(r"\b(?:ever|never|always)\b(?! mind)")
"""Words that may ask for all times, of which today's answer says nothing."""
_PAST = re.compile(
    r"\b(?:has|have|had|hasn't|haven't|did|didn't|was|were|wasn't|been)\b|\b(?:ever|never|always) (?:\w+ed|sold|kept|gave|"
    r"sent|told|got|held|"
    r"made|took|went|read|ran|let|said|fed|taught|stole|spied|lost|owned)\b"
)
"""Signs that a message speaks of what was."""
_EITHER_WAY = re.compile(
    r"\b(?:yes|y|true|cap|legal|fact|real|right) or (?:no|n|false|nah|not|fiction|old|wrong)\b|\bor (?:not|no|nah|nope|what|nay)\W*$"
)
"""Ways to ask for a yes or a no that are no choice between two things."""
LONGEST_PLAIN = 30
"""Longer messages tell a story, in which the side of the question is often misread."""
_EMPTY = frozenset("a an the is are be it its that this of to in on and or you your they their them do does did has have".split())
_STATUS: dict[ClaimStatus, Opening] = {"true": "true", "false": "false", "partly": "partly", "outdated": "outdated"}


class Opened(NamedTuple):
    """What a reply opens with, and the claim on record that it judges, if it is one.

    `not_by_default` is set if it is asked whether something happens that has to be switched on.
    """

    opening: Opening = ""
    claim: Claim | None = None
    not_by_default: bool = False


def open_reply(question: Question, reply: Reply, claim: Claim | None) -> Opened:
    """Return the opening of a reply to a question on one platform; none if anything about it, such as its topic, is unsure.

    `claim` is the claim on record that the question makes, if it makes one.
    """
    form = form_of(question)
    if reply.as_of is None and claim is not None:
        return Opened(_of_claim(question, claim), claim)
    if question.framed.unsure or asks_for_all_times(question, reply):
        return Opened()
    asks = form in STATED | {"polar"}
    if reply.warnings and asks:
        return Opened()  # of what is retired, an answer on the past is none to whether it still does so
    topic = reply.topics[0]
    if topic in _PREDICATE and not _PREDICATE[topic].search(question.text.clean.casefold()):
        return Opened()
    if topic == HISTORY or reply.as_of is not None or not _topic_is_plain(question, topic):
        return Opened()
    if reply.verdict not in YES_LIKE | NO_LIKE:
        open_ends: Opening = "partly" if reply.verdict == "depends" else "unknown"
        return Opened(open_ends if asks and not _offers_two(question.text.clean) else "")
    told = f"{reply.sentence} {reply.headline} {reply.detail}"
    if topic == "location" and reply.verdict == "no" and question.scope.regions and not region_not_told(question.scope, told):
        return Opened()  # that no place can be chosen is neither Yes nor No to "is it in China?"
    side, share, plain = _side_taken(question, topic)
    holds = "yes" if reply.verdict in YES_LIKE else "no"
    sure = plain and share >= SIDE_ON_CONDITION
    if asks and reply.verdict in CONDITIONAL_VERDICTS and not sure:
        return Opened(_on_condition(question, form, holds))
    if not plain:
        return Opened()
    if form == "polar":
        if reply.verdict == "opt-in" and not (side == "no" and share == SIDE_OF_AVERSE):
            return Opened("partly", not_by_default=side == "yes")  # "only after somebody switches it on" is neither
        return Opened("partly" if side == holds == "yes" and _asks_for_more(question, reply) else "yes" if side == holds else "no")
    opening = _of_statement(side, holds, reply) if form in STATED else ""
    return Opened("partly" if opening == "true" and side == "yes" and _asks_for_more(question, reply) else opening)


def asks_for_all_times(question: Question, reply: Reply) -> bool:
    """Return True if a message asks what ever, never or always was; "never trains" asks for today, unless it was otherwise once."""
    core = question.framed.core.casefold()
    return _LIFETIME.search(core) is not None and (bool(reply.before) or _PAST.search(core) is not None)


def _asks_for_more(question: Question, reply: Reply) -> bool:
    """Return True if a message is about all of something ("do people listen to everything?") and the answer does not say as much."""
    words = tokens(question.text.clean.casefold().replace("at all", ""))
    return not _OF_ALL.isdisjoint(words) and _HELD_OF_ALL.isdisjoint(tokens(reply.headline))


def _on_condition(question: Question, form: str, holds: str) -> Opening:
    """Judge what holds only on a condition: right if the message names one and takes that side, partly right otherwise."""
    side, words = question.reading.side, set(question.text.words)
    if _offers_two(question.text.clean):
        return ""
    if words & {"unless", "until"} and side.best == holds and side.of(side.best) >= SIDE_ALONE:
        return "yes" if form == "polar" else "true"
    return "partly"


def _offers_two(text: str) -> bool:
    """Return True if a message leaves a choice between two answers ("is it kept or is it deleted")."""
    return _ALTERNATIVE.search(_EITHER_WAY.sub(" ", text.casefold())) is not None


def _side_taken(question: Question, topic: str) -> tuple[str, float, bool]:
    """Return the side that a question takes, its share, and True if it is beyond doubt.

    That is if the model and the words for no agree, or if the model is very sure.
    """
    best, share, plain = _side_of_core(question, topic)
    if not question.framed.denied:
        return best, share, plain
    return "no" if best == "yes" else "yes", share, plain


def _side_of_core(question: Question, topic: str) -> tuple[str, float, bool]:
    side = question.reading.side
    clean = _EITHER_WAY.sub(" ", question.framed.core.casefold())
    words = tokens(clean)
    signs = tuple(_SIGNS_OF_NO.get(topic, "").split())
    denials = _denials(clean) + sum(bool(signs) and word.startswith(signs) for word in words)
    averse = topic not in _ABOUT_KEEPING_OUT and _AVERSE.search(clean) is not None
    best, share = "no" if averse and not denials else side.best, side.of(side.best)
    depends = not _CONDITIONAL.isdisjoint(words) or _ALTERNATIVE.search(clean) is not None
    if len(words) > LONGEST_PLAIN or depends or (averse and denials):
        return best, share, False
    if averse:
        return best, SIDE_OF_AVERSE, True
    if best == "yes":
        return best, share, denials == 0 and share >= SIDE_YES
    return best, share, denials <= 1 and share >= (SIDE_DENIED if denials else SIDE_ALONE)


def _topic_is_plain(question: Question, topic: str) -> bool:
    """Return True if no other topic is nearly as likely as the one that is answered."""
    share = question.reading.topic
    others = max((share.of(other) for other in question.reading.topics if other != topic), default=0.0)
    return others <= CLOSE_TOPIC * share.of(topic)


def _of_statement(side: str, holds: str, reply: Reply) -> Opening:
    """Judge a statement by the verdict; partly, if it holds only for some or on a condition."""
    against = NO_LIKE if holds == "yes" else YES_LIKE
    claimed = YES_LIKE if side == "yes" else NO_LIKE
    others = [condition.verdict for condition in reply.conditions if condition.in_calls]
    if side == holds:
        return "partly" if any(verdict in against for verdict in others) else "true"
    if reply.verdict in {"opt-in", "opt-out"} or any(verdict in claimed for verdict in others):
        return "partly"
    return "false"


def claim_made(question: Question, platform: Platform, topics: Sequence[str]) -> Claim | None:
    """Return the claim on record that a message makes: the one whose words it has, or one whose signs it has on its topic."""
    form = form_of(question)
    if form not in STATED or question.framed.unsure:
        return None
    said, name = _words(question.framed.core), frozenset(stems_of(platform.name))
    alike = sorted((_compared(said, claim, name) for claim in platform.claims), key=lambda compared: -compared.likeness)
    for likeness, words, claim in alike[:2]:
        long_enough = words >= LEAST_WORDS or claim.topic == topics[0]
        if likeness >= SAME_CLAIM and long_enough and (claim.topic in topics[:LIKELY_TOPICS] or likeness == 1.0):
            return claim
    side, _, plain = _side_taken(question, topics[0])
    if not plain:
        return None
    stems = stems_of(question.framed.core)
    sided = YES_LIKE if side == "yes" else NO_LIKE
    return next(
        (
            claim
            for likeness, _, claim in alike
            if likeness >= LIKE_CLAIM and claim.topic == topics[0] and claim.asserts in sided and makes_claim(stems, claim)
        ),
        None,
    )


def _of_claim(question: Question, claim: Claim) -> Opening:
    """Return what there is to a claim, turned round if the message denies what it says: by its words, and by the side it takes."""
    status = _STATUS[claim.status]
    core = question.framed.core.casefold()
    if bool(_LIFETIME.search(core)) != bool(_LIFETIME.search(claim.text.casefold())):
        return ""
    turned = (_denials(core) + question.framed.denied) % 2 != _denials(claim.text) % 2
    if not turned:
        return status
    side, _, plain = _side_taken(question, claim.topic)
    sided, claimed = claim.asserts in YES_LIKE | NO_LIKE, "yes" if claim.asserts in YES_LIKE else "no"
    if not question.framed.denied and sided and (side == claimed or (status == "outdated" and not plain)):
        return ""  # what is denied is something beside the claim: "even when nobody pressed anything"
    return {"true": "false", "false": "true", "outdated": "true"}.get(status, status)  # type: ignore[return-value]


def _denials(text: str) -> int:
    words = text.casefold().replace("’", "'").replace("n't", " not").split()
    return sum(word.strip(".,!?\"'“”:;()") in _DENYING for word in words)


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in stems_of(text) if word not in _EMPTY)


class _Compared(NamedTuple):
    """How much of a claim's own words a message has (0 to 1), and how many these are."""

    likeness: float
    words: int
    claim: Claim


def _compared(said: frozenset[str], claim: Claim, name: frozenset[str]) -> _Compared:
    """Compare a message's words with those of a claim, the platform's name left out."""
    own = _words(claim.text) - name - _DENYING
    return _Compared(len(own & said) / len(own) if own else 0.0, len(own), claim)
