"""Tell in which form something is said: asked, stated, bidden, or just named in keywords."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.framing import Framed
from bot.understanding.names import NameMatch
from bot.understanding.text import Text

STATED = frozenset({"truth", "statement"})
"""The forms in which somebody states something, or asks whether a statement is true."""
_AUXILIARIES = frozenset(
    """
    is are was were am do does did has have had can could cannot will would may might must should shall isnt arent wasnt werent doesnt
    dont didnt hasnt havent cant couldnt wont wouldnt isn't aren't wasn't weren't doesn't don't didn't hasn't haven't can't couldn't won't
    wouldn't ain't aint it's that's they're you're theres there's theyre gonna
    """.split()
)
_HEARD = re.compile(
    r"\b(?:correct|right|true|rumou?r|heard|apparently|supposedly|says|reckon|surely|you agree|told (?:me|us)|"
    r"i(?:'ve| have)? (?:was|am|got|been|get) told)\b"
)
"""Words that ask whether a statement is true rather than a question."""
_ASKING_FIRST = re.compile(
    r"(?:\W*\b(?:so|hey|hi|ok|and|but|um|(?:quick )?(?:q|question)|wait|well|then|also|or|just|please)\b)*\W*"
    r"(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)(?:n'?t)?\b"
)
"""How a question begins that takes a yes or a no, with or without a question mark."""
_VERBS = re.compile(
    r"(?:train|own|keep|kept|store|sell|sold|share|listen|read|"
    r"hear|see|watch|record|encrypt|delet|eras|use|collect|send|sent|give|gave|pass|tell|told|"
    r"notif|warn|ask|announce|inform|claim|hold|held|retain|save|scan|review|let|allow|leav|left|join|turn|mine|spy|spie|"
    r"snoop|eavesdrop|sneak|"
    r"drop|remove|add|change|get|got|go|goes|went|run|ran|make|made|take|took|hand|feed|fed|teach|taught|learn|transcrib|"
    r"summari[sz]|identif|"
    r"recogni[sz]|analy[sz]|protect|block|lie|lied|shut|stay|need|want|belong|log|rout|transfer|promis|say|said|admit|deny|"
    r"denied|start|stop|"
    r"cost|kill|licens|violat|comply|complie|compl|meet|met|process|access|upload|flog|leak|lost|lose|show|stream|forward|show|put|work)"
)
_GROUPS = r"(?:staff|employees|people|hosts?|admins?|users?|guests?|ai|bots?|calls?|meetings?|recordings?)"
_PARTICIPLE = rf"(?:(?:{_VERBS.pattern}(?:n?ed|d)|kept|sold|sent|given|held|told|read|heard|seen|taken)\b)"
_ASKING_WITHIN = re.compile(
    rf"\b(?:do|does|did|can|could|will|would|should)(?:n'?t)? (?:(?:i|it|they|we|you|he|she|this|that|the|my|our|your|their|any\w*)\b|"
    rf"(?:(?:some|every)\w*|people|no one|nobody)\b|(?!not|never|always|still|also|only|just)\w+ (?:{_GROUPS} )?{_VERBS.pattern}\b)|"
    r"\b(?:(?:is|was|has) (?:it|this|that|he|she)|(?:are|were|have) (?:they|we|you|these|those)|am i) "
    rf"(?!the\b|an?\b|why\b|how\b|what\b|they\b|it\b)(?!{_VERBS.pattern}(?:s|es)\b)\w|"
    rf"\b(?:is|was|has|are|were|have) (?:the|my|our|your|their|these|those) (?:\w+ )?\w+ (?:(?:being|ever|still|even|been|also|then) )*"
    rf"{_PARTICIPLE}|"
    rf"\b(?:are|were) (?!always\b|as\b|its\b|this\b|sometimes\b)(?:\w+s|people|staff) "
    rf"(?:(?:being|ever|still|even|also|really) )*{_PARTICIPLE}"
)
"""The same behind other words: "when I leave, does it keep listening", "whatsapp can meta read my calls"."""
_S_FORM = re.compile(rf"{_VERBS.pattern}(?:e?s|es|ies)")
_PAST = re.compile(rf"{_VERBS.pattern}(?:e?d|ned|ped|ted)?")
_PEOPLE = frozenset(
    """
    they we you i people staff employees humans engineers workers admins hosts guests anyone anybody everyone everybody nobody police courts
    cops who bosses employers strangers others bots calls recordings messages meetings chats transcripts to
    """.split()
)
"""Words behind which the plain form of a verb is one: "people listen"."""
_ALSO_NOUNS = frozenset("uses shares records stores claims changes logs scans streams needs works reviews".split())
"""Verb forms that are as often nouns; they are verbs where something follows."""
_PLURALS = frozenset(
    """
    calls recordings messages transcripts meetings chats notes bots settings servers terms rules rights rooms groups links privacy channels
    permissions policies faces voices files photos conversations summaries huddles talks sessions ads settings keys users guests hosts
    admins accounts plans options features laws teams days weeks hours years lessons others always its this notes webinars profiles posts
    videos voicemails voiceprints backups courts police patients kids clients details basics news us
    """.split()
)
"""Words in s that are no verbs behind a name."""


def form_of(text: Text, names: Sequence[NameMatch], framed: Framed, form: str) -> str:
    """Return the form of a message; what is put as no question, or asks for agreement, states something; "" for keywords.

    `form` is the one that the model reads.
    """
    if framed.stated or (form in STATED | {"polar"} and _HEARD.search(framed.core.casefold())):
        return "truth"
    if form not in STATED | {"polar"}:
        return form
    low = framed.core.casefold().replace("’", "'")
    if "?" in text.clean or _ASKING_FIRST.match(low) or _ASKING_WITHIN.search(low):
        return "polar"
    named = frozenset(word for match in names for word in match.alias.words)
    return "truth" if has_verb(low, named) else ""


def has_verb(low: str, named: frozenset[str] = frozenset()) -> bool:
    """Return True if some words hold a verb that states or asks something, as far as its form tells; words of a name are none."""
    words = low.replace("'s ", " is ").split()
    words = [word.strip('.,!?:;"()“”') for word in words]
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        if word in named:
            continue
        if word in _AUXILIARIES:
            return True
        if _S_FORM.fullmatch(word) and place and (word not in _ALSO_NOUNS or place + 1 < len(words)):
            return True
        if word.endswith(("d", "t")) and place and _PAST.fullmatch(word) and place + 1 < len(words):
            return True
        if place and word.endswith("s") and not word.endswith(("ss", "us")) and word not in _PLURALS and place + 1 < len(words):
            return True
        if place and word.endswith("ed") and place + 1 < len(words):
            return True
        if _VERBS.fullmatch(word) and (before in _PEOPLE or (place and before.endswith("s")) or (place + 2 < len(words) and place == 1)):
            return True
    return False
