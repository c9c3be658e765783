"""Decide what a message asks for: an answer, comparison or alternatives on a subject, or a question back.

The rules of `decide` are tried in order. `settle.py` then adjusts the subject by what is on record (claims, roles).
"""

from __future__ import annotations

import re

from bot.understanding import thresholds
from bot.understanding.bystanders import OUTSIDE_AI
from bot.understanding.doers import wants_those_that_do
from bot.understanding.follow_ups import (
    COMPARING_WORDS,
    asks_for_reasons,
    asks_only_to_change,
    asks_to_change,
    asks_to_compare,
    is_chatter,
    is_relative,
    names_only_a_time,
)
from bot.understanding.kinds import asks_which_does_not, kind_named, wants_own_server
from bot.understanding.language import ENGLISH
from bot.understanding.question import ConversationState, Question
from bot.understanding.scope import says_only_for_whom
from bot.understanding.subject import (
    BOTS,
    DEFAULT_TOPIC,
    HISTORY,
    OPT_OUT,
    SENSITIVE,
    THIRD_PARTY_AI,
    TO_BE_TURNED_OFF,
    AskBack,
    Kind,
    Subject,
)

SAFETY_TOPICS = ("encryption", "human-review")
"""What a choice is about that asks for the safer platform: who can get at a call."""
_SAFETY = frozenset("safe safer safest secure security securer".split())
_FILLER = frozenset(
    "and what about how bout is does do the same with for also then so ok okay it that too there in on or hm well please maybe "
    "free paid pro premium basic business enterprise personal plan plans tier account accounts".split()
)
"""Words that say nothing of a topic beside a name, or only for whom: "what about Teams?", "and on the free plan?"."""
_POINTING = frozenset({"it", "its", "they", "them", "their"})
"""Words that point at a platform named before: "does it train on my calls?"."""
_ON_THE_WHOLE = _FILLER | frozenset(
    "privacy private privately safe safer safest secure trust trustworthy good bad better worse than any ai vs versus compare are to use "
    "of a".split()
)
"""Words with which a platform is asked about on the whole: "is Zoom safe?"."""
_CHOOSING = _ON_THE_WHOLE | frozenset(
    "i we my our me us want need looking look find know should could can would will which that has have like similar from out off whats "
    "get getting something anything someone alternative alternatives instead else other others another replace replacement "
    "replacing switch switching move leave leaving ditch quit drop suggest suggestion recommend recommendation best one ones use "
    "using choose pick between as by app apps tool tools platform platforms service services software program product thing video "
    "call calls calling meeting meetings chat messaging messenger notetaker notetakers note notes taker taking".split()
)
"""Words with which another platform is looked for that say nothing of a topic: "replace WhatsApp", "the best notetaker"."""
_REPLACING = frozenset(
    "alternative alternatives instead replace replacement replacing switch switching leave leaving than ditch drop".split()
)
"""Words that make a name that of what somebody wants to use no longer."""
_TRAINING = re.compile(
    r"\b(?:trains?|trained|training|learns?|learning) (?:\w+ ){0,2}?(?:ai|models?|on|from|with)\b|"
    r"\b(?:not|never|without|that|which|who|one) train(?:s|ing)?\b"
)
"""Words for AI training, which is then what a choice is about, whatever else is like it."""
_BARE_AI = re.compile(r"\bai\b(?! (?:note|assist|scribe|tool|app|bot|companion|meeting|recap|summar|transcri|feature))")
"""AI that is no kind of product: a choice for a trade or a place ("for a law firm", "further from AI") is about training then."""
_FOR_WHOM = frozenset({SENSITIVE, "location"})
"""The topics that words for a trade or a place point to."""

_CAN_I = re.compile(r"(?:\W*\b(?:so|hey|hi|ok|and|but|um|please)\b)*\W*(?:(?:can|could|may) (?:i|we)|am i able to|is there a way)\b")
"""How a question begins that asks if something can be done."""
_USED = re.compile(
    r"(?:(?:so|and|but|hey|hi|can|could|does|do|will|would|may|is|are|they|it|just|also|actually|really|still|allowed|able|to) )*"
    r"us(?:e|es|ing) (?:any of )?(?:my|our|your|the|their) (?:\w+ )?"
    r"(?:calls?|meetings?|recordings?|conversations?|huddles?|audio|voice|video|data|content)"
)
"""Words that ask whether somebody's calls are used, without saying for what."""


