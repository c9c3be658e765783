"""Compose the reply to what is asked, or on a subject that was settled before."""

from __future__ import annotations

from datetime import date

from bot.replies import asking_back, several
from bot.replies.added import with_reading
from bot.replies.answer import answer
from bot.replies.asked_part import in_one_line_on
from bot.replies.asking import Asking
from bot.replies.matters import told_on
from bot.replies.recorded_claim import claim_made
from bot.replies.reply import Reply
from bot.replies.second_half import with_details, with_other_half
from bot.understanding.asked_matters import content_asked
from bot.understanding.asked_scope import scope_of
from bot.understanding.features import stem
from bot.understanding.halves import is_condition
from bot.understanding.language import ENGLISH
from bot.understanding.periods import NOW
from bot.understanding.question import Question
from bot.understanding.subject import HISTORY, OPT_OUT, AskBack, Subject
from knowledge.base import Knowledge, answer_on
from knowledge.records import Claim, Platform
from knowledge.vocabulary import Role

BOTS = "uninvited-bots"


def compose(knowledge: Knowledge, question: Question, asked: Subject | AskBack, today: date, workspace: str = "") -> Reply:
    """Return the reply to a question; what it takes for granted is corrected, and how it was read is said.

    `workspace` is where it will be seen ("slack:T1"); left out, it holds nothing that some workspaces only may see.
    """
    if question.language != ENGLISH:
        return asking_back.in_english(knowledge, asked.platforms[0], question.language)
    if isinstance(asked, AskBack):
        return _ask_back(knowledge, question, asked, today, workspace)
    if asked.reasons:  # what was answered before is given again, not what its reasons sound like
        return reply_on(knowledge, asked.settled._replace(period=NOW), today, workspace)._replace(reasons=True)
    one = asked.kind == "answer" and len(asked.platforms) == 1
    if one and len(question.halves) > 1 and question.label is None:
        first, second = (_answered(knowledge, question, half, asked, today, workspace) for half in question.halves[:2])
        behind = question.halves[1]
        reply = with_other_half(knowledge, first, second, behind.rest if is_condition(behind.framed.core) else ())
    else:
        reply = _answered(knowledge, question, question, asked, today, workspace)
    return with_details(reply, knowledge, question.text.words) if one else reply


def _ask_back(knowledge: Knowledge, question: Question, asked: AskBack, today: date, workspace: str) -> Reply:
    """Ask back, unless the clause that asks is plainer than the whole message, or names content of which one answer speaks."""
    if asked.kind == "unknown-platform":
        return asking_back.unknown_platform(knowledge, asked.unlisted, asked.topics)
    if asked.kind == "off-topic":
        return asking_back.off_topic(knowledge, question, asked.platforms)
    subject = Subject("answer", asked.platforms, asked.topics, question.scope, question.period)
    if len(question.halves) == 1:
        return _answered(knowledge, question, question.halves[0], subject, today, workspace)
    content = None
    if len(asked.platforms) == 1 and asked.topics and question.label is None:
        content = content_asked(knowledge, asked.topics[0], question.text.words)
    if content is None:
        return asking_back.clarify(knowledge, asked.platforms, asked.topics)
    platform = knowledge.platforms[asked.platforms[0]]
    found = told_on(content, platform, asked.topics[:2], question.rest)
    if found is None:
        elsewhere = in_one_line_on(content, platform, [entry.topic for entry in platform.answers], question.rest)
        return asking_back.nothing_on(knowledge, platform, content, asked.topics)._replace(also=elsewhere)
    return compose(knowledge, question, subject.first_on(found[0]), today, workspace)


