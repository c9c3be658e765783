"""Tell if an answer lies beside what a question asks, though it is on its topic, so that neither Yes nor No fits."""

from __future__ import annotations

import re

from bot.replies.dates import SPAN
from bot.replies.part import said_in, tells_of_data_apart
from bot.replies.reply import Reply
from bot.understanding.asked_matters import steps_asked
from bot.understanding.question import Question
from bot.understanding.subject import (
    ACCESS,
    AI_FEATURES,
    AUTHORITIES,
    CONSENT,
    DATA_SHARING,
    DEFAULT_TOPIC,
    HUMAN_REVIEW,
    OPT_OUT,
    RETENTION,
    SENSITIVE,
    THIRD_PARTY_AI,
)
from knowledge.base import Knowledge
from knowledge.matters import plain, says_any
from knowledge.vocabulary import YES_LIKE, says_nothing

_ASKS_TO_AGREE = re.compile(
    r"\b(?:agree|consent|permission|say yes|say no|refuse|decline|opt in|without (?:even |ever )?asking|"
    r"(?:be|is|are|was|were|am|gets?) asked|"
    r"asks?(?: for| first| before| me| us| them| people| permission| every\w+| any\w+| (?:the|my|our) \w+)|i asked|my ok(?:ay)?)\b"
)
_IS_NOT_ASKED = re.compile(r"\basked (?:to agree )?only if\b|\bdoes not ask\b|\brather than asks\b|\b[Nn]obody is asked\b")
_IS_ASKED = re.compile(r"\b(?:asks?|asked|(?<!not )agrees?|consents?|permission|refuse)\b")
"""Words of a question and of an answer for which being told is not being asked."""
_DUTY = re.compile(
    r"\b(?:must|ha(?:s|ve) to|needs? (?:to|my|our|me|us|everyone)|obliged|obligated|required|supposed to|ought|should(?:n'?t)?"
    r"(?! (?:i|we) (?:see|notice|hear|know)))\b"
)
"""Asks what somebody has to do, of which what a product does says nothing."""
_POINTS_BACK = re.compile(
    r"\b(?:is|was|are) (?:that|this|it|all that)\b.*"
    r"\b(?:meant|supposed|normal|how (?:it|that|this|they) works?|intended|expected|usual|by design)\b"
)
"""Asks if what is told is as it is meant to be: a Yes or No would be taken for one to what is told."""
_SET_UP_SO = re.compile(r"\b(?:set(?: \S+)?(?: up)?|configured?|arranged?|made|locked down) (?:so|such|to)\b|\bconfigured? \w+ (?:so|to)\b")
"""Asks what can be set up, of which what happens without that says nothing."""
_SINCE_WHEN = re.compile(r"\bsince when\b")
_UP_TO_OTHERS = re.compile(
    r"\b(?:up to (?:whoever|the|its|your|each|them)|left to|leaves (?:it|telling|asking)|so you can|"
    r"no (?:\w+ ){1,3}(?:was|were|is|are) found|"
    r"whether you are (?:told|asked) depends)\b"
)
"""Words of an answer that leaves it to others, so that it bears nothing out in part, or that settles it behind a part."""
_WHO_GETS_IN = (
    re.compile(r"\b(?:boss|manager|employer|admin|compan|compliance|colleague|co-?worker|team|supervisor|organi[sz]ation)"),
    re.compile(r"\b(?:guest|participant|attendee|invit|client|customer)"),
    re.compile(r"\b(?:link|stranger|public)"),
)
"""Those who may see a call: an answer that names others bears nothing out of them."""
_FOR_GOOD = re.compile(r"\b(?:forever|indefinitely|for good|permanently|for ever)\b")
_IS_TOLD = re.compile(
    r"\b(?:is|are|am|was|were|will|would|do|does|did|can|gets?)\b(?! (?:you|we|any(?:one|body)|some(?:one|body)) (?:know|aware)\b).*"
    r"\b(?:informed|told|notif(?:y|ies|ied)|notices?|aware|announces?|warned|alerted|know|see|find out)\b.*"
    r"\b(?:is|are|be|being|starts?|started|begins?|began|runs?|running|goes|turns?|turned|switched|joins?)\b"
)
"""Asks if people are told that a feature runs, of which an answer on the feature says nothing."""
_NOTHING_TO_TURN_OFF = re.compile(r"\bnothing to turn off\b|\bno AI to switch off\b")
_TO_AI = re.compile(r"\b(?:ai (?:compan|firm|provider|vendor)|(?:other|another|outside) ai\b|openai|chatgpt|anthropic|claude|gemini)")
"""Names those who get calls for their AI, of which an answer on ads and sale says nothing."""
_RECORDINGS = re.compile(r"\b(?:recordings?|audio|sound|video)\b")
_WRITTEN = re.compile(r"\b(?:transcripts?|notes)\b")
"""Kinds of content of a call that an answer on what is kept tells apart."""
_BUT = re.compile(r",? (?:but|and no)\b")
_HANDING_OVER = frozenset({AUTHORITIES, DATA_SHARING, THIRD_PARTY_AI})
_LISTENS = re.compile(r"\b(?:listen|hear|eavesdrop|wire-?tap|tap(?:s|ped|ping)?\b|intercept|spy|spie|snoop|overhear|bug(?:s|ged|ging)?\b)")
"""Words for listening in, which an answer on what is handed over or learnt from does not bear out."""
_LEARNS = re.compile(r"\b(?:train|learn|teach|feed|fed|ai\b|models?\b)")
_WHAT_WAS_MADE = re.compile(r"\b(?:recordings?|recorded|transcripts?|summaries|notes)\b")
"""Words for what is there only because somebody switched it on: "not by default" is no answer to whether it is kept."""
_HAS_EFFECT = re.compile(
    r"\b(?:does|do|did|will|would) (?:it|that|this|the \w+|\w+ing)\b.*\b(?:stop|prevent|end|disable|block|turn off|switch off)\b"
)
"""Asks what something does ("does it stop recording"), of which what somebody can switch off says nothing."""
_WAS_ORDERED = re.compile(
    r"\bsubpoenaed\b|\bbeen (?:asked|ordered|forced|raided|served)\b|"
    r"\b(?:gets?|got|gotten|receives?|received|had|served with) (?:\w+ )?(?:subpoenas?|warrants?|requests?|orders?)\b"
)
"""Asks if somebody was told to hand something over, of which what could be handed over says nothing."""
_WAS_SWITCHED_ON = re.compile(r"\b(?:enabled|activated|(?:turned|switched)(?: \S+){0,5}? on|(?:is|are|was|were|already|now) on)\b")
"""Tells that something is on: "not by default" is no answer to what it does then."""
_ON_WHAT_CAN_BE = frozenset({ACCESS, AUTHORITIES, HUMAN_REVIEW})
"""Topics on what somebody can see or get, of which a Yes does not say that it happened."""
_LEFT_OPEN = re.compile(
    r"[^.;:,]*\b(?:(?:is|are|was|were) (?:not (?:mentioned|named|said|covered|found|known|clear)|unclear|unknown)|"
    r"do(?:es)? not say)\b[^.;:,]*"
)
"""A clause of an answer that leaves something open."""
_IN_CASE = frozenset("when whenever if once after while with".split())
"""Words with which a question names a case: "if I use the summary"."""
_OF_ANY_TALK = re.compile(r"\b(?:confidential|sensitive|secre|private|regulated)")
"""Words of an answer on confidential use that speaks of more than patients or pupils."""


