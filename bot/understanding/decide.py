"""Which kind of reply a question gets: one ordered list of rules, no wording."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.understanding import cuts
from bot.understanding.cues import FILLER, NEUTRAL
from bot.understanding.intent import speaks_of_one_call, wants_alternatives, wants_comparison
from bot.understanding.question import Question, Turn
from bot.understanding.text import split

Kind = Literal["answer", "compare", "alternatives", "clarify", "unknown-platform", "off-topic"]

_ON_THE_WHOLE = frozenset("ai private privacy safe safer trust trustworthy".split())
"""What platforms are weighed by where somebody asks on the whole."""

_FOR_WHOM = (FILLER - {"ai"}) | NEUTRAL
"""Words of a message that only says for whom it asks ("and on the free plan?")."""

DEFAULT_TOPIC = "ai-training"
"""What is compared where somebody weighs platforms and names no topic: the question that Smallprint exists for."""
HISTORY = "history"
"""The topic of what changed, which is told for another one."""


class Decision(NamedTuple):
    """What to reply with. `topics` is ranked; an answer with several platforms is about one call in which they meet."""

    kind: Kind
    platforms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    second_close: bool = False


def decide(question: Question, previous: Turn) -> Decision:
    """Choose by what was named and how sure the topic is; rather ask back than guess."""
    text = question.text
    named = question.platforms
    topics, background, best = question.ranking.topics, question.ranking.background, question.ranking.best
    close = len(topics) > 1 and question.ranking.shares[1] >= cuts.CLOSE_SECOND * best
    if not question.text.words or question.too_long:
        return Decision("off-topic")
    sure = best >= (cuts.NAMED if named else cuts.UNNAMED) and best > background * cuts.ASK_BACK
    on_topic = sure and not (question.scope.anything and _FOR_WHOM.issuperset(question.text.words))
    if previous.platforms or previous.topic:
        followed = _follow_up(question, previous, named, topics, on_topic=on_topic, close=close)
        if followed is not None:
            return followed
    if wants_alternatives(text) and (named or on_topic or not question.unlisted):
        if not named and not on_topic:
            return Decision("off-topic")
        return Decision("alternatives", named, topics if best >= max(cuts.LENIENT, background) else (DEFAULT_TOPIC, *topics))
    if named and len(named) == 1 and _names_only(question):
        return Decision("clarify", named)
    if len(named) > 1:
        return _several(question, named, topics, on_topic=on_topic)
    if not named and (question.unlisted or (question.strangers and on_topic)):
        return Decision("unknown-platform", topics=topics, unlisted=question.unlisted or question.strangers)
    if named and question.unlisted and on_topic and wants_comparison(text):
        return Decision("unknown-platform", named, topics, question.unlisted)
    if named and on_topic:
        return Decision("answer", named, topics, second_close=close)
    if on_topic:
        return Decision("clarify", (), topics)
    return Decision("off-topic", named)


def _several(question: Question, named: tuple[str, ...], topics: tuple[str, ...], *, on_topic: bool) -> Decision:
    between = question.text.behind(question.names[0].end, question.names[1].start)
    if speaks_of_one_call(split(between)) and on_topic:
        return Decision("answer", named, topics)
    weighs = wants_comparison(question.text)
    if weighs and not on_topic and not _ON_THE_WHOLE.isdisjoint(question.text.words):
        return Decision("compare", named, (DEFAULT_TOPIC, *topics))
    if on_topic or (weighs and question.ranking.best >= max(cuts.LENIENT, question.ranking.background * cuts.WEIGHED)):
        return Decision("compare", named, topics)
    return Decision("off-topic", named)


_LEANING = frozenset("and but even also only what if or then so ok okay including except".split())
"""Words with which a message leans on the one before it."""
_POINTING_BACK = frozenset("that it this those them they one".split())
SHORT = 9


def _follow_up(
    question: Question, previous: Turn, named: tuple[str, ...], topics: tuple[str, ...], *, on_topic: bool, close: bool
) -> Decision | None:
    """Complete a question from the previous turn; None where it stands on its own."""
    only_names = _names_only(question)
    if named and on_topic and not only_names:
        return None
    if named and previous.topic and not question.unlisted and (only_names or len(question.text.words) <= SHORT):
        kept = (previous.topic, *(topic for topic in topics if topic != previous.topic))
        return Decision("compare" if len(named) > 1 else "answer", named, kept)
    if not named and (question.unlisted or (question.strangers and on_topic)):
        kept = topics if on_topic or not previous.topic else (previous.topic,)
        return Decision("unknown-platform", topics=kept, unlisted=question.unlisted or question.strangers)
    if wants_alternatives(question.text):
        topic = topics[0] if on_topic else previous.topic or DEFAULT_TOPIC
        return Decision("alternatives", previous.platforms, (topic,))
    if on_topic and previous.platforms:
        topics = _kept_in_front(question, previous)
        return Decision("compare" if len(previous.platforms) > 1 else "answer", previous.platforms, topics, second_close=close)
    if previous.topic and previous.platforms and question.scope.anything and len(question.text.words) <= SHORT:
        return Decision("compare" if len(previous.platforms) > 1 else "answer", previous.platforms, (previous.topic,))
    leans = question.period.as_of is not None or (
        question.text.words[0] in _LEANING
        and (question.ranking.background < cuts.LEANING_BACKGROUND or not _POINTING_BACK.isdisjoint(question.text.words))
    )
    if previous.topic and previous.platforms and not named and leans and len(question.text.words) <= SHORT:
        return Decision("answer", previous.platforms[:1], (previous.topic,))
    return None


_ON_AI = frozenset({"ai-training", "third-party-ai", "ai-features"})
_OTHERS = frozenset("companies company firms vendors providers others outsiders partners".split())
_TRADE = frozenset("sell sells sold ads ad adverts advertisers advertising marketing brokers police government court".split())
"""After a question on AI, "the other companies" are those of other AI, unless trade or authorities are spoken of."""


def _kept_in_front(question: Question, previous: Turn) -> tuple[str, ...]:
    """The topics of a follow-up: the one spoken of before stays in front unless another is plainly meant."""
    topics = question.ranking.topics
    said = frozenset(question.text.words)
    if previous.topic in _ON_AI and topics[:2] == ("data-sharing", "third-party-ai") and said & _OTHERS and not said & _TRADE:
        return ("third-party-ai", "data-sharing", *topics[2:])
    if previous.topic is None or question.ranking.share_of(previous.topic) < cuts.KEPT_TOPIC * question.ranking.best:
        return topics
    return (previous.topic, *(topic for topic in topics if topic != previous.topic))


def _names_only(question: Question) -> bool:
    """Whether a message holds nothing but names and filler; a topic's own name is no filler ("AI in the call")."""
    if question.ranking.best == 1.0:
        return False
    rest = list(question.text.words)
    for match in reversed(question.names):
        del rest[match.start : match.end]
    return FILLER.issuperset(rest)
