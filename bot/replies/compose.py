"""Compose the reply for a decision, or for a subject that was settled before."""

from __future__ import annotations

from datetime import date

from bot.replies import asking_back, several
from bot.replies.added import with_reading
from bot.replies.answer import Asking, answer
from bot.replies.reply import Reply
from bot.understanding.decide import Decision
from bot.understanding.language import ENGLISH
from bot.understanding.question import Question
from bot.understanding.subject import Subject
from knowledge.base import Knowledge


def compose(knowledge: Knowledge, question: Question, decision: Decision, today: date) -> Reply:
    """Return the reply to a question; what it takes for granted is corrected, and how it was read is said."""
    if question.language != ENGLISH:
        return asking_back.in_english(knowledge, decision.platforms[0], question.language)
    if decision.kind == "clarify":
        return asking_back.clarify(knowledge, decision.platforms, decision.topics)
    if decision.kind == "unknown-platform":
        return asking_back.unknown_platform(knowledge, decision.unlisted, decision.topics)
    if decision.kind == "off-topic":
        return asking_back.off_topic(decision.platforms, too_long=question.text.is_cut)
    reply = _reply_on(knowledge, decision, Asking(today, question.scope, question.period))
    return with_reading(reply, knowledge, question, decision)


def reply_on(knowledge: Knowledge, subject: Subject, today: date) -> Reply:
    """Return the answer, comparison or alternatives on a subject, whatever words led to it."""
    return _reply_on(knowledge, subject.decision, Asking(today, subject.scope, subject.period))


def _reply_on(knowledge: Knowledge, decision: Decision, asking: Asking) -> Reply:
    if decision.kind == "compare":
        return several.compare(knowledge, decision.platforms, decision.topics, asking)
    if decision.kind == "alternatives" and decision.those_that_do:
        return several.those_that_do(knowledge, decision.topics, asking)
    if decision.kind == "alternatives":
        return several.alternatives(knowledge, decision.platforms, decision.topics, asking)
    if len(decision.platforms) > 1:
        return several.together(knowledge, decision.platforms, decision.topics, asking)
    return answer(knowledge, decision.platforms[0], decision.topics, asking)