def is_beside(question: Question, reply: Reply, told: str, knowledge: Knowledge) -> bool:
    """Return True if what is told, title and headline of a reply, judges something else than what is asked."""
    low = question.text.clean.casefold()
    return (
        bool(steps_asked(knowledge, reply.topics[0], question.text.words))  # whether it can be done is told by the step
        or any(words.search(low) for words in (_POINTS_BACK, _SET_UP_SO))
        or asks_since_when(question)
        or (reply.topics[0] == CONSENT and _DUTY.search(low) is not None)
        or (reply.topics[0] == CONSENT and _ASKS_TO_AGREE.search(low) is not None and _is_not_asked(reply, told))
        or (reply.topics[0] == DATA_SHARING and _TO_AI.search(" ".join(question.rest)) is not None)
        or (reply.topics[0] == OPT_OUT and _NOTHING_TO_TURN_OFF.search(told) is not None)
        or (reply.topics[0] == RETENTION and _RECORDINGS.search(low) is not None and _keeps_only_what_is_written(reply))
        or (reply.topics[0] == AI_FEATURES and _IS_TOLD.search(low) is not None)
        or _asks_who_listens(low, reply, told)
        or (reply.topics[0] == AUTHORITIES and reply.verdict == "depends")  # other data than calls: "Partly" would say some calls
        or (reply.topics[0] == AUTHORITIES and _WAS_ORDERED.search(low) is not None)
        or (reply.topics[0] in _ON_WHAT_CAN_BE and question.manner.happened and reply.verdict in YES_LIKE)
        or (reply.topics[0] == OPT_OUT and _HAS_EFFECT.search(low) is not None)
        or _takes_out_data(question, reply)
        or _leaves_out(question, told)
        or _is_on_what_was_made(question, low, reply)
        or _is_for_other_talks(question, reply, told, knowledge)
        or _names_the_use(question, reply)
        or _names_another_company(question, reply, knowledge)
        or (reply.verdict == "opt-in" and _tells_that_it_is_on(question, low))
    )


def bears_out_no_part(question: Question, reply: Reply, told: str) -> bool:
    """Return True if an answer that holds for some, or on a condition, leaves open just what is asked, so that "Partly" says too much."""
    low, topic = question.text.clean.casefold(), reply.topics[0]
    for_others = topic == ACCESS and any(who.search(low) and not who.search(told.casefold()) for who in _WHO_GETS_IN)
    for_a_time = topic == RETENTION and _FOR_GOOD.search(low) is not None and SPAN.search(told) is not None
    return _UP_TO_OTHERS.search(told) is not None or for_others or for_a_time


