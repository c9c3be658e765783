"""Compose the reply for a decision, or for a subject that was settled before."""

from __future__ import annotations

from datetime import date

from bot.replies import asking_back, several
from bot.replies.added import with_reading
from bot.replies.all_times import speaks_of_all_times
from bot.replies.answer import answer
from bot.replies.asked_part import in_one_line_on
from bot.replies.asked_scope import scope_of
from bot.replies.asking import Asking
from bot.replies.matters import content_asked, told_on
from bot.replies.recorded_claim import claim_made
from bot.replies.reply import Reply
from bot.replies.second_half import with_details, with_other_half
from bot.understanding.decide import HISTORY, OPT_OUT, Decision
from bot.understanding.features import stem
from bot.understanding.halves import is_condition
from bot.understanding.language import ENGLISH
from bot.understanding.question import Question
from bot.understanding.subject import Subject
from knowledge.base import Knowledge, answer_on
from knowledge.matters import Matter
from knowledge.records import Claim, Platform
from knowledge.vocabulary import Role

BOTS = "uninvited-bots"


def compose(knowledge: Knowledge, question: Question, decision: Decision, today: date, workspace: str = "") -> Reply:
    """Return the reply to a question; what it takes for granted is corrected, and how it was read is said.

    `workspace` is where it will be seen ("slack:T1"); left out, it holds nothing that some workspaces only may see.
    """
    if question.language != ENGLISH:
        return asking_back.in_english(knowledge, decision.platforms[0], question.language)
    if decision.kind == "clarify" and len(question.halves) == 1:  # the clause that asks is plainer than the whole message
        decision = decision._replace(kind="answer")
        return _answered(knowledge, question, question.halves[0], decision, today, workspace)
    if decision.kind == "clarify" and (content := _content_asked(knowledge, question, decision)) is not None:
        platform = knowledge.platforms[decision.platforms[0]]
        found = told_on(content, platform, decision.topics[:2], question.rest)
        if found is None:
            elsewhere = in_one_line_on(content, platform, [entry.topic for entry in platform.answers], question.rest)
            return asking_back.nothing_on(knowledge, platform, content, decision.topics)._replace(also=elsewhere)
        decision = decision._replace(kind="answer", topics=(found[0], *(topic for topic in decision.topics if topic != found[0])))
    if decision.kind == "clarify":
        return asking_back.clarify(knowledge, decision.platforms, decision.topics)
    if decision.kind == "unknown-platform":
        return asking_back.unknown_platform(knowledge, decision.unlisted, decision.topics)
    if decision.kind == "off-topic":
        return asking_back.off_topic(knowledge, question, decision.platforms)
    if decision.reasons:  # what was answered before is given again, not what its reasons sound like
        return reply_on(knowledge, Subject.of(decision, question.scope), today, workspace)._replace(reasons=True)
    one = decision.kind == "answer" and len(decision.platforms) == 1
    if one and len(question.halves) > 1 and question.label is None:
        first, second = (_answered(knowledge, question, half, decision, today, workspace) for half in question.halves[:2])
        behind = question.halves[1]
        reply = with_other_half(knowledge, first, second, behind.rest if is_condition(behind.framed.core) else ())
    else:
        reply = _answered(knowledge, question, question, decision, today, workspace)
    return with_details(reply, knowledge, question.text.words) if one else reply


def _answered(knowledge: Knowledge, whole: Question, question: Question, decision: Decision, today: date, workspace: str) -> Reply:
    """Return the reply to a question, which may be a half of the whole message: for whom and for when is said in either."""
    if question is not whole:
        ranked = question.reading.topics
        if ranked[0] == HISTORY:  # "and since when" is about what was asked before it
            ranked = tuple(dict.fromkeys((HISTORY, *(half.reading.topics[0] for half in whole.halves), *ranked)))
        decision = decision._replace(topics=ranked, also=())
    claim = None
    if decision.kind == "answer" and len(decision.platforms) == 1:
        claim = claim_made(question, knowledge.platforms[decision.platforms[0]], decision.topics)
        decision = _on_topic_of_claim(claim, question, _on_all_times(knowledge, question, decision))
        decision = _on_topic_of_role(knowledge, whole, decision)
    form = question.reading.form.best
    scope = scope_of(knowledge, whole, decision.topics[0])
    stems = frozenset(map(stem, question.text.words))
    asking = Asking(today, scope, whole.period, form, stems, workspace, question.rest, question.text.words)
    return with_reading(_reply_on(knowledge, decision, asking), knowledge, question, decision, asking, claim)


def _content_asked(knowledge: Knowledge, question: Question, decision: Decision) -> Matter | None:
    """Return the content that a question on one platform is about whose topic is not clear."""
    if len(decision.platforms) != 1 or not decision.topics or question.label is not None:
        return None
    return content_asked(knowledge, decision.topics[0], question.text.words)


def _on_all_times(knowledge: Knowledge, question: Question, decision: Decision) -> Decision:
    """Return a decision with the topic that is asked about for all times, if positions on it are on record, not a list of changes."""
    if decision.topics[:1] != (HISTORY,) or len(decision.topics) < 2 or not speaks_of_all_times(question):
        return decision
    entry = answer_on(knowledge.platforms[decision.platforms[0]], decision.topics[1])
    return decision._replace(topics=decision.topics[1:]) if entry is not None and entry.earlier else decision


def _on_topic_of_claim(claim: Claim | None, question: Question, decision: Decision) -> Decision:
    """Return a decision with the topic of the claim on record that a message plainly makes, if it makes one."""
    if claim is None or question.label is not None or claim.topic in {decision.topics[0], HISTORY} or HISTORY in decision.topics[:1]:
        return decision
    topics = (claim.topic, *(topic for topic in decision.topics if topic != claim.topic))
    return decision._replace(topics=topics, also=())


def _on_topic_of_role(knowledge: Knowledge, question: Question, decision: Decision) -> Decision:
    """Return a decision on that of switching off and keeping out of which the answer says what those who ask can do, if only one does."""
    topic = decision.topics[0]
    if topic not in {OPT_OUT, BOTS} or question.label is not None:
        return decision
    roles, platform = set(scope_of(knowledge, question, topic).roles), knowledge.platforms[decision.platforms[0]]
    other = BOTS if topic == OPT_OUT else OPT_OUT
    steps_only = question.reading.form.best == "howto"
    if roles & _told_of(platform, topic, steps_only=steps_only) or not roles & _told_of(platform, other, steps_only=steps_only):
        return decision
    return decision._replace(topics=(other, *(topic for topic in decision.topics if topic != other)))


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
    return _reply_on(knowledge, subject.decision, Asking(today, subject.scope, subject.period, form, workspace=workspace, place=place))


def _reply_on(knowledge: Knowledge, decision: Decision, asking: Asking) -> Reply:
    if decision.kind == "compare":
        return several.compare(knowledge, decision.platforms, decision.topics, asking)
    if decision.kind == "alternatives" and decision.those_that_do:
        return several.those_that_do(knowledge, decision.topics, asking, decision.of_kind)
    if decision.kind == "alternatives":
        return several.alternatives(knowledge, decision.platforms, decision.topics, asking, decision.of_kind)
    if len(decision.platforms) > 1:
        return several.together(knowledge, decision.platforms, decision.topics, asking)
    return answer(knowledge, decision.platforms[0], decision.topics, asking)
