"""Compose the reply to a question, or on a subject that was settled before.

On one platform `answer.py` picks `current.py` (today), `past.py` (a day) or `history.py`, and `added.py` adds the opening ("No:",
`openings.py`) and further readings; `matters.py` and `second_half.py` add what else was asked, and `settling.py` the sentence that settles
it if it stands elsewhere. On several: `comparison.py` and `alternatives.py`. Questions back: `asking_back.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.replies import asking_back
from bot.replies.added import adapted_to_question
from bot.replies.alternatives import alternatives, those_that_do
from bot.replies.answer import answer
from bot.replies.asked_part import in_one_line_on
from bot.replies.comparison import compare, together
from bot.replies.matters import statement_on
from bot.replies.part import named_alone, names_scope
from bot.replies.reply import Reply
from bot.replies.reply_context import ReplyContext
from bot.replies.second_half import with_details, with_other_half, with_things_listed
from bot.replies.settling import with_settling_sentence
from bot.understanding import thresholds
from bot.understanding.asked_matters import content_asked, laws_asked, topic_of_group, with_what_is_pointed_at
from bot.understanding.asked_scope import naming_part
from bot.understanding.decide import close_topics
from bot.understanding.features import stem
from bot.understanding.halves import asks_by_itself, is_condition, things_listed
from bot.understanding.kinds import kind_named
from bot.understanding.language import ENGLISH
from bot.understanding.periods import NOW
from bot.understanding.question import Question
from bot.understanding.scope import read_scope
from bot.understanding.settle import settle
from bot.understanding.subject import BOTS, OPT_OUT, AskBack, Subject
from bot.understanding.text import split, tokens
from knowledge.base import Knowledge, answer_on

Composed = tuple[Reply, Subject | None]
"""A reply, and what it is about; None for one that asks back."""


def compose(knowledge: Knowledge, question: Question, asked: Subject | AskBack, today: date, workspace: str = "") -> Composed:
    """Return the reply to a question and its subject; what it takes for granted is corrected, and how it was read is said.

    `workspace` is where it will be seen ("slack:T1"); left out, it holds nothing that some workspaces only may see.
    """
    if question.language != ENGLISH and not question.text.is_cut:
        return asking_back.in_english(knowledge, asked.platforms[0], question.language), None
    if isinstance(asked, AskBack):
        return _ask_back(knowledge, question, asked, today, workspace)
    if asked.reasons:
        repeated = asked.settled._replace(period=NOW)  # "why?" has no topic or time of its own
        return reply_on(knowledge, repeated, today, workspace, asked.place)._replace(reasons=True), asked
    one = asked.kind == "answer" and len(asked.platforms) == 1
    halves = question.halves[:2] if one and len(question.halves) > 1 and question.label is None else (question,)
    if halves[1:] and _is_part_of_answer(knowledge, halves[1], asked.platforms[0], topic := halves[0].reading.topics[0]):
        asked, halves = asked.first_on(topic), (question,)
    reply, subject = _answered(knowledge, question, halves[0], asked, today, workspace)
    if halves[1:]:
        second, _ = _answered(knowledge, question, _without_word(halves[1]), asked, today, workspace)
        reply = with_other_half(knowledge, reply, second, halves[1].rest if is_condition(halves[1].framed.core) else ())
    elif one and reply.as_of is None and question.label is None:
        parts = [part for part in _listed(question) if part.rest]
        found = (_answered(knowledge, part, _without_word(part), asked, today, workspace)[0] for part in parts)
        reply = with_things_listed(reply, [other for other in found if other.topics[:1] == reply.topics[:1]])
    return (_with_more(reply, knowledge, question) if one else reply), subject


def _with_more(reply: Reply, knowledge: Knowledge, question: Question) -> Reply:
    """Return an answer with what was asked besides its topic."""
    return with_settling_sentence(with_details(reply, knowledge, question), knowledge, question)


def _is_part_of_answer(knowledge: Knowledge, half: Question, slug: str, topic: str) -> bool:
    """Return True if the second half of a question names just a part of the answer to the first: "… and workspace admins"."""
    entry = answer_on(knowledge.platforms[slug], topic)
    return entry is not None and not asks_by_itself(half.framed.core) and bool(named_alone(entry, half.rest))


def _asks_of_part(knowledge: Knowledge, question: Question, asked: AskBack) -> bool:
    """Return True if a question on a likely topic names a part of the answer to it: "does it keep sound"."""
    entry, likely = answer_on(knowledge.platforms[asked.platforms[0]], asked.topics[0]), question.reading.topic.of(asked.topics[0])
    if entry is None or likely < thresholds.NAMED_GROUP or not asks_by_itself(question.text.clean):
        return False
    return any(names_scope(condition, question.rest) for condition in entry.conditions)


def _listed(question: Question) -> Iterator[Question]:
    """Yield a question with each of the things that it names at once, and without the others."""
    for part in things_listed(question.text.clean):
        text = split(part)
        rest = tuple(word for word in text.words if word in question.rest)
        yield question._replace(text=text, names=(), rest=rest, scope=read_scope(rest, text.written))


def _without_word(half: Question) -> Question:
    """Return a question whose answer opens with no Yes or No, which in a second line would be taken for that to the first."""
    return half._replace(manner=half.manner._replace(form=""))


def _ask_back(knowledge: Knowledge, question: Question, asked: AskBack, today: date, workspace: str) -> Composed:
    """Ask back, unless the clause that asks is plainer than the whole message, or names a group, part or content that makes it plain."""
    if asked.kind == "unknown-platform":
        return asking_back.unknown_platform(knowledge, asked.unlisted, asked.topics), None
    if asked.kind == "off-topic":
        return asking_back.off_topic(knowledge, question, asked.platforms), None
    subject = Subject("answer", asked.platforms, asked.topics, question.scope, question.period)
    if len(question.halves) == 1:
        reply, answered = _answered(knowledge, question, question.halves[0], subject, today, workspace)
        return _with_more(reply, knowledge, question), answered
    content = None
    if len(asked.platforms) == 1 and asked.topics and question.label is None:
        content = content_asked(knowledge, asked.topics[0], question.text.words)
    by_group = topic_of_group(knowledge, question, thresholds.NAMED_GROUP)
    if len(asked.platforms) == 1 and asked.topics and (by_group == asked.topics[0] or _asks_of_part(knowledge, question, asked)):
        return _answered(knowledge, question, question, subject, today, workspace)
    if content is None:
        asked_back = asking_back.clarify(knowledge, asked.platforms, asked.topics, kind_named(question.text.clean))
        return with_settling_sentence(asked_back, knowledge, question), None
    platform = knowledge.platforms[asked.platforms[0]]
    found = statement_on(content, platform, (asked.topics[0], *close_topics(question)), question.rest, in_detail=True)
    if found is None:
        elsewhere = in_one_line_on(content, platform, [entry.topic for entry in platform.answers], question.rest)
        return asking_back.nothing_on(knowledge, platform, content, asked.topics)._replace(also=elsewhere), None
    return compose(knowledge, question, subject.first_on(found[0]), today, workspace)


def _answered(knowledge: Knowledge, whole: Question, question: Question, asked: Subject, today: date, workspace: str) -> Composed:
    """Return the reply to a question, which may be a half of the whole message."""
    subject, claim = settle(knowledge, whole, question, asked)
    in_half = laws_asked(knowledge, subject.topics[0], question.rest)
    form = question.reading.form.best
    wants_steps = form == "request" and subject.topics[0] in {OPT_OUT, BOTS}  # "delete my bot from a call"
    context = ReplyContext(
        today,
        subject.scope,
        subject.period,
        form="howto" if wants_steps else form,
        stems=tuple(map(stem, naming_part(question.text.words))),
        workspace=workspace,
        words=naming_part(question.rest),
        asking=naming_part([word for word in question.rest if word in tokens(question.framed.core)]),
        said=question.text.words,
        for_whom=question.rest if in_half else with_what_is_pointed_at(whole.rest, whole.told.words),
        place=asked.place if subject.topics[0] == asked.topics[0] else None,
        manner=question.manner,
        named=whole.scope._replace(plans=tuple(plan for plan in whole.scope.plans if plan in subject.scope.plans)),
        told=whole.told.words,
    )
    reply = adapted_to_question(_reply_on(knowledge, subject, context), knowledge, question, subject, context, claim)
    return reply, subject._replace(topics=reply.topics)


def reply_on(knowledge: Knowledge, subject: Subject, today: date, workspace: str = "", place: int | None = None) -> Reply:
    """Return the answer, comparison or alternatives on a subject, whatever words led to it.

    `place` is that of the statement that was asked for in particular.
    """
    form = "howto" if subject.topics[:1] == (OPT_OUT,) else ""  # the button "How to turn it off" asks for steps
    context = ReplyContext(today, subject.scope, subject.period, form, workspace=workspace, place=place, named=subject.scope)
    return _reply_on(knowledge, subject, context)


def _reply_on(knowledge: Knowledge, subject: Subject, context: ReplyContext) -> Reply:
    if subject.kind == "compare":
        return compare(knowledge, subject.platforms, subject.topics, context)
    if subject.kind == "alternatives" and subject.those_that_do:
        return those_that_do(knowledge, subject.topics, context, subject.of_kind)
    if subject.kind == "alternatives":
        return alternatives(knowledge, subject.platforms, subject.topics, context, subject.of_kind, own_server=subject.own_server)
    if len(subject.platforms) > 1:
        return together(knowledge, subject.platforms, subject.topics, context)
    return answer(knowledge, subject.platforms[0], subject.topics, context)