def asks_since_when(question: Question) -> bool:
    """Return True if a time is asked for, which neither Yes nor True gives."""
    return _SINCE_WHEN.search(question.text.clean.casefold()) is not None


def _tells_that_it_is_on(question: Question, low: str) -> bool:
    """Return True if the story says that something was switched on, unless the question is on what is so by default."""
    story = f"{question.told.clean.casefold()} {low.replace(question.framed.core.casefold(), ' ')}"
    return not question.manner.by_default and _WAS_SWITCHED_ON.search(story) is not None


def _is_not_asked(reply: Reply, told: str) -> bool:
    """Return True if an answer on being asked says that people are not, in a part of it that does not lead too."""
    unasked = reply.verdict in YES_LIKE and not _IS_ASKED.search(told)
    return unasked or _IS_NOT_ASKED.search(f"{told} {reply.said.detail}") is not None


def _keeps_only_what_is_written(reply: Reply) -> bool:
    """Return True if an answer tells that transcripts are kept, and of recordings only that they are not, if anything."""
    first = reply.said.headline if reply.said.headline_first and reply.said.headline else reply.said.sentence
    kept = _BUT.split(first)[0]
    return reply.verdict in YES_LIKE and _WRITTEN.search(kept) is not None and not _RECORDINGS.search(kept)


def _asks_who_listens(low: str, reply: Reply, told: str) -> bool:
    """Return True if it is asked who listens, and the answer is on what is handed over or learnt from."""
    hands_over = reply.topics[0] in _HANDING_OVER and reply.verdict in YES_LIKE
    learns = reply.topics[0] == DEFAULT_TOPIC and not _LEARNS.search(low)
    return (hands_over or learns) and _LISTENS.search(low) is not None and not _LISTENS.search(told)


def _is_on_what_was_made(question: Question, low: str, reply: Reply) -> bool:
    """Return True if it is asked if a recording is kept, and the answer is that it is kept if there is one."""
    opt_in = reply.topics[0] == RETENTION and reply.verdict == "opt-in"
    return opt_in and question.manner.form == "polar" and _WHAT_WAS_MADE.search(low) is not None


def goes_out_if_used(reply: Reply) -> bool:
    """Return True if content goes to other AI only through a feature that somebody uses."""
    return reply.topics[0] == THIRD_PARTY_AI and reply.verdict == "opt-in"


def _names_the_use(question: Question, reply: Reply) -> bool:
    """Return True if a question names the feature through which content goes to other AI: whoever uses that asks for no default."""
    words = question.text.words
    named = reply.part.of_part or said_in(reply.applies_to or "", words) > 0 or not _IN_CASE.isdisjoint(words)
    return goes_out_if_used(reply) and named


def _names_another_company(question: Question, reply: Reply, knowledge: Knowledge) -> bool:
    """Return True if it is asked if a certain company's AI gets calls, and the answer is that others' does, without naming that one."""
    if reply.topics[0] != THIRD_PARTY_AI or reply.verdict == "no":
        return False
    companies = [name for matter in knowledge.matters if matter.elsewhere == (THIRD_PARTY_AI,) for name in matter.told]
    named = [name for name in companies if says_any(plain(question.text.clean), (name,))]
    everything = plain(f"{reply.said.sentence} {reply.said.headline} {reply.said.detail}")
    return bool(named) and not any(says_any(everything, (name,)) for name in named)


def _takes_out_data(question: Question, reply: Reply) -> bool:
    """Return True if a headline tells otherwise of the kind of data that is asked about: "keeps transcripts, but stores no sound"."""
    said = reply.said.sentence, reply.said.headline
    return not reply.part.of_part and any(tells_of_data_apart(text, question.rest) for text in said)


def _leaves_out(question: Question, told: str) -> bool:
    """Return True if an answer leaves open just what is asked: "voiceprints are not mentioned", "for group calls that is unclear"."""
    left_open, settled = " ".join(_LEFT_OPEN.findall(told)), _LEFT_OPEN.sub(" ", told)
    return any(said_in(left_open, (word,)) and not said_in(settled, (word,)) for word in question.rest)


def _is_for_other_talks(question: Question, reply: Reply, told: str, knowledge: Knowledge) -> bool:
    """Return True if an answer on confidential use is for some talks only, such as those with patients, and others are asked about."""
    told = reply.said.headline if reply.said.headline_first and reply.said.headline else told
    if reply.topics[0] != SENSITIVE or reply.verdict is None or says_nothing(reply.verdict) or _OF_ANY_TALK.search(told):
        return False
    said, told = plain(question.text.clean), plain(told)
    talks = [matter for matter in knowledge.matters if matter.kind in {"law", "group"} and matter.is_mentioned_in(told)]
    return bool(talks) and not any(matter.is_asked(said) or matter.is_mentioned_in(said) for matter in talks)
