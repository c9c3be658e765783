"""Read what product somebody looks for: its kind ("a note taker", "a chat app"), and if it is to run on their own server."""

from __future__ import annotations

import re

from knowledge.vocabulary import PlatformKind

JOINING: frozenset[PlatformKind] = frozenset({"notetaker", "sales", "hiring"})
"""The kinds that join calls on others."""
_PRODUCT = r" (?:apps?|tools?|platforms?|services?|software|programs?|sites?)"
_RECORDING = r"(?:to|for|that|which|can|me|us) record(?:ing|s)? (?:\w+ ){0,2}"
_NAMED: dict[PlatformKind, str] = {
    "clinical-notes": r"scribes?|clinical notes?",
    "notetaker": r"note[ -]?tak(?:ers?|ing)|(?:meeting|recording) (?:bots?|assistants?)|"
    rf"meeting notes|notes?{_PRODUCT}|transcri(?:ption|bers?)",
    "hiring": rf"(?:hiring|interview(?:ing)?|recruiting){_PRODUCT}",
    "therapy": rf"online therapy|therapy{_PRODUCT}",
    "telehealth": r"telehealth|telemedicine|video visits?",
    "contact-center": r"(?:call|contact) cent(?:er|re)s?",
    "telephony": r"phone systems?|voip|pbx",
    "phone": rf"call recorders?|{_RECORDING}calls|call recording{_PRODUCT}",
    "wearable": r"wearables?|smart glasses|(?:dictation|recording) (?:gadgets?|devices?)|gadgets?",
    "recording": r"podcast\w*|(?:screen|voice|audio|video|interview) recorders?|recorders?|"
    rf"{_RECORDING}(?:lectures?|interviews?|podcasts?|videos?|audio|sound|screens?|talks?|sessions?)|recording{_PRODUCT}",
    "assistant": r"(?:voice|ai) assistants?",
    "messaging": rf"messengers?|(?:chat|messaging){_PRODUCT}",
    "meetings": rf"video ?(?:meetings?|conferenc\w+)|(?:meetings?|webinars?|conferenc\w+){_PRODUCT}",
}
"""What people call each kind, the narrower kinds first."""
_KEPT_OUT = re.compile(
    r"\b(?:block|keep|kick|ban|remov|stop|refus|shut|lock|eject|reject|prevent|without)\w* (?:out )?(?:\w+ ){0,2}bots?\b"
)
"""Words for bots that somebody wants out of a call, which is no kind that is looked for."""
_OWN_SERVER = re.compile(
    r"\bself[- ]?host\w*|\bon[- ]?prem(?:ise)?s?\b"
    r"|\b(?<!the )host(?:ed|ing)? (?:(?:it|this|them|one) )?(?:my|it|our|your|them)sel(?:f|ves)\b"
    r"|\bwe (?:can |could )?host\b|\brun(?:ning)? (?:it |this |them )?(?:my|our|your)sel(?:f|ves)\b"
    r"|\bown (?:\w+ )?(?:servers?|box|hardware|infrastructure|data ?cent(?:er|re)|premises|hosting)\b"
    r"|\bservers? (?:of (?:our|my|your) own|(?:that )?(?:we|i) (?:run|own|control))\b"
)
_WHICH_NOT = re.compile(
    r"\W*(?:which|what)(?P<product>(?: (?!do|can|will|is|are|happen|if)[\w-]+){1,4}) (?!should|must)"
    r".*(?:\b(?:not|never|no|nothing|none|nobody|without)\b|n['’]?t\b)"
)
_UNWANTED = re.compile(
    r"(?:\bnot|n't|\bwithout|\bno|\bnever)(?: (?:be|have|having|want|wish|need|to|a|an|any|my|our|on|run|running|just))*\W*$"
)


def kind_named(text: str) -> PlatformKind | None:
    """Return the kind of product that a text names, None if it names none."""
    lowered = _KEPT_OUT.sub(" ", text.lower())
    return next((kind for kind, names in _NAMED.items() if re.search(rf"\b(?:{names})\b", lowered)), None)


def asks_which_does_not(text: str) -> bool:
    """Return True if a text asks which product of a kind does not do something, which is a wish for one."""
    begins = _WHICH_NOT.match(text.lower())
    return begins is not None and kind_named(begins["product"]) is not None


def wants_own_server(text: str) -> bool:
    """Return True if a text names running something on a server of one's own, and not as what is unwanted."""
    lowered = text.lower().replace("’", "'")
    return any(not _UNWANTED.search(lowered[: found.start()]) for found in _OWN_SERVER.finditer(lowered))