def decide(question: Question, previous: ConversationState) -> Subject | AskBack:
    """Choose by what is named and how sure the model is; rather ask back than guess."""
    if not question.text.words or question.text.is_cut:
        return AskBack("off-topic")
    if question.label is not None:
        return _on_label(question, previous, question.label)
    if question.language != ENGLISH:
        return AskBack("clarify", question.platforms)
    question = _with_platforms_meant(question, previous)
    topics, sure = question.reading.topics, is_sure(question)
    uncovered = question.unlisted if question.reading.on_topic >= thresholds.UNLISTED else ()
    unknown = () if question.platforms else uncovered or (question.strangers if sure else ())
    if sure and not question.platforms and wants_those_that_do(question.text):
        chosen = _choice(question, ())
        return chosen._replace(those_that_do=not chosen.own_server)
    leant = _follow_up(question, previous, unknown, sure=sure)
    if leant is not None:
        return leant
    kind = question.reading.kind
    if _passes(question, thresholds.GATE_CHOICE) and kind.of("alternatives") >= thresholds.ALTERNATIVES:
        return _choice(question, () if _shuns_outside_ai(question) else question.platforms)
    beside = (*question.unlisted, *question.strangers)
    if unknown or (beside and len(question.platforms) < 2 and kind.of("compare") >= thresholds.COMPARE):
        return AskBack("unknown-platform", question.platforms, topics, unknown or beside)
    if len(question.platforms) > 1:
        return _several(question, sure=sure)
    if question.platforms:
        return _about_one(question, sure=sure)
    asks = _passes(question, thresholds.ASKED_BACK)
    if asks and asks_which_does_not(question.text.clean):
        return _choice(question, ())
    return AskBack("clarify", (), topics) if asks else AskBack("off-topic")


def _subject(question: Question, kind: Kind, platforms: tuple[str, ...], topics: tuple[str, ...], also: tuple[str, ...] = ()) -> Subject:
    """Return a subject for those and for when the question asks."""
    return Subject(kind, platforms, topics, question.scope, question.period, also=also)


def _choice(question: Question, replaced: tuple[str, ...]) -> Subject:
    """Return a choice of platforms to use instead of some or at all."""
    return _choice_on(question, replaced, topics_of_choice(question))


def _choice_on(question: Question, replaced: tuple[str, ...], topics: tuple[str, ...]) -> Subject:
    """Return a choice of platforms on some topics, of the kind and for the server that is named."""
    text = question.text.clean
    return _subject(question, "alternatives", replaced, topics)._replace(of_kind=kind_named(text), own_server=wants_own_server(text))


def decide_in_conversation(
    question: Question, alone: Subject | AskBack, previous: ConversationState, *, leaning_only: bool = False
) -> Subject | AskBack:
    """Return `alone`, what a message asks for by itself, if that is complete; else decide with the message before it.

    With `leaning_only` the one before counts only for a message that plainly leans on it.
    """
    if is_complete(question, alone) or (leaning_only and not leans(question)):
        return alone
    return decide(question, previous)


def is_complete(question: Question, asked: Subject | AskBack) -> bool:
    """Return True if a message says by itself what it asks and about which platform, so that nothing before it matters."""
    if _continues(question) or question.of_company or _is_outside_ai(question):
        return False
    if asked.kind == "alternatives":
        return bool(asked.platforms)
    return isinstance(asked, Subject) and bool(question.rest)


def leans(question: Question) -> bool:
    """Return True if a message plainly takes something from the one before it."""
    return question.reading.leans >= thresholds.LEANS or _continues(question)


def _is_outside_ai(question: Question) -> bool:
    """Return True if a message names nothing but an AI that may get what another platform hears."""
    return bool(question.names) and all(OUTSIDE_AI.issuperset(match.alias.words) for match in question.names)


def _shuns_outside_ai(question: Question) -> bool:
    """Return True if a kind of product is looked for, and the only name is an AI that it should not use: that is nothing to replace."""
    replaces = not _REPLACING.isdisjoint(question.text.words)
    return _is_outside_ai(question) and kind_named(question.text.clean) is not None and not replaces


def _with_platforms_meant(question: Question, previous: ConversationState) -> Question:
    """Return the question on the platforms spoken of, if it names only who makes them, or an AI that may get what they hear."""
    before = previous.platforms
    if not before or _FILLER.issuperset(question.rest):
        return question
    made = set(before) <= {*question.of_company, *question.platforms}
    heard = _is_outside_ai(question) and (question.reading.topics[0] == THIRD_PARTY_AI or not _POINTING.isdisjoint(question.rest))
    return question._replace(platforms=before, unlisted=(), strangers=()) if made or heard else question


def _continues(question: Question) -> bool:
    """Return True if the words of a message ask on from an answer, whatever the model makes of them."""
    return any(asks(question) for asks in (asks_to_compare, is_relative, asks_for_reasons, names_only_a_time))


def is_sure(question: Question) -> bool:
    """Return True if the message plainly has a topic of ours."""
    return _passes(question, thresholds.GATE)


def _passes(question: Question, gate: float) -> bool:
    """Return True if the share of "has a topic of ours" is high enough, and more is said than a name and filling words."""
    return question.reading.on_topic >= gate and not _ON_THE_WHOLE.issuperset(question.rest)


