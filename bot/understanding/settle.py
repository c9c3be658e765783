"""Adjust the subject of a question by what is on record: the claim that it repeats, or the role of its asker."""

from __future__ import annotations

from itertools import pairwise

from bot.understanding import thresholds
from bot.understanding.asked_matters import topic_of_group
from bot.understanding.asked_scope import scope_of
from bot.understanding.features import stem
from bot.understanding.kinds import JOINING
from bot.understanding.question import Question
from bot.understanding.recorded_claims import claim_made, tells_of_suit
from bot.understanding.subject import AUTHORITIES, BOTS, HISTORY, OPT_OUT, Subject
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on
from knowledge.records import Answer, Claim, Platform
from knowledge.vocabulary import Role

_SWITCHED_OFF = ("ai-training", "biometrics", "human-review")
"""Topics on something that can be switched off by itself, in the order in which they are tried."""


def settle(knowledge: Knowledge, whole: Question, question: Question, subject: Subject) -> tuple[Subject, Claim | None]:
    """Return the subject of a question, which may be a half of the whole message, and the claim on record that it makes, if it makes one.

    For whom is said in either half.
    """
    if question is not whole:
        ranked = question.reading.topics
        if ranked[0] == HISTORY:  # "and since when" is about what was asked before it
            ranked = tuple(dict.fromkeys((HISTORY, *(half.reading.topics[0] for half in whole.halves), *ranked)))
        subject = subject._replace(topics=ranked, also=())
    claim = None
    if subject.kind == "answer" and len(subject.platforms) == 1:
        claim = claim_made(question, knowledge.platforms[subject.platforms[0]], subject.topics)
        subject = _on_topic_of_claim(claim, question, _on_all_times(knowledge, question, subject))
        subject = _on_topic_of_steps(knowledge, question, _on_topic_of_role(knowledge, whole, subject))
        subject = _on_topic_of_group(knowledge, question, subject)
    elif subject.kind == "answer":
        subject = _against_a_bot(knowledge, question, subject)
    return subject._replace(scope=scope_of(knowledge, whole, subject.topics[0])), claim


def _against_a_bot(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return a subject on keeping bots out if somebody wants a product switched off that only joins the calls of another one."""
    kinds = {knowledge.platforms[slug].kind for slug in subject.platforms}
    if subject.topics[0] != OPT_OUT or question.reading.form.best != "howto" or not (JOINING & kinds and kinds - JOINING):
        return subject
    return subject.first_on(BOTS)


def _on_all_times(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return a subject on the topic that is asked about for all times, if positions on it are on record, not a list of changes."""
    if subject.topics[:1] != (HISTORY,) or len(subject.topics) < 2 or not question.manner.of_all_times:
        return subject
    entry = answer_on(knowledge.platforms[subject.platforms[0]], subject.topics[1])
    return subject._replace(topics=subject.topics[1:]) if entry is not None and entry.earlier else subject


def _on_topic_of_claim(claim: Claim | None, question: Question, subject: Subject) -> Subject:
    """Return a subject on the topic of the claim on record that a message plainly makes; a lawsuit is no matter of what police get."""
    if subject.topics[0] == AUTHORITIES and tells_of_suit(question):
        return subject.first_on(HISTORY)
    if claim is None or question.label is not None or claim.topic in {subject.topics[0], HISTORY} or HISTORY in subject.topics[:1]:
        return subject
    return subject.first_on(claim.topic)._replace(also=())


def _on_topic_of_role(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return the subject on "opt-out" or "uninvited-bots", whichever has steps or conditions for the asker's role, if only one has.

    The user of a bot, who asks for no defence against it, is told how to switch it off.
    """
    topic = subject.topics[0]
    if topic not in {OPT_OUT, BOTS} or question.label is not None:
        return subject
    roles, platform = set(scope_of(knowledge, question, topic).roles), knowledge.platforms[subject.platforms[0]]
    other = BOTS if topic == OPT_OUT else OPT_OUT
    steps_only = question.reading.form.best == "howto"
    names_bots = topic == BOTS and platform.kind not in JOINING and not set(knowledge.topics[BOTS].words).isdisjoint(question.rest)
    is_met = roles & _addressed(platform, topic, steps_only=steps_only) and not (topic == BOTS and "user" in roles)
    if names_bots or is_met or not roles & _addressed(platform, other, steps_only=steps_only):
        return subject
    return subject.first_on(other)


def _on_topic_of_group(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return the subject on a topic nearly as likely as the first one if the question names a group of it ("in board meetings")."""
    ranked = question.reading.topics
    if subject.topics[:1] != ranked[:1] or question.label is not None:
        return subject
    topic = topic_of_group(knowledge, question, thresholds.NEAR_GROUP * question.reading.topic.of(ranked[0]))
    return subject if topic in {None, HISTORY} else subject.first_on(topic)


def _on_topic_of_steps(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return a subject on what somebody wants switched off, such as voiceprints, if the steps for it stand there and not under opt-out."""
    if subject.topics[0] != OPT_OUT or question.label is not None or question.reading.form.best != "howto":
        return subject
    platform = knowledge.platforms[subject.platforms[0]]
    asked = frozenset(stem(word) for before, word in pairwise(("", *question.rest)) if before != "all")  # "for all staff" says for whom
    told = _words_of_steps(answer_on(platform, OPT_OUT))
    for topic in filter(knowledge.topics.__contains__, _SWITCHED_OFF):
        named = asked.intersection(map(stem, knowledge.topics[topic].words))
        entry = answer_on(platform, topic)
        if named and named.isdisjoint(told) and entry is not None and entry.steps and entry.verdict != "no":
            return subject.first_on(topic)
    return subject


def _words_of_steps(entry: Answer | None) -> frozenset[str]:
    steps = entry.steps if entry is not None else ()
    return frozenset(stem(word) for step in steps for word in tokens(f"{step.do} {step.where or ''}"))


def _addressed(platform: Platform, topic: str, *, steps_only: bool) -> frozenset[Role]:
    """Return the roles of which an answer says by a step, or by a condition, what they can do."""
    entry = answer_on(platform, topic)
    if entry is None:
        return frozenset()
    conditions = () if steps_only else entry.conditions
    return frozenset(step.who for step in entry.steps).union(*(condition.applies_to.role for condition in conditions))
