"""Tell a law, a group of people or a place that a question names and an answer does not, so that the nearest answer is called that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.replies import wording
from bot.replies.part import SENTENCE_END
from bot.understanding.scope import Asked


class _Matter(NamedTuple):
    """Something that a question can be about: how it is called, how people say it, and the words of an answer that speaks of it.

    Without `topics` it is a law; with them, only a question on these is about it.
    """

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    topics: frozenset[str]


def _matter(name: str, asked: str, told: str = "", topics: str = "") -> _Matter:
    words = re.compile(rf"\b(?:{asked})\b", re.IGNORECASE)
    return _Matter(name, words, re.compile(rf"\b(?:{told})", re.IGNORECASE) if told else words, frozenset(topics.split()))


_SCHOOL = "school|pupil|student|education|teacher|class|lesson|minor|child|kid|teen|under.?1\\d"
_HEALTH = "hipaa|patient|health|medical|clinic|therap|BAA|doctor"
_LAW = "lawyer|attorney|legal|privilege|counsel|law firm|confidential|secre"
_MATTERS = (
    _matter("FERPA", "ferpa"),
    _matter("COPPA", "coppa"),
    _matter("the GDPR", "gdpr|dsgvo", "gdpr|europe|EU|EEA|Germany|Frankfurt"),
    _matter("the CCPA", "ccpa|cpra", "ccpa|cpra|california"),
    _matter("PIPEDA", "pipeda"),
    _matter("BIPA", "bipa", "bipa|illinois"),
    _matter("CJIS", "cjis"),
    _matter("ITAR", "itar"),
    _matter("FedRAMP", "fedramp"),
    _matter("HITRUST", "hitrust"),
    _matter("SOC 2", "soc ?2", "soc ?2"),
    _matter("ISO 27001", "iso ?27001", "iso ?27001"),
    _matter("the AI Act", "ai act"),
    _matter("HIPAA", "hipaa|baa", _HEALTH),
    _matter("attorney-client privilege", "privileged?|work product", "privilege", "sensitive"),
    _matter("minors", "minors?|kids?|child(?:ren)?|teens?|teenagers?|underage|under 1\\d", _SCHOOL, "sensitive"),
    _matter("schools", "schools?|pupils?|classrooms?|k12", _SCHOOL, "sensitive"),
    _matter("patients", "patients?|therapy|therapists?|medical|clinics?|doctors?|telehealth", _HEALTH, "sensitive"),
    _matter("lawyers", "lawyers?|attorneys?|law firms?|legal advice|paralegals?", _LAW, "sensitive"),
    _matter(
        "single teams or groups",
        "(?:only|just) (?:for )?(?:the |one |my |our )?(?:\\w+ )?(?:department|team|group|hr|legal|sales|finance)|(?:hr|legal|sales) only",
        "department|team|group|role|people|domains?|per user|each user",
        "opt-out uninvited-bots ai-features",
    ),
)
_NOT_TOLD = re.compile(r"\bnot (?:mentioned|named|found|said|covered|stated)\b")
_UNDER_A_LAW = frozenset({"sensitive", "consent", "location", "authorities", "biometrics", "data-sharing", "retention"})
"""The topics on which a law that is named is what the question is about."""
_TOLD_OF_REGION = {
    "eu": "EU|EEA|Europe|Germany|Frankfurt|Ireland|Netherlands",
    "us": "United States|US|USA|America",
    "uk": "UK|United Kingdom|Britain|England|London",
    "hong-kong": "Hong Kong",
    "south-korea": "Korea",
    "south-africa": "South Africa",
    "california": "California",
}
"""The words of an answer that speaks of a region, if its name is not the only one."""


def matter_not_told(topic: str, words: Iterable[str], said: str) -> str:
    """Return the first matter that a question on a topic names and the text of an answer does not, "" if there is none."""
    asked, said = " ".join(words), " ".join(sentence for sentence in SENTENCE_END.split(said) if not _NOT_TOLD.search(sentence))
    for matter in _MATTERS:
        if topic in (matter.topics or _UNDER_A_LAW) and matter.asked.search(asked) and not matter.told.search(said):
            return matter.name
    return ""


def region_not_told(asked: Asked, said: str) -> str:
    """Return the region that a question names if the text of an answer does not speak of it or of the one around it, "" otherwise."""
    told = (_TOLD_OF_REGION.get(region, region.title()) for region in asked.regions)
    if not asked.regions or any(re.search(rf"\b(?:{names})\b", said) for names in told):
        return ""
    return wording.region(asked.regions[0])
