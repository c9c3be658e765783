"""Add to an answer what the question calls for: the word it opens with, how it was read, what else it may mean."""

from __future__ import annotations

import re

from bot.replies import wording
from bot.replies.all_times import asks_for_all_times, with_position
from bot.replies.answer import answer
from bot.replies.asking import Asking
from bot.replies.offered import about, tells_of
from bot.replies.openings import Opened, open_reply
from bot.replies.part import SENTENCE_END
from bot.replies.ranking import says_nothing
from bot.replies.reply import Also, Reply
from bot.replies.verdicts import YES_LIKE
from bot.understanding.decide import DEFAULT_TOPIC, HISTORY, OPT_OUT, Decision
from bot.understanding.features import stem
from bot.understanding.question import Question
from bot.understanding.scope import REGION_WORDS
from knowledge.base import Knowledge
from knowledge.records import Claim
from knowledge.topics import Topic

NEXT_TOPICS = 2
"""How many topics behind the first can be pressed: the right one is among the first three in .97 to 1 of messages."""
_TIME = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|ten|twelve|thirty|sixty|ninety) "
    r"(?:minute|hour|day|week|month|year)s?\b|\bforever\b|\bindefinitely\b|\bwithout limit\b"
)
_UNTIL = re.compile(r"\b(?:until|as long as|once|at once|right away|immediately)\b")
_IN_FIGURES = re.compile(r"\b(?:exact(?:ly)?|figures?|numbers?|days|hours|weeks|months|years)\b")
_KEEPING = re.compile(r"\b(?:keeps?|kept|stays?|stores?|stored|retains?|deletes?|deleted|erases?)\b(?!.*\b(?:trash|restored?)\b)")
_ENDED = frozenset(
    "gone dead alive exist exists existing discontinued retired closed shutdown shut end ended ending over available".split()
)
"""Words with which somebody asks if a platform is still there."""
_LONGEST_OF_END = 5
"""In a longer message they are about something else."""
RETENTION = "retention"
_LONGEST_TITLE = 150


def with_reading(reply: Reply, knowledge: Knowledge, question: Question, decision: Decision, asking: Asking, claim: Claim | None) -> Reply:
    """Return the answer on one platform as its question calls for it; other replies as they are.

    `claim` is the claim on record that the question makes, if it makes one.
    """
    if decision.kind != "answer" or len(decision.platforms) > 1:
        return reply
    platform = knowledge.platforms[decision.platforms[0]]
    lead = tuple(
        wording.meant(question.text.between(match.start, match.end), platform.name)
        for match in question.names
        if match.misspelt and match.alias.target == platform.slug
    )
    opened = open_reply(question, reply, knowledge, claim, asking.today)
    reply = _with_time_first(_with_end_first(reply, question), question)
    if opened.claim is not None:  # it says itself what content it is about
        reply = _on_claim(reply, opened, opened.claim)
    elif opened.opening and (opened.settles or not reply.not_on_record) and (reply.of_part or not reply.about):
        reply = reply._replace(opening=opened.opening, opening_words=opened.words, not_on_record="")
        reply = with_position(reply, platform, opened.position) if opened.position else reply
    reply = _with_nothing_to_turn_off(reply, knowledge, question, decision, asking)
    if asks_for_all_times(question, reply) and reply.before and not reply.general and opened.claim is None:
        reply = reply._replace(general=wording.earlier_positions(reply.before))
    near = [
        topic
        for topic in decision.also
        if not reply.about
        and topic != reply.topics[0]
        and HISTORY not in {topic, decision.topics[0]}
        and _is_named(knowledge.topics[topic], asking)
    ]
    also = reply.also or tuple(_also(knowledge, platform.slug, topic, asking) for topic in near)
    also = tuple(line for line in also if line.verdict is None or not says_nothing(line.verdict))
    close = [line.topic for line in also]
    next_likely = [topic for topic in decision.topics[1 : 1 + NEXT_TOPICS] if topic not in close and tells_of(platform, topic)]
    offered = {choice.asks for choice in reply.choices}
    first, last = (tuple(about(platform, knowledge.topics[topic]) for topic in topics) for topics in (close, next_likely))
    first, last = (tuple(choice for choice in choices if choice.asks not in offered) for choices in (first, last))
    return reply._replace(lead=(*lead, *reply.lead), also=also, choices=(*first, *reply.choices, *last))


