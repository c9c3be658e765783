"""Tell in which form something is said: asked, stated, bidden, or just named in keywords."""

from __future__ import annotations

import re

from bot.understanding.question import Question
from bot.understanding.text import tokens

STATED = frozenset({"truth", "statement"})
"""The forms in which somebody states something, or asks whether a statement is true."""
OPEN_FORMS = frozenset({"howto", "howlong", "which", "who", "what"})
"""The forms of a question that makes no claim, with or without a question mark."""
_QUESTION_WORDS = frozenset("how what which who whose where when why whether tell explain".split())
_HEARD = frozenset("correct right true rumour rumor heard apparently supposedly told says reckon surely agree".split())
"""Words that ask whether a statement is true rather than a question."""
_ASKING_FIRST = frozenset("does do did is are was were can could will would has have may".split())
"""Words with which a question that takes a yes or a no begins."""
_MAY_I = re.compile(r"\b(?:can|could|may) (?:i|we)\b")
_AUXILIARIES = frozenset(
    """
    is are was were am do does did has have had can could cannot will would may might must should shall isnt arent wasnt werent doesnt
    dont didnt hasnt havent cant couldnt wont wouldnt isn't aren't wasn't weren't doesn't don't didn't hasn't haven't can't couldn't won't
    wouldn't ain't aint it's that's they're you're theres there's theyre gonna
    """.split()
)
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
_PREDICATES = frozenset(
    """
    encrypted recorded allowed safe secure ok okay legal illegal private compliant gone dead stored kept deleted shared sold used trained
    monitored confidential banned certified covered permitted barred immune visible protected retired ready trustworthy true good
    e2e e2ee hipaa baa offline fine fully
    """.split()
)
"""Words that are a question's verb by themselves, if it is put with a question mark: "teams calls encrypted?"."""
_BIDDING = re.compile(
    r"(?:please |pls |just |quickly |then |and |ok |hey |so )*(?:turn|switch|disable|deactivate|stop|block|prevent|opt|"
    r"delete|remove|erase|get|keep|kick|"
    r"find|show|list|give|explain|compare|make|set|enable|activate|avoid|help|let|export|download|cancel|untick|uncheck|limit|hide|"
    r"exclude|throw|ban|mute|object)\b(?! (?:is|are|does|do)\b)"
)
"""How a message begins that bids rather than states."""
_PLURALS = frozenset(
    """
    calls recordings messages transcripts meetings chats notes bots settings servers terms rules rights rooms groups links privacy channels
    permissions policies faces voices files photos conversations summaries huddles talks sessions ads settings keys users guests hosts
    admins accounts plans options features laws teams days weeks hours years lessons others always its this notes webinars profiles posts
    videos voicemails voiceprints backups courts police patients kids clients details basics news us
    """.split()
)
"""Words in s that are no verbs behind a name."""
_OR_NOT = re.compile(r"\bor (?:no|not|nah)\b")
_LEAST_ASKED = 3
"""So many words besides names, put with a question mark, are a question even if their verb is not known."""
_DETERMINERS = frozenset(
    "the a an my our your their its his her this that these those it they he she we you i there anyone anybody everyone any all".split()
)


def form_of(question: Question) -> str:
    """Return the form of a question; what is put as no question, or asks for agreement, states something; "" for keywords."""
    form, framed = question.reading.form.best, question.framed
    low = framed.core.casefold().lstrip()
    asked = "?" in question.text.clean
    if framed.stated:
        return "truth"
    if not asked and _BIDDING.match(low):
        return "howto"
    named = frozenset(word for match in question.names for word in match.alias.words)
    asks_shortly = asked and (len(question.rest) >= _LEAST_ASKED or not _PREDICATES.isdisjoint(tokens(low)))
    if not (asks_shortly or _has_verb(low, named) or _OR_NOT.search(low)):
        return form if form in OPEN_FORMS else ""
    if form in OPEN_FORMS | {"other"}:
        if asked or not _QUESTION_WORDS.isdisjoint(question.text.words):
            return form
        return "polar" if _MAY_I.search(low) else "truth"
    first = tokens(low)[:1]
    if form in STATED and first and first[0] in _ASKING_FIRST:
        form = "polar"
    if form == "polar" and not _HEARD.isdisjoint(question.text.words):
        return "truth"
    return "truth" if form == "polar" and not asked and not _inverted(question, low) else form


def _has_verb(low: str, named: frozenset[str]) -> bool:
    """Return True if some words hold a verb that states or asks something, as far as its form tells; words of a name are none."""
    words = low.replace("’", "'").replace("'s ", " is ").split()
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


def _inverted(question: Question, low: str) -> bool:
    """Return True if a verb stands before whom it is about, as in a question: "can my boss", "does zoom"."""
    words = [word.strip(".,!?:;") for word in low.replace("’", "'").split()]
    first = next((place for place, word in enumerate(words) if word in _AUXILIARIES), None)
    if first is None:
        return False
    named = {name for match in question.names for name in match.alias.words[:1]}
    follows = words[first + 1] if first + 1 < len(words) else ""
    leading = first == 0 or all(word in _FILLERS for word in words[:first])
    third = words[first + 2] if first + 2 < len(words) else ""
    if follows not in {"not", "never", "always", "still"} and _VERBS.fullmatch(third):  # "can meta read"
        return True
    return leading or follows in _DETERMINERS or follows.removesuffix("'s") in named


_FILLERS = frozenset("so hey hi ok and but um quick question q wait well then also or just".split())
