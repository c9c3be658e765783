"""Choose the kind of reply: one ordered list of rules, no wording."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from bot.understanding import thresholds
from bot.understanding.doers import wants_those_that_do
from bot.understanding.kinds import kind_named
from bot.understanding.language import ENGLISH
from bot.understanding.question import ConversationState, Question
from knowledge.vocabulary import PlatformKind

Kind = Literal["answer", "compare", "alternatives", "clarify", "unknown-platform", "off-topic"]

DEFAULT_TOPIC = "ai-training"
"""The topic of a comparison, of alternatives and of a platform on the whole ("is Zoom safe?"): what Smallprint exists for."""
HISTORY = "history"
"""The topic of what changed, which is told for another one."""


class Decision(NamedTuple):
    """What to reply with. `topics` is ranked; `also` are further readings that are close enough to be shown.

    An answer with several platforms is about one call in which they meet. `those_that_do` asks for the platforms that do what a
    topic is about, not for those to use instead; `of_kind` is the kind of product that is looked for, if it is named.
    """

    kind: Kind
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    those_that_do: bool = False
    of_kind: PlatformKind | None = None


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


def decide(question: Question, previous: ConversationState) -> Decision:
    """Choose by what is named and how sure the model is; rather ask back than guess."""
    if not question.text.words or question.text.is_cut:
        return Decision("off-topic")
    if question.label is not None:
        return _pressed(question, previous, question.label)
    if question.language != ENGLISH:
        return Decision("clarify", question.platforms)
    topics, sure = question.reading.topics, is_sure(question)
    listed_products = question.unlisted if question.reading.on_topic >= thresholds.UNLISTED else ()
    unknown = () if question.platforms else listed_products or (question.strangers if sure else ())
    if sure and not question.platforms and wants_those_that_do(question.text):
        return Decision("alternatives", (), topics, those_that_do=True, of_kind=kind_named(question.text.clean))
    leant = _follow_up(question, previous, unknown, sure=sure)
    if leant is not None:
        return leant
    kind = question.reading.kind
    if _passes(question, thresholds.GATE_CHOICE) and kind.of("alternatives") >= thresholds.ALTERNATIVES:
        return Decision("alternatives", question.platforms, topics_of_choice(question), of_kind=kind_named(question.text.clean))
    if unknown or (question.unlisted and len(question.platforms) < 2 and kind.of("compare") >= thresholds.COMPARE):
        return Decision("unknown-platform", question.platforms, topics, unknown or question.unlisted)
    if len(question.platforms) > 1:
        return _several(question, sure=sure)
    if question.platforms:
        return _about_one(question, sure=sure)
    asks = _passes(question, thresholds.ASKED_BACK)
    return Decision("clarify", (), topics, also=close_topics(question)) if asks else Decision("off-topic")


def is_complete(question: Question, decision: Decision) -> bool:
    """Return True if a message says by itself what it asks and about which platform, so that nothing before it matters."""
    if decision.kind == "alternatives":
        return bool(decision.platforms)
    return decision.kind in {"answer", "compare"} and bool(question.rest)


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
    best, default = reading.topic.of(ranked[0]), reading.topic.of(DEFAULT_TOPIC)
    if best >= thresholds.VAGUE * reading.on_topic and best > thresholds.OTHER_THAN_DEFAULT * default:
        return ranked
    chosen = _on_the_whole(question)
    return (*chosen, *(topic for topic in ranked if topic not in chosen))


def close_topics(question: Question) -> tuple[str, ...]:
    """Return the second topic if its share is close to the first one's."""
    ranked = question.reading.topics
    share = question.reading.topic
    return ranked[1:2] if share.of(ranked[1]) >= thresholds.CLOSE_SECOND * share.of(ranked[0]) else ()


def _pressed(question: Question, previous: ConversationState, label: str) -> Decision:
    """Return just what a label names, with the platforms said or, without any, those of the message before."""
    platforms = question.platforms or previous.platforms
    if not platforms:
        return Decision("clarify", (), (label,))
    return Decision("compare" if len(platforms) > 1 else "answer", platforms, (label,))


def _about_one(question: Question, *, sure: bool) -> Decision:
    topics = question.reading.topics
    if sure and question.period.before_change:  # asks what held then, not what changed
        return Decision("answer", question.platforms, tuple(topic for topic in topics if topic != HISTORY))
    if sure or _leads_clearly(question):
        return Decision("answer", question.platforms, topics, also=close_topics(question))
    if _ON_THE_WHOLE.issuperset(question.rest):
        if _FILLER.issuperset(question.rest):
            return Decision("clarify", question.platforms)
        return Decision("answer", question.platforms, (DEFAULT_TOPIC, *(topic for topic in topics if topic != DEFAULT_TOPIC)))
    if question.reading.on_topic >= thresholds.NAMED_ONLY:
        return Decision("clarify", question.platforms, topics[:3])
    return Decision("off-topic", question.platforms)


def _leads_clearly(question: Question) -> bool:
    """Return True if one topic stands out in a message that names a platform, although it may be about something else."""
    reading = question.reading
    best, second = (reading.topic.of(topic) for topic in reading.topics[:2])
    return _passes(question, 0) and best >= thresholds.NAMED_TOPIC and 2 * second <= best


def _several(question: Question, *, sure: bool) -> Decision:
    """Compare the platforms, unless they meet in one call."""
    topics, kind = question.reading.topics, question.reading.kind
    if _ON_THE_WHOLE.issuperset(question.rest):
        return Decision("compare", question.platforms, _on_the_whole(question))
    if _passes(question, thresholds.GATE_CHOICE) and kind.of("compare") >= thresholds.COMPARE:
        chosen = topics_of_choice(question)
        return Decision("compare", question.platforms, chosen, also=close_topics(question) if chosen == topics else chosen[1:2])
    if sure:
        return Decision("answer", question.platforms, topics, also=close_topics(question))
    return Decision("off-topic", question.platforms)


def _follow_up(question: Question, previous: ConversationState, unknown: tuple[str, ...], *, sure: bool) -> Decision | None:
    """Complete a message from the subject before it; None if it stands by itself or takes nothing from it."""
    if not previous.platforms and previous.topic is None:
        return None
    reading = question.reading
    names_alone = bool(question.names) and _FILLER.issuperset(question.rest)
    leans = names_alone or reading.leans >= thresholds.LEANS
    points = reading.leans >= thresholds.LEANS_SURE or not _POINTING.isdisjoint(question.rest)
    if not (leans or (sure and not question.platforms and points)):
        return None
    unknown = unknown or (() if question.platforms else question.strangers)
    topics = reading.topics
    if previous.topic is not None and (names_alone or _keeps(question, previous.topic)):
        topics = (previous.topic, *(topic for topic in topics if topic != previous.topic))
    if unknown:
        return Decision("unknown-platform", (), topics, unknown)
    if question.platforms and sure and topics[0] == reading.topics[0]:
        return None
    platforms = question.platforms or previous.platforms
    if reading.kind.of("alternatives") >= thresholds.ALTERNATIVES and not names_alone:
        return Decision("alternatives", platforms, topics, of_kind=kind_named(question.text.clean))
    if not platforms:
        return None
    return Decision("compare" if len(platforms) > 1 else "answer", platforms, topics, also=close_topics(question) if sure else ())


def _keeps(question: Question, topic: str) -> bool:
    """Return True unless a message that leans on the one before it plainly means another topic than that one's."""
    share = question.reading.topic
    best = share.of(question.reading.topics[0])
    return best < thresholds.OWN_TOPIC or share.of(topic) * thresholds.KEPT_TOPIC >= best
