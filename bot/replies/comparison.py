"""Lay answers of several platforms side by side and say which is better, or tell them together for one call."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from bot.replies import dates, wording
from bot.replies.answer import answer
from bot.replies.evidence import evidence_of_all
from bot.replies.not_on_record import in_calls, missing_in_all, tells_of_it
from bot.replies.openings import is_hedged
from bot.replies.ranking import FOR_CALLS, concern
from bot.replies.reply import Reply, Said, ToDo
from bot.replies.reply_context import ReplyContext
from bot.replies.side_by_side import cells_of, has_exception, told_at_each
from bot.replies.steps import step_words
from bot.understanding.kinds import JOINING
from bot.understanding.scope import AskedScope
from bot.understanding.subject import HISTORY, RETENTION
from knowledge.base import Knowledge, answer_on
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import Role, says_nothing

_IN_CHARGE: tuple[Role, ...] = ("admin", "host")
"""The roles whose steps hold for everybody in a call."""
_LAST = (9, 9)
"""The place of platforms of which nothing is known, behind all others."""
IN_ONE_LINE = 2
"""Of how many platforms the first line says which is better; of more it says which have which answer."""


def compare(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], context: ReplyContext) -> Reply:
    """Return what each platform by itself is answered with, in the order named, under one line that weighs them."""
    context = context._replace(form="" if context.form == "howto" else context.form)  # nobody compares steps
    replies = tuple(answer(knowledge, slug, topics, context) for slug in slugs)
    names, topic = [knowledge.platforms[slug].name for slug in slugs], knowledge.topics[topics[0]]
    if topic.id == HISTORY or any(reply.as_of for reply in replies):
        title = wording.compared(names, topic.name, "")
    elif len(replies) == IN_ONE_LINE:
        title = wording.compared(names, topic.name, _who_is_better(knowledge, replies, topic, context.scope))
    else:
        title = wording.by_answer(topic.name, by_answer(replies, topic))
    missing = missing_in_all(replies)
    return Reply(
        kind="compare",
        platforms=tuple(slugs),
        topics=tuple(topics),
        title=title,
        said=Said(sentence=title if missing else "", headline=" ".join(told_at_each(replies)), not_on_record=missing),
        evidence=evidence_of_all(replies),
        replies=replies,
    )


def _concerns(replies: Sequence[Reply], topic: Topic) -> dict[str, tuple[int, int]]:
    """Return how much there is to worry about at those platforms that have an answer on what is asked."""
    telling = tells_of_it(replies)
    return {
        reply.title: concern(topic, reply.verdict)
        for reply, tells in zip(replies, telling, strict=True)
        if reply.verdict and tells and not says_nothing(reply.verdict)
    }


def by_answer(replies: Sequence[Reply], topic: Topic) -> list[str]:
    """Name the platforms that have the same answer, the best one first, and last those of which nothing is known."""
    held = _concerns(replies, topic)
    groups: dict[str, list[str]] = {}
    cells = dict(zip((reply.title for reply in replies), cells_of(replies), strict=True))
    for name in sorted(cells, key=lambda name: held.get(name, _LAST)):
        groups.setdefault(cells[name], []).append(name)
    return [wording.with_verdict(words, names) for words, names in groups.items()]


def _who_is_better(knowledge: Knowledge, replies: Sequence[Reply], topic: Topic, asked: AskedScope) -> str:
    """Say in a few words which of two platforms has the better answer."""
    held = _concerns(replies, topic)
    unknown = [reply.title for reply in replies if reply.title not in held and not reply.is_told_in_words]
    best = [name for name, worry in held.items() if worry == min(held.values())]
    named = asked.anything or bool(missing_in_all(replies))
    depending = [reply for reply in replies if reply.title in held and reply.verdict == "depends" and not reply.part.of_part]
    if (named and depending) or any(has_exception(reply) for reply in replies if reply.title in best):
        best = list(held)  # it may depend on just what is asked for, or be otherwise for some of it
    found = [wording.better(best)] if len(best) < len(held) else [_in_common(replies, topic)] if len(held) == len(replies) else []
    if not named and (best_cases := [case for reply in depending if (case := _best_case(knowledge, reply, topic)) is not None]):
        if min(best_cases) < min(held.values()):
            found = [wording.DEPENDS_ON_ACCOUNT]
        elif min(best_cases) == min(held.values()) and len(best) < len(held):
            found = [wording.for_some_accounts(found[0])]
    return "; ".join((*found, *([wording.not_known_for(unknown)] if unknown else [])))


def _best_case(knowledge: Knowledge, reply: Reply, topic: Topic) -> tuple[int, int] | None:
    """Return how little there is to worry about in an answer for those with the best plan or contract; None if these make no difference."""
    entry = answer_on(knowledge.platforms[reply.platforms[0]], topic.id)
    conditions = entry.conditions if entry is not None else ()
    by_account = [one.verdict for one in conditions if one.applies_to.plan and in_calls(one) and not says_nothing(one.verdict)]
    return min((concern(topic, verdict) for verdict in by_account), default=None)


def _in_common(replies: Sequence[Reply], topic: Topic) -> str:
    """Say that the answers are the same, as far as can be told: each may depend on something, be on a part, or leave the time open."""
    alike = len({reply.verdict for reply in replies}) == 1
    if alike and topic.id == RETENTION and any(dates.SPAN.search(reply.said.headline) for reply in replies):
        return wording.TIMES_DIFFER
    if all(reply.verdict == "depends" for reply in replies):
        return wording.at_each(replies[0].words)
    unlike = len({(reply.verdict, is_hedged(reply), bool(reply.said.limit), reply.part.of_part) for reply in replies}) > 1
    return wording.NO_CLEAR_DIFFERENCE if unlike else wording.SAME_ANSWER


def together(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], context: ReplyContext) -> Reply:
    """Return what applies to one call in which several platforms take part: each one's rules, the stricter concern first."""
    topic = knowledge.topics[topics[0]]
    # What is not known worries more than a mere "it depends", less than a plain bad answer.
    by_concern = sorted(
        (answer(knowledge, slug, topics, context) for slug in slugs),
        key=lambda reply: concern(topic, reply.verdict) if reply.verdict else (0, 0),
        reverse=True,
    )
    replies, ordered = tuple(by_concern), [reply.platforms[0] for reply in by_concern]
    names = [reply.title for reply in replies]
    first, days = replies[0], [reply.evidence.last_verified for reply in replies]
    return Reply(
        kind="answer",
        platforms=tuple(ordered),
        topics=tuple(topics),
        title=wording.in_one_call(names),
        verdict=first.verdict,
        words=first.words,
        tone=first.tone,
        applies_to=wording.IN_THE_CALL,
        said=Said(headline=" ".join(told_at_each(replies))),
        evidence=evidence_of_all(replies)._replace(
            sources=tuple(dict.fromkeys(entry for reply in replies for entry in reply.evidence.sources)),
            last_verified=min(verified for verified in days if verified) if all(days) else None,
        ),
        replies=replies,
        todo=_todo_together(knowledge, ordered, topics[0], context),
    )


def _todo_together(knowledge: Knowledge, slugs: Sequence[str], topic: str, context: ReplyContext) -> ToDo:
    """Return what can be done in a call of several platforms, if the question was how: a step on each, where the call takes place first.

    Somebody who names no role is told what an admin or a host can do, and what the user of a bot that joins can.
    """
    if context.form != "howto":
        return ToDo()
    platforms = sorted((knowledge.platforms[slug] for slug in slugs), key=lambda platform: platform.kind not in FOR_CALLS)
    found = [(platform, entry.steps) for platform in platforms if (entry := answer_on(platform, topic))]
    named = context.roles if any(step.who in context.roles for _, steps in found for step in steps) else ()
    told = [
        [wording.step_on(platform.name, step_words(step)) for step in steps if step.who in (named or _who_can(platform))]
        for platform, steps in found
    ]
    return ToDo(steps=tuple(step for of_each in zip_longest(*told) for step in of_each if step), steps_first=True)


def _who_can(platform: Platform) -> tuple[Role, ...]:
    """Return whose steps on a platform hold for a call: those in charge of it; of a bot that joins, its user's, if no role is named."""
    return ("user",) if platform.kind in JOINING else _IN_CHARGE