def _answered(knowledge: Knowledge, whole: Question, question: Question, subject: Subject, today: date, workspace: str) -> Reply:
    """Return the reply to a question, which may be a half of the whole message: for whom and for when is said in either."""
    if question is not whole:
        ranked = question.reading.topics
        if ranked[0] == HISTORY:  # "and since when" is about what was asked before it
            ranked = tuple(dict.fromkeys((HISTORY, *(half.reading.topics[0] for half in whole.halves), *ranked)))
        subject = subject._replace(topics=ranked, also=())
    claim = None
    if subject.kind == "answer" and len(subject.platforms) == 1:
        claim = claim_made(question, knowledge.platforms[subject.platforms[0]], subject.topics)
        subject = _on_topic_of_claim(claim, question, _on_all_times(knowledge, question, subject))
        subject = _on_topic_of_role(knowledge, whole, subject)
    form = question.reading.form.best
    scope = scope_of(knowledge, whole, subject.topics[0])
    stems = frozenset(map(stem, question.text.words))
    asking = Asking(today, scope, whole.period, form, stems, workspace, question.rest, question.text.words, manner=question.manner)
    return with_reading(_reply_on(knowledge, subject, asking), knowledge, question, subject, asking, claim)


def _on_all_times(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return a subject on the topic that is asked about for all times, if positions on it are on record, not a list of changes."""
    if subject.topics[:1] != (HISTORY,) or len(subject.topics) < 2 or not question.manner.of_all_times:
        return subject
    entry = answer_on(knowledge.platforms[subject.platforms[0]], subject.topics[1])
    return subject._replace(topics=subject.topics[1:]) if entry is not None and entry.earlier else subject


def _on_topic_of_claim(claim: Claim | None, question: Question, subject: Subject) -> Subject:
    """Return a subject on the topic of the claim on record that a message plainly makes, if it makes one."""
    if claim is None or question.label is not None or claim.topic in {subject.topics[0], HISTORY} or HISTORY in subject.topics[:1]:
        return subject
    return subject.first_on(claim.topic)._replace(also=())


def _on_topic_of_role(knowledge: Knowledge, question: Question, subject: Subject) -> Subject:
    """Return a subject on that of switching off and keeping out of which the answer says what those who ask can do, if only one does."""
    topic = subject.topics[0]
    if topic not in {OPT_OUT, BOTS} or question.label is not None:
        return subject
    roles, platform = set(scope_of(knowledge, question, topic).roles), knowledge.platforms[subject.platforms[0]]
    other = BOTS if topic == OPT_OUT else OPT_OUT
    steps_only = question.reading.form.best == "howto"
    if roles & _told_of(platform, topic, steps_only=steps_only) or not roles & _told_of(platform, other, steps_only=steps_only):
        return subject
    return subject.first_on(other)


def _told_of(platform: Platform, topic: str, *, steps_only: bool) -> frozenset[Role]:
    """Return the roles of which an answer says by a step, or by a condition, what they can do."""
    entry = answer_on(platform, topic)
    if entry is None:
        return frozenset()
    conditions = () if steps_only else entry.conditions
    return frozenset(step.who for step in entry.steps).union(*(condition.applies_to.role for condition in conditions))


def reply_on(knowledge: Knowledge, subject: Subject, today: date, workspace: str = "", place: int | None = None) -> Reply:
    """Return the answer, comparison or alternatives on a subject, whatever words led to it.

    `place` is that of the statement that was asked for in particular.
    """
    form = "howto" if subject.topics[:1] == (OPT_OUT,) else ""  # whoever presses "How to turn it off" wants the steps
    return _reply_on(knowledge, subject, Asking(today, subject.scope, subject.period, form, workspace=workspace, place=place))


def _reply_on(knowledge: Knowledge, subject: Subject, asking: Asking) -> Reply:
    if subject.kind == "compare":
        return several.compare(knowledge, subject.platforms, subject.topics, asking)
    if subject.kind == "alternatives" and subject.those_that_do:
        return several.those_that_do(knowledge, subject.topics, asking, subject.of_kind)
    if subject.kind == "alternatives":
        return several.alternatives(knowledge, subject.platforms, subject.topics, asking, subject.of_kind)
    if len(subject.platforms) > 1:
        return several.together(knowledge, subject.platforms, subject.topics, asking)
    return answer(knowledge, subject.platforms[0], subject.topics, asking)
