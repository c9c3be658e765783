"""Read from a question whose the call or the bot is: somebody else's, which makes the asker a guest, or the asker's own."""

from __future__ import annotations

import re

from bot.understanding.kinds import JOINING
from bot.understanding.question import Question
from bot.understanding.subject import BOTS, OPT_OUT
from bot.understanding.text import tokens
from knowledge.base import Knowledge
from knowledge.vocabulary import Role


def _any_of(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})"


_IN_CHARGE = _any_of(
    "boss manager supervisor teacher tutor professor prof lecturer instructor coach doctor doc gp dentist physio therapist shrink "
    "psychiatrist psychologist counsell?or clinician physician nurse clinic hospital lawyer attorney solicitor bank insurer landlord "
    "accountant agent agency consultant advis[eo]r recruiter interviewer vendor supplier contractor organi[sz]er host"
)
"""Whose calls others join."""
_SOMEBODY = (
    rf"(?:{_IN_CHARGE}|client|customer|guest|participant|colleague|co-?worker|team ?mate|friend|wife|husband|girlfriend|boyfriend|partner|"
    r"(?:some|any)(?:one|body)(?: else)?|other (?:people|person|party|side|company))"
)
_NAME = "platformname"
_CALL = _any_of("calls? meetings? class(?:es)? lessons? lectures? webinars? sessions? appointments? interviews?")
_BOT = rf"(?:{_NAME}|bot|notetaker|account)\b(?! {_CALL})"
_MYSELF = re.compile(rf"\b(?:i'?m|i am|as|we'?re|we are) (?:an?|the) (?:\w+ ){{0,2}}?{_SOMEBODY}\b")
_ANOTHERS = (
    rf"{_SOMEBODY}(?: \w+){{0,2}} (?:us(?:es?|ing|ed)|record(?:s|ed|ing)?|br(?:ings?|ought|inging)|invite[sd]?|hosts|runs)\b(?! my\b)",
    rf"{_IN_CHARGE} (?:\w+ )?(?:wants(?! (?:to know|an? answer|a reply)\b)|insists|keeps|calls|started|turned|switched|has)\b",
    rf"{_IN_CHARGE}(?:'?s'?|')? (?:\w+ )?(?:{_NAME}|{_CALL})\b",
    rf"{_SOMEBODY}(?:'?s'?) (?:\w+ )?{_BOT}",
    rf"(?:his|her|their) (?:\w+ )?(?:{_CALL}\b|{_BOT})",
    rf"(?:some|any)(?:one|body)(?: else)?'s (?:\w+ )?{_CALL}\b",
    rf"(?:kid|child|son|daughter)(?:'?s'?|ren'?s) (?:\w+ )?(?:{_CALL}|school|{_IN_CHARGE})\b",
    rf"(?:he|she|they) (?:\w+ )?(?:uses?|brings?|invited?) {_NAME}\b",
    r"my (?:\w+ )?(?:interview|appointment|visit)\b",
    r"i (?:had|have|got|did) an? (?:\w+ )?interview\b",
    r"interviewed (?:with|at|by|for|on)\b",
)
_IS_ANOTHERS = re.compile(rf"\b(?:{'|'.join(_ANOTHERS)})")
"""Signs that somebody asks about a call that another one is in charge of."""
_OWN_BOT = re.compile(
    rf"\b(?:my|our)(?: own)? {_NAME}\b(?! {_CALL})|\bi (?:use|pay for|installed|signed up for) {_NAME}\b|\bfrom my account\b"
)


def role_by_owner(knowledge: Knowledge, question: Question, topic: str) -> tuple[Role, ...]:
    """Return the role of somebody who says whose call it is that has to do without AI, or that a bot is theirs."""
    low = " ".join((*question.told.written, *question.text.written))
    platforms = [knowledge.platforms[slug] for slug in question.platforms]
    names = {" ".join(tokens(name)) for one in platforms for name in (one.name, one.slug, *one.aliases, *one.ordinary_aliases)} - {""}
    if names:
        low = re.sub(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b", _NAME, low)
    low = _MYSELF.sub("", low)
    if topic in {BOTS, OPT_OUT} and _OWN_BOT.search(low) and any(one.kind in JOINING for one in platforms):
        return ("user",)
    # Against another's bot somebody may ask whose own call it is in.
    asks_how = topic == OPT_OUT or (topic != BOTS and question.reading.form.best == "howto")
    return ("guest",) if asks_how and _IS_ANOTHERS.search(low) else ()