def _on_the_whole(question: Question) -> tuple[str, ...]:
    """Return the topics of a choice on the whole."""
    words = question.text.clean.lower()
    asks_for_safety = not _SAFETY.isdisjoint(question.text.words) or "step down" in words
    return SAFETY_TOPICS if asks_for_safety and not re.search(r"\b(?:ai|train\w*)\b", words) else (DEFAULT_TOPIC,)


def topics_of_choice(question: Question) -> tuple[str, ...]:
    """Return the topics of a choice between platforms, likeliest first; a choice on the whole is about safety or `DEFAULT_TOPIC`."""
    ranked, reading = question.reading.topics, question.reading
    best, default, words = reading.topic.of(ranked[0]), reading.topic.of(DEFAULT_TOPIC), " ".join(question.text.words)
    for_whom_alone = ranked[0] in _FOR_WHOM and best < thresholds.FOR_WHOM and _BARE_AI.search(words)
    if for_whom_alone or _TRAINING.search(words):
        return _first(DEFAULT_TOPIC, ranked)
    names_topic = not _CHOOSING.issuperset(question.rest)
    if names_topic and best >= thresholds.VAGUE * reading.on_topic and best > thresholds.OTHER_THAN_DEFAULT * default:
        return ranked
    chosen = _on_the_whole(question)
    return (*chosen, *(topic for topic in ranked if topic not in chosen))


def close_topics(question: Question) -> tuple[str, ...]:
    """Return the second topic if its share is close to the first one's."""
    ranked = question.reading.topics
    share = question.reading.topic
    return ranked[1:2] if share.of(ranked[1]) >= thresholds.CLOSE_SECOND * share.of(ranked[0]) else ()


def _on_label(question: Question, previous: ConversationState, label: str) -> Subject | AskBack:
    """Return just what a label names, with the platforms said or, without any, those of the message before."""
    platforms = question.platforms or previous.platforms
    if not platforms:
        return AskBack("clarify", (), (label,))
    return _subject(question, _answer_or_compare(platforms), platforms, (label,))


def _answer_or_compare(platforms: tuple[str, ...]) -> Kind:
    return "compare" if len(platforms) > 1 else "answer"


def _about_one(question: Question, *, sure: bool) -> Subject | AskBack:
    topics = question.reading.topics
    if sure and question.period.before_change:  # asks what held then, not what changed
        return _subject(question, "answer", question.platforms, tuple(topic for topic in topics if topic != HISTORY))
    since_when = question.manner.since and topics[0] != HISTORY and _TRAINING.search(" ".join(question.text.words)) is not None
    if since_when or _asks_what_is_used(question):
        return _subject(question, "answer", question.platforms, _first(DEFAULT_TOPIC, topics))
    if sure or _leads_clearly(question) or _asks_how(question):
        return _subject(question, "answer", question.platforms, _with_history_topic(question, None), close_topics(question))
    if _ON_THE_WHOLE.issuperset(question.rest):
        if _FILLER.issuperset(question.rest):
            return AskBack("clarify", question.platforms)
        return _subject(question, "answer", question.platforms, _first(DEFAULT_TOPIC, topics))
    if question.reading.on_topic >= thresholds.NAMED_ONLY:
        return AskBack("clarify", question.platforms, topics[:3])
    return AskBack("off-topic", question.platforms)


def _leads_clearly(question: Question) -> bool:
    """Return True if one topic stands out in a message that names a platform, although it may be about something else."""
    reading = question.reading
    best, second = (reading.topic.of(topic) for topic in reading.topics[:2])
    return _passes(question, 0) and best >= thresholds.NAMED_TOPIC and best >= thresholds.CLEAR_LEAD * second


def _asks_how(question: Question) -> bool:
    """Return True if somebody asks how to do, or if they can do, what one topic or two together plainly are about."""
    reading = question.reading
    best, second = (reading.topic.of(topic) for topic in reading.topics[:2])
    asks = reading.form.best == "howto" or _CAN_I.match(question.framed.core.casefold()) is not None
    is_plain = best >= thresholds.CLEAR_LEAD * second or best + second >= thresholds.OF_ASKED_HOW * reading.on_topic
    return asks and is_plain and _passes(question, thresholds.ASKED_HOW)


def _asks_what_is_used(question: Question) -> bool:
    """Return True if a message asks whether calls are used, and for nothing in particular: that is, for AI."""
    return _USED.fullmatch(" ".join(question.rest)) is not None


