"""Take no more from a question's words than they say about whom it concerns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.asked_matters import role_spoken
from bot.understanding.kinds import JOINING
from bot.understanding.question import Question
from bot.understanding.scope import ROLE_WORDS, AskedScope, is_denied
from bot.understanding.subject import BOTS, OPT_OUT
from bot.understanding.text import tokens
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
_IN_CHARGE = (
    r"(?:boss|manager|supervisor|teacher|tutor|professor|prof|lecturer|instructor|coach|doctor|doc|gp|dentist|physio|therapist|shrink|"
    r"psychiatrist|psychologist|counsell?or|clinician|physician|nurse|clinic|hospital|lawyer|attorney|solicitor|bank|insurer|landlord|"
    r"accountant|agent|agency|consultant|advis[eo]r|recruiter|interviewer|vendor|supplier|contractor|organi[sz]er|host)"
)
"""Whose calls others join."""
_SOMEBODY = (
    rf"(?:{_IN_CHARGE}|client|customer|guest|participant|colleague|co-?worker|team ?mate|friend|wife|husband|girlfriend|boyfriend|partner|"
    r"(?:some|any)(?:one|body)(?: else)?|other (?:people|person|party|side|company))"
)
_NAME = "platformname"
_CALL = r"(?:calls?|meetings?|class(?:es)?|lessons?|lectures?|webinars?|sessions?|appointments?|interviews?)"
_BOT = rf"(?:{_NAME}|bot|notetaker|account)\b(?! {_CALL})"
_MYSELF = re.compile(rf"\b(?:i'?m|i am|as|we'?re|we are) (?:an?|the) (?:\w+ ){{0,2}}?{_SOMEBODY}\b")
_ANOTHERS = re.compile(
    rf"\b{_SOMEBODY}(?: \w+){{0,2}} (?:us(?:es?|ing|ed)|record(?:s|ed|ing)?|br(?:ings?|ought|inging)|invite[sd]?|hosts|runs)\b(?! my\b)|"
    rf"\b{_IN_CHARGE} (?:\w+ )?(?:wants(?! (?:to know|an? answer|a reply)\b)|insists|keeps|calls|started|turned|switched|has)\b|"
    rf"\b{_IN_CHARGE}(?:'?s'?|')? (?:\w+ )?(?:{_NAME}|{_CALL})\b|\b{_SOMEBODY}(?:'?s'?) (?:\w+ )?{_BOT}|"
    rf"\b(?:his|her|their) (?:\w+ )?(?:{_CALL}\b|{_BOT})|\b(?:some|any)(?:one|body)(?: else)?'s (?:\w+ )?{_CALL}\b|"
    rf"\b(?:kid|child|son|daughter)(?:'?s'?|ren'?s) (?:\w+ )?(?:{_CALL}|school|{_IN_CHARGE})\b|"
    rf"\b(?:he|she|they) (?:\w+ )?(?:uses?|brings?|invited?) {_NAME}\b|\bmy (?:\w+ )?(?:interview|appointment|visit)\b|"
    r"\bi (?:had|have|got|did) an? (?:\w+ )?interview\b|\binterviewed (?:with|at|by|for|on)\b"
)
"""Signs that somebody asks about a call that another one is in charge of."""
_OWN_BOT = re.compile(
    rf"\b(?:my|our)(?: own)? {_NAME}\b(?! {_CALL})|\bi (?:use|pay for|installed|signed up for) {_NAME}\b|\bfrom my account\b"
)
_IN_ONE_WORD = (
    (re.compile(r"\b(?:voice|video) chats?\b"), "voicechat"),
    (
        re.compile(
            r"\bone[- ](?:to|on)[- ]one\b|\b1 (?:to |on )?1\b|\bbetween (?:just |only )?(?:two|2)(?: people)?\b|"
            r"\b(?:two|2) (?:people|persons|of us)\b|\b(?:us|we) two\b"
        ),
        "onetoone",
    ),
)
"""A chat that is a call, and a call of two people."""


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
    roles = spoken or ((scope.roles or named) if named else _role_by_owner(knowledge, question, topic))
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


def _role_by_owner(knowledge: Knowledge, question: Question, topic: str) -> tuple[Role, ...]:
    """Return the role of somebody who says whose call it is that has to do without AI, or that a bot is theirs."""
    low = " ".join((*question.told.written, *question.text.written))
    platforms = [knowledge.platforms[slug] for slug in question.platforms]
    names = {" ".join(tokens(name)) for one in platforms for name in (one.name, one.slug, *one.aliases, *one.ordinary_aliases)}
    if names:
        low = re.sub(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b", _NAME, low)
    low = _MYSELF.sub("", low)
    if topic in {BOTS, OPT_OUT} and _OWN_BOT.search(low) and any(one.kind in JOINING for one in platforms):
        return ("user",)
    # Against another's bot somebody may ask whose own call it is in.
    asks_how = topic == OPT_OUT or (topic != BOTS and question.reading.form.best == "howto")
    return ("guest",) if asks_how and _ANOTHERS.search(low) else ()


def _role_named(words: tuple[str, ...], written: tuple[str, ...]) -> tuple[Role, ...]:
    """Return the role that a question is about; somebody who is just mentioned ("the host recorded us") is not."""
    places = [place for place, word in enumerate(words) if word in ROLE_WORDS and word in written and not is_denied(words, place)]
    asked = (place for place in places if place == 0 or not _ABOUT_ROLE.isdisjoint(words[max(0, place - _REACH) : place]))
    return next(((ROLE_WORDS[words[place]],) for place in asked), ())
