"""A headline has the sign of its verdict, as far as its words give it away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings
from knowledge.vocabulary import NO_LIKE, YES_LIKE, Verdict

_LIMITED = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|neither|nor|cannot|without|ended|rules? out|ruled out|forbids?|bars?"
    r"|only|just|unless|if|until|once|after|when|where|except|need(?:s|ed)?|must|has to|have to|ask(?:s|ed)?|agree\w*"
    r"|permission|consent|enrol|choose\w*|opt\w*|by default|turns? \w+ on|switch\w* (?:\w+ )?on)\b|n't\b",
    re.IGNORECASE,
)
"""Words that negate a statement or limit it. Where one stands, the rule leaves the headline to people."""


class _Signs(NamedTuple):
    """Wordings of one topic: those that say yes to its question where nothing limits them, and those that say no."""

    yes: re.Pattern[str]
    no: re.Pattern[str]


def _signs(yes: str, no: str) -> _Signs:
    return _Signs(re.compile(yes, re.IGNORECASE), re.compile(no, re.IGNORECASE))


_TOPICS = {
    "ai-training": _signs(
        r"\btrains? (?:\S+ )+?(?:on|with)\b|\b(?:may|can|to) train\b|\blearns? from\b|\bimproves? its (?:own )?(?:AI|models?|algorithms)\b",
        r"\b(?:does not|do not|never|cannot) trains?\b|\brules? out (?:\w+ )?training\b|\bnothing to train\b",
    ),
    "third-party-ai": _signs(
        r"\b(?:sends|passes|hands|gives|uses)\b.*\b(?:outside|other companies|OpenAI|Anthropic|Deepgram)\b",
        r"\b(?:nothing|never|does not|cannot)\b.*\bgo(?:es)? to (?:another company|other companies)",
    ),
    "consent": _signs(r"\b(?:tells|asks|notifies|warns) (?:everyone|everybody|people|you|all)\b", r"\btells nobody\b|\bdoes not tell\b"),
    "ownership": _signs(
        r"\b(?:owns|becomes the owner of|takes ownership of) (?:your|what you|the calls|the recordings)\b",
        r"\bclaims no ownership\b|\bdoes not own\b|\bstays? yours\b|\byou own\b",
    ),
    "retention": _signs(
        r"\b(?:keeps|stores|retains)\b",
        r"\b(?:does not|never|generally does not) (?:keep|store|retain)s?\b|\b(?:keeps|stores|retains) no\b",
    ),
    "human-review": _signs(
        r"\b(?:staff|employees|contractors|freelancers|engineers)\b.*\b(?:listen|hear|read|review|reach)\b",
        r"\bcannot (?:listen|hear|read)\b|\bnobody\b.*\bcan (?:listen|hear|read)\b",
    ),
    "encryption": _signs(r"\bend-to-end encrypt", r"\b(?:not|never|no|nothing) end-to-end\b"),
    "data-sharing": _signs(r"\b(?:sells|shares)\b", r"\b(?:sells|shares) no|\b(?:does not|never) (?:sell|share)s?\b"),
    "access": _signs(
        r"\b(?:anybody|anyone|everybody|everyone|whoever)\b.*\b(?:open|see|hear|join|walk in|read)\b",
        r"\b(?:outside|else)\b.*\bcannot (?:see|hear|open|join)\b",
    ),
    "uninvited-bots": _signs(
        r"\bcan (?:refuse|remove|deny|keep|leave|lock|block|dismiss)\b", r"\bcannot be (?:kept out|refused|removed)\b"
    ),
    "authorities": _signs(
        r"\b(?:gives|hands|sends)\b.*\b(?:police|courts?|authorities)\b",
        r"\b(?:has|had|keeps) nothing to (?:give|hand over)\b",
    ),
}


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report headlines and titles that say plainly yes under a verdict of no, or plainly no under one of yes."""
    for number, answer in enumerate(entry.platform.answers):
        if signs := _TOPICS.get(answer.topic):
            for key, text in (("headline", answer.headline), ("title", answer.title or "")):
                if found := _contrary(answer.verdict, text, signs):
                    yield Problem(("answers", number, key), f'“{found}” contradicts the verdict "{answer.verdict}"; mend one of the two')


def _contrary(verdict: Verdict, headline: str, signs: _Signs) -> str | None:
    if verdict in NO_LIKE and not _LIMITED.search(headline) and (found := signs.yes.search(headline)):
        return found.group()
    if verdict in YES_LIKE and (found := signs.no.search(headline)) and not signs.yes.search(signs.no.sub("", headline)):
        return found.group()
    return None


RULE = Rule("contrary", check, blocking=False)