def _several(question: Question, *, sure: bool) -> Subject | AskBack:
    """Compare the platforms, unless they meet in one call."""
    topics, kind = question.reading.topics, question.reading.kind
    if _ON_THE_WHOLE.issuperset(question.rest):
        return _subject(question, "compare", question.platforms, _on_the_whole(question))
    asks_how = topics[0] in {BOTS, OPT_OUT} and question.reading.form.best == "howto"  # one of them may join calls on the other
    if _passes(question, thresholds.GATE_CHOICE) and kind.of("compare") >= thresholds.COMPARE and not asks_how:
        return _subject(question, "compare", question.platforms, topics_of_choice(question))
    if sure or _asks_how(question):
        return _subject(question, "answer", question.platforms, topics)
    return AskBack("off-topic", question.platforms)


def _follow_up(question: Question, previous: ConversationState, unknown: tuple[str, ...], *, sure: bool) -> Subject | AskBack | None:
    """Complete a message from the subject before it; None if it stands by itself or takes nothing from it."""
    if not previous.platforms and previous.topic is None:
        return None
    if previous.platforms and previous.topic is not None and (asked_on := _asked_on(question, previous, previous.topic)) is not None:
        return asked_on
    if not sure and (previous.topic is None or is_chatter(question)):
        return None
    reading = question.reading
    filler_alone = bool(question.names) and _FILLER.issuperset(question.rest)
    names_alone = filler_alone or is_relative(question) or says_only_for_whom(question.rest)
    asks = not (question.platforms or question.untaught) and _passes(question, thresholds.ASKED_BACK)
    if not (names_alone or asks or reading.leans >= thresholds.LEANS):
        return None
    unknown = unknown or (() if question.platforms else question.strangers)
    if previous.topic is not None and names_alone:
        topics: tuple[str, ...] = (previous.topic,)  # a name alone says nothing of any other
    elif previous.topic is not None and _keeps(question, previous.topic):
        named = reading.topic.of(reading.topics[0]) >= thresholds.HISTORY_OF_ANOTHER and reading.topics[0] != HISTORY
        topics = _first(previous.topic, reading.topics) if named or previous.topic != HISTORY else (HISTORY,)
    else:
        topics = _with_history_topic(question, previous.topic)
    if unknown:
        return AskBack("unknown-platform", (), topics, unknown)
    if question.platforms and sure and topics[0] == reading.topics[0]:
        return None
    platforms = question.platforms or previous.platforms
    if reading.kind.of("alternatives") >= thresholds.ALTERNATIVES and not names_alone:
        return _choice_on(question, platforms, topics)
    if not platforms:
        return None
    return _subject(question, _answer_or_compare(platforms), platforms, topics, close_topics(question) if sure else ())


def _asked_on(question: Question, previous: ConversationState, topic: str) -> Subject | None:
    """Return what is asked on from an answer in so many words: a comparison, its reasons, another time, how to change it."""
    ranked = question.reading.topics
    kind = _answer_or_compare(previous.platforms)
    if asks_to_compare(question):
        platforms = tuple(dict.fromkeys((*previous.platforms, *question.platforms)))
        on_same = (COMPARING_WORDS | _ON_THE_WHOLE).issuperset(question.rest) or _keeps(question, topic)
        return _subject(question, _answer_or_compare(platforms), platforms, _first(topic, ranked) if on_same else ranked)
    if asks_for_reasons(question):
        return _subject(question, kind, previous.platforms, _first(topic, ranked))._replace(reasons=True)
    if names_only_a_time(question):
        return _subject(question, kind, previous.platforms, _first(topic, ranked))
    if asks_to_change(question) and (asks_only_to_change(question) or not is_sure(question)):
        ranked = _first(topic, ranked)
        return _subject(question, kind, previous.platforms, _first(OPT_OUT, ranked) if topic in TO_BE_TURNED_OFF else ranked)
    return None


def _with_history_topic(question: Question, topic: str | None) -> tuple[str, ...]:
    """Return the topics, likeliest first; behind "history" the one whose history is wanted: the second if that is named, else `topic`."""
    ranked, share = question.reading.topics, question.reading.topic
    if ranked[0] != HISTORY:
        return ranked
    second, third = share.of(ranked[1]), share.of(ranked[2])
    least = thresholds.HISTORY_OF if topic is None else thresholds.HISTORY_OF_ANOTHER
    if second >= least and second >= thresholds.CLEAR_LEAD * third:
        return ranked
    return (HISTORY,) if topic is None else (HISTORY, *_first(topic, ranked[1:]))


def _first(topic: str, topics: tuple[str, ...]) -> tuple[str, ...]:
    """Return topics with one of them first."""
    return (topic, *(other for other in topics if other != topic))


def _keeps(question: Question, topic: str) -> bool:
    """Return True unless a message that leans on the one before it plainly means another topic than that one's."""
    share = question.reading.topic
    best = share.of(question.reading.topics[0])
    return best < thresholds.OWN_TOPIC or share.of(topic) * thresholds.KEPT_TOPIC >= best