def _is_named(topic: Topic, asking: Asking) -> bool:
    """Return True if a word of the topic stands in the question; the name of a place says where somebody lives as well."""
    return not asking.stems.isdisjoint(stem(word) for word in topic.words if word not in REGION_WORDS)


def _also(knowledge: Knowledge, slug: str, topic: str, asking: Asking) -> Also:
    reply = answer(knowledge, slug, (topic,), asking)
    return Also(slug, topic, reply.verdict, reply.sentence)


def _with_end_first(reply: Reply, question: Question) -> Reply:
    """Say first that a platform is gone if that is asked."""
    asked = not _ENDED.isdisjoint(question.text.words) and len(question.rest) <= _LONGEST_OF_END
    if not reply.warnings or not (asked or (reply.verdict and says_nothing(reply.verdict))):
        return reply
    first, *warnings = reply.warnings
    return reply._replace(sentence=first, opening_words="", headline_first=False, warnings=tuple(warnings))


def _with_nothing_to_turn_off(reply: Reply, knowledge: Knowledge, question: Question, decision: Decision, asking: Asking) -> Reply:
    """Say that there is no training to opt out of to somebody who wants just that switched off; the steps are on other things."""
    goes_on = not question.platforms and decision.topics[1:2] == (DEFAULT_TOPIC,)
    if decision.topics[0] != OPT_OUT or reply.as_of or not (goes_on or "train" in asking.stems):
        return reply
    training = answer(knowledge, decision.platforms[0], (DEFAULT_TOPIC,), asking._replace(form="", words=(), stems=frozenset()))
    if training.verdict != "no" or any(condition.verdict in YES_LIKE for condition in training.conditions if condition.in_calls):
        return reply
    return reply._replace(
        opening="",
        opening_words=training.opening_words,
        not_on_record="",
        sentence=wording.nothing_to_turn_off(training.sentence),
        headline=training.headline,
        headline_first=False,
        general=wording.otherwise(reply.sentence),
        steps_first=False,
        detail=f"{reply.headline} {reply.detail}".strip(),
        sources=(*training.resting_on, *(source for source in reply.sources if source not in training.resting_on)),
        resting_on=training.resting_on,
        deciding=training.deciding,
        confidence=training.confidence,
        last_verified=training.last_verified,
        verified=training.verified,
        stale=training.stale,
    )


def _with_time_first(reply: Reply, question: Question) -> Reply:
    """Put the time first if a question asks how long; if it asks for a figure and none is on record, say that."""
    if question.reading.form.best != "howlong" or reply.general:
        return reply
    if _TIME.search(reply.sentence):
        return reply
    if _TIME.search(reply.headline) and len(reply.headline) <= _LONGEST_TITLE:
        return reply._replace(sentence=reply.headline, headline="")
    for sentence in SENTENCE_END.split(reply.detail):
        if _TIME.search(sentence) and _KEEPING.search(sentence) and len(sentence) <= _LONGEST_TITLE:
            return reply._replace(sentence=sentence, headline_first=False)
    if reply.not_on_record or reply.verdict is None or says_nothing(reply.verdict) or reply.topics[0] != RETENTION:
        return reply
    in_words = reply.verdict in {"no", "opt-in"} or _UNTIL.search(reply.sentence + reply.headline) is not None
    if in_words and not _IN_FIGURES.search(question.text.clean.casefold()):
        return reply
    return reply._replace(not_on_record=wording.NO_TIME)


def _on_claim(reply: Reply, opened: Opened, claim: Claim) -> Reply:
    """Answer a claim on record by what there is to it, in its own words."""
    first, *rest = SENTENCE_END.split(claim.why)
    return reply._replace(
        opening=opened.opening,
        opening_words=opened.words,
        not_on_record="",
        sentence=first if len(first) <= _LONGEST_TITLE else reply.sentence,
        headline=" ".join(rest) if len(first) <= _LONGEST_TITLE else claim.why,
        general="",
        detail=f"{reply.headline} {reply.detail}".strip(),
    )
