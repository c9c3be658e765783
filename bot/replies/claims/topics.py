"""Which topics a clause makes a statement on: the model reads it as it reads a question, and a cue must bear the topic out.

The model was taught by questions, nearly all of which have a topic of ours. Running text is mostly about something else,
so a topic counts only if the clause has a word without which nobody can state anything on it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bot.understanding.understand import NAMED, Understanding

LIKELY = 0.3
"""The least share of a topic, that the message has one taken in, for a clause that has a cue of it but not its very words."""
SECOND = 0.3
"""From this share on, a clause states something on a second topic too."""
_ANY_DAY = date(2000, 1, 1)
"""No period is read from a sentence, so that its day does not matter."""
_CONTENT = (
    r"\b(?:calls?|meetings?|messages?|chats?|conversations?|recordings?|transcripts?|voices?|audio|videos?|huddles?|dms?|data|content|"
    r"information|words?|everything|anything|what (?:you|we|i|people|users|everybody|everyone) (?:say|says|said|type|share|write|do|show|tell)|"
    r"posts?|photos?|files?|notes?|discussions?|interviews?|sessions?|lessons?|webinars?|voicemails?|profiles?|stuff|faces?)\b"
)
_AI = r"\b(?:ai|a\.i\.|artificial intelligence|chat ?bots?|assistants?|copilot|companion|gemini|grok|gpt|chatgpt|llama|bots?|notetakers?|models?)\b"
_OUTSIDERS = (
    r"\b(?:openai|chatgpt|anthropic|claude|gemini|grok|xai|gpt|deepseek|perplexity|mistral|third[- ]part\w+|other compan\w+|affiliates?|"
    r"outside (?:compan\w+|vendors?|ai)|sub-?processors?|partners?|external)\b"
)
_PASSING = (
    r"\b(?:pass(?:es|ed|ing)?|sen[dt]s?|sending|hand(?:s|ed|ing)?|shar\w+|gives?|gave|given|giving|go(?:es)?|went|gets?|getting|forward\w*|"
    r"route[sd]?|upload\w*|access|process\w*|fed|feed\w*|receiv\w+|runs? on|use[sd]?|using|made with|powered by|stream\w*|train\w*|ship\w*)\b"
)
CUES: dict[str, tuple[str, ...]] = {
    "ai-training": (
        r"\b(?:train(?:s|ed|ing)?|teach(?:es|ing)?|taught|fe(?:ed|eds|eding|d)|machine learning|fodder|data ?sets?|fine-?tun\w+|"
        r"learn(?:s|ed|ing)? from|in(?:to)? (?:their|its|the|an?) (?:\w+ )?(?:ai|model|models|machine|algorithms?)|"
        r"(?:improv\w+|develop\w*|build\w*|better) (?:\S+ ){0,3}?(?:ai|models?|algorithms?|machine)\w*|smarter)\b",
    ),
    "third-party-ai": (_OUTSIDERS, _PASSING),
    "ai-features": (
        _AI,
        r"\b(?:on|default|automatic\w*|transcri\w+|summar\w+|access|read\w*|open\w*|listen\w*|scan\w*|analy[sz]\w+|sits?|built|switched|"
        r"fetch\w*|process\w*|without transcript|joins?|joined|start\w*|tak(?:es?|ing) notes|records?|sees?|hears?|enabled|activat\w+|no ai)\b",
    ),
    "opt-out": (
        r"\b(?:can(?:not)? do (?:nothing|anything)|opt(?:s|ed|ing)?[- ]?outs?|(?:turn|switch)(?:s|es|ed|ing)? (?:\S+ ){0,4}?off|disabl\w+|deactivat\w+|refus\w+|object(?:s|ed|ing)?|"
        r"say no|way out|no way to|get out|get rid of|toggle\w*|switch(?:es)?|settings?|check ?box|untick\w*|uncheck\w*|no button|unsubscribe|declin\w+|"
        r"does nothing|stop (?:it|this|that|them)|turn(?:ed|ing)? on|escape|prevent\w*|avoid)\b",
    ),
    "consent": (
        r"\b(?:ask(?:s|ed|ing)?|told|tells?|notif\w+|inform(?:s|ed|ing)?|consent\w*|permission|warn(?:s|ed|ing)?|agreed to it|"
        r"without (?:\w+ )?(?:knowledge|knowing|noticing)|notices?|secret(?:ly)?|quiet(?:ly)?|silent(?:ly)?|announce\w*|release|signed|"
        r"find out|aware|behind (?:your|our|my) backs?|banner|knowing|pop-?up)\b",
        r"\b(?:guests?|participants?|attendees?|every(?:one|body)|any(?:one|body)|people|others?|record\w*|transcri\w+|join\w*|calls?|meetings?|bots?|"
        r"candidates?|patients?|clients?|pupils?|plaintiffs?|s?he|her|you|they|them|signed)\b",
    ),
    "ownership": (r"\b(?:own(?:s|ed|ership|ing)?|owners? of (?:your|our|my|all|every\w*|what)|belong\w*|licen[cs]e\w*|rights? (?:to|over|in|on)|property|copyright\w*|royalt\w+)\b",),
    "retention": (
        r"\b(?:keep(?:s|ing)?|kept|stor(?:e|es|ed|ing|age)|retain\w*|retention|delet\w+|eras\w+|for ?ever|indefinitely|permanent\w*|"
        r"\d+ (?:days|months|years|hours)|thrown away|discard\w*|wip(?:e|ed|es)|record(?:s|ed|ing)?|servers?|archiv\w+|sav(?:e|es|ed|ing)|"
        r"back ?ups?|disappear\w*|vanish\w*|collects?)\b",
    ),
    "human-review": (
        r"\b(?:listen(?:s|ed|ing)?|read(?:s|ing)?|look(?:s|ed|ing)?|watch(?:es|ed|ing)?|review(?:s|ed|ers?|ing)?|hears?|heard|sees?|"
        r"eavesdrop\w*|spy(?:ing)?|spies|snoop\w*|humans?|employees?|staff|contractors?|access)\b",
        r"^(?!.*\b(?:it|ai|bot|software|model|only (?:those|you|participants)\b.* can) (?:does not |doesn't |only |also |even )?(?:listen|hear|watch|read|see)s?\b)",
    ),
    "encryption": (r"\b(?:encrypt\w*|e2ee?|end[- ]to[- ]end|unencrypted|keys?|only those in|nobody else can (?:read|hear)|only (?:you|participants))\b",),
    "sensitive": (
        r"\b(?:hipaa|baa|confidential\w*|lawyers?|attorneys?|doctors?|patients?|therap\w+|privileged|complian\w+|schools?|pupils?|gdpr|"
        r"ferpa|medical|health|clients?|nda)\b",
        r"\b(?:safe|secure|fit|complian\w+|comply|allowed|suitable|certified|violat\w+|breach\w*|hipaa|baa|gdpr|ferpa|legal|illegal|use[ds]?)\b",
    ),
    "data-sharing": (
        r"\b(?:sell(?:s|ing)?|sold|sale|advert\w+|ads?|shar(?:e|es|ed|ing)|third[- ]part\w+|brokers?|marketing|pass(?:es|ed)? (?:\S+ ){0,3}on|"
        r"affiliates?|hand(?:s|ed)? (?:\S+ ){0,3}over)\b",
        rf"{_CONTENT}|\badvert|\bads\b|\bthird[- ]part|\bbrokers?\b|\bpartners?\b|\bmetadata\b|\bit\b|\bthem\b",
    ),
    "access": (
        r"\b(?:boss(?:es)?|managers?|employers?|admins?|administrators?|colleagues?|co-?workers?|anyone|anybody|everyone|everybody|"
        r"strangers?|organi[sz]ers?|hosts?|hr|it department|owners?|public\w*|links?|whoever|outsiders?)\b",
        r"\b(?:see|sees|read|reads|hear|listen|open|access|view|watch|download|search|find|look|gets?|visible|shared)\b",
    ),
    "biometrics": (r"\b(?:voice ?prints?|biometric\w*|(?<!about[- ])(?<!face to )faces?(?! to face)|facial|emotion\w*|moods?|sentiment|voice recognition|speaker recognition|faceprints?)\b",),
    "uninvited-bots": (
        r"\b(?:bots?|notetakers?|note takers?|assistants?)\b",
        r"\b(?:join\w*|invit\w*|uninvited|kick\w*|remov\w*|block\w*|lobby|waiting room|crash\w*|show(?:s|ed)? up|appear\w*|let in|keep\w* out|admit\w*)\b",
    ),
    "authorities": (
        r"\b(?:police|courts?|warrants?|subpoena\w*|governments?|authorit\w+|fbi|nsa|law enforcement|secret services?|intelligence|cops|judges?)\b",
    ),
    "location": (
        r"\b(?:servers?|stored|hosted|data ?cent(?:re|er)s?|region|abroad|overseas|rout\w+|processed|transferred|kept|leaves?|stays?|go(?:es)?)\b",
        r"\b(?:in|to|through|via|outside|from|the) (?:the )?(?:us|usa|u\.s|united states|america|eu|europe\w*|china|russia|germany|ireland|uk|"
        r"switzerland|india|country|region|continent|beijing|moscow|cloud act|abroad|canada|australia|japan|singapore)\b",
    ),
}  # fmt: skip
"""Patterns that must all be found in a clause for a statement on a topic."""
_KEEPING = r"(?:keep|kept|stor(?:e|ed|ing)|retain|sav(?:e|ed|ing)|record|hoard|archiv(?:e|ed|ing))(?:s|ed|ing)?"
PLAIN = {
    "ai-training": r"\btrain(?:s|ed|ing)? (?:\S+ ){0,6}?(?:ai|models?|machine learning|algorithms?|artificial|bots?|llms?)\b|"
    rf"{_CONTENT}[^,;]* (?:train(?:s|ed|ing)?|feed(?:s|ing)?|teach(?:es|ing)?) (?:\S+ ){{0,4}}?(?:ai|models?|it|algorithms?|llms?)\b",
    "third-party-ai": rf"{_PASSING} (?:\S+ ){{0,6}}?(?:to|with) (?:\S+ ){{0,2}}?(?:openai|chatgpt|anthropic|gemini|grok|xai|third[- ]party ai)\b",
    "opt-out": r"\bopt(?:s|ed|ing)?[- ]?out\b|\b(?:turn|switch)(?:ed|ing)? (?:\S+ ){0,3}off\b|\b(?:no way|whoever does nothing|no button|can(?:not)? do (?:nothing|anything)|no (?:setting|switch|toggle|opt))\b",
    "consent": r"\b(?:without|never|not|nobody|no one|isn't|aren't|weren't|wasn't) (?:\S+ ){0,3}?(?:ask(?:ed|ing)?|told|telling|consent\w*|permission|notif\w+|"
    r"inform\w*|knowing|knowledge|warn\w*)\b",
    "ownership": rf"\b(?:owns?|owned|owners? of|belongs?|licen[cs]e to|rights to|property of) (?:\S+ ){{0,4}}?{_CONTENT}|{_CONTENT} (?:\S+ ){{0,2}}?(?:belongs?|is owned|are owned)\b",
    "retention": rf"\b{_KEEPING} (?:\S+ ){{0,3}}?{_CONTENT}|{_CONTENT} (?:\S+ ){{0,5}}?(?:kept|stored|retained|thrown away|discarded|deleted|for ever|forever)\b|\bservers? for ?ever\b",
    "human-review": rf"\b(?:listen(?:s|ing)? (?:in )?(?:to|on)|read(?:s|ing)?|look(?:s|ing)? (?:in|into|at|through)|watch(?:es|ing)?|hear(?:s|ing)?) "
    rf"(?:\S+ ){{0,3}}?{_CONTENT}|\b(?:listen|read) along\b|\blisten in\b",
    "encryption": r"\b(?:un)?encrypt(?:ed|s|ion)?\b|\bend[- ]to[- ]end\b|\be2ee\b",
    "data-sharing": rf"\b(?:sells?|selling|sold|shar(?:es?|ed|ing)) (?:\S+ ){{0,4}}?{_CONTENT} (?:\S+ ){{0,3}}?(?:to|with)\b",
    "biometrics": r"\b(?:voice|face) ?prints?\b|\b(?:scan|analy[sz]|recogni[sz]|read|detect)\w* (?:\S+ ){0,2}?(?:faces?|voices|emotions?|moods?)\b",
    "ai-features": r"\bno ai\b(?: in| at all|$)",
}  # fmt: skip
"""Words that are a statement on a topic, whatever the model makes of the rest of the clause."""
_CUES = {topic: tuple(re.compile(pattern) for pattern in patterns) for topic, patterns in CUES.items()}
_PLAIN = {topic: re.compile(pattern) for topic, pattern in PLAIN.items()}


class Stated(NamedTuple):
    """A topic on which a clause states something, whether its very words say so, and where in the clause they begin."""

    topic: str
    plainly: bool
    place: int


def states(understanding: Understanding, clause: str) -> list[Stated]:
    """Return the topics on which a clause states something, likeliest first."""
    lower = clause.lower()
    shares = _shares(understanding, clause)
    found = []
    for topic in sorted(shares, key=lambda topic: -shares[topic]):
        cues = [pattern.search(lower) for pattern in _CUES[topic]]
        if cues[0] is None or not all(cues):
            continue
        plain = _PLAIN[topic].search(lower) if topic in _PLAIN else None
        if plain is not None or shares[topic] >= (SECOND if found else LIKELY):
            to_other_ai = topic == "data-sharing" and all(pattern.search(lower) for pattern in _CUES["third-party-ai"])
            found.append(Stated("third-party-ai" if to_other_ai else topic, plain is not None, cues[0].start()))
    return found


def _shares(understanding: Understanding, clause: str) -> dict[str, float]:
    """Return how likely each topic is in a clause: read as it stands, and as a statement on a platform if it names none."""
    question = understanding.understand(clause, _ANY_DAY)
    readings = [question.reading]
    if not question.platforms:
        readings.append(understanding.read_masked((NAMED, *question.rest), 1))
    return {topic: max(reading.on_topic * reading.topic.of(topic) for reading in readings) for topic in CUES}
