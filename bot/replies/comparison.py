"""Lay answers of several platforms side by side and say which is better, or tell them together for one call."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from bot.replies import dates, wording
from bot.replies.answer import answer
from bot.replies.current import step_words
from bot.replies.evidence import evidence_of_all
from bot.replies.not_on_record import in_calls, named_in_particular
from bot.replies.openings import is_hedged
from bot.replies.ranking import FOR_CALLS, concern
from bot.replies.reply import TOLD_IN_FULL, Reply, Said, ToDo
from bot.replies.reply_context import ReplyContext
from bot.understanding.scope import AskedScope
from bot.understanding.settle import JOINING
from bot.understanding.subject import HISTORY, RETENTION
from knowledge.base import Knowledge, answer_on
from knowledge.records import Platform
from knowledge.vocabulary import Role, says_nothing

_IN_CHARGE: tuple[Role, ...] = ("admin", "host")
"""The roles whose steps hold for everybody in a call."""


def compare(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], context: ReplyContext) -> Reply:
    """Return a whole answer for each platform, in the order named, under one line that weighs them."""
    context = context._replace(among_several=True)
    replies = tuple(answer(knowledge, slug, topics, context) for slug in slugs)
    names = [knowledge.platforms[slug].name for slug in slugs]
    reply = Reply(
        kind="compare",
        platforms=tuple(slugs),
        topics=tuple(topics),
        title=wording.compared(names, knowledge.topics[topics[0]].name, _who_is_better(knowledge, replies, topics[0], context.scope)),
        said=Said(headline=_weighed(replies, topics[0])),
        evidence=evidence_of_all(replies),
        replies=replies,
    )
    return named_in_particular(reply) if context.words else reply


def _who_is_better(knowledge: Knowledge, replies: Sequence[Reply], topic: str, asked: AskedScope) -> str:
    """Say in a few words which of several platforms has the best answer; "" for what changed and for the past."""
    if topic == HISTORY or any(reply.as_of for reply in replies):
        return ""
    held = {
        reply.title: concern(knowledge, entry, reply.verdict)
        for reply in replies
        if reply.verdict and not says_nothing(reply.verdict) and (entry := answer_on(knowledge.platforms[reply.platforms[0]], topic))
    }
    unknown = [reply.title for reply in replies if reply.title not in held]
    best = [name for name, worry in held.items() if worry == min(held.values())]
    named = asked.anything or any(reply.said.not_on_record for reply in replies)
    depending = [reply for reply in replies if reply.verdict == "depends" and not reply.part.of_part]
    if named and depending:
        best = list(held)  # it may depend on just what is asked for
    found = [wording.better(best)] if len(best) < len(held) else [] if unknown else [_in_common(replies, topic)]
    if not named and (best_cases := [case for reply in depending if (case := _best_case(knowledge, reply, topic)) is not None]):
        if min(best_cases) < min(held.values()):
            found = [wording.DEPENDS_ON_ACCOUNT]
        elif min(best_cases) == min(held.values()) and len(best) < len(held):
            found = [wording.for_some_accounts(found[0])]
    return "; ".join((*found, *([wording.not_known_for(unknown)] if unknown else [])))


def _best_case(knowledge: Knowledge, reply: Reply, topic: str) -> tuple[int, int] | None:
    """Return how little there is to worry about in an answer for those with the best plan or contract; None if these make no difference."""
    entry = answer_on(knowledge.platforms[reply.platforms[0]], topic)
    conditions = entry.conditions if entry is not None else ()
    by_account = [one.verdict for one in conditions if one.applies_to.plan and in_calls(one) and not says_nothing(one.verdict)]
    return min((concern(knowledge, entry, verdict) for verdict in by_account), default=None) if entry is not None else None


def _in_common(replies: Sequence[Reply], topic: str) -> str:
    """Say that the answers are the same, as far as can be told if they depend on something, or the same but for the time."""
    if topic == RETENTION and any(dates.SPAN.search(reply.said.headline) for reply in replies):
        return wording.TIMES_DIFFER
    unlike = any(reply.verdict == "depends" for reply in replies) or len({is_hedged(reply) for reply in replies}) > 1
    return wording.NO_CLEAR_DIFFERENCE if unlike else wording.SAME_ANSWER


def _weighed(replies: Sequence[Reply], topic: str) -> str:
    """Return what holds at each, in a sentence; in the headline if the sentences would not tell them apart."""
    if topic == HISTORY:
        return wording.WHAT_CHANGED_AT_EACH
    alike = len({reply.verdict for reply in replies}) == 1 or topic in TOLD_IN_FULL
    return " ".join(
        reply.said.headline
        if reply.evidence.sources and reply.said.headline and (alike or reply.verdict == "depends")
        else reply.said.sentence
        for reply in replies
    )


def together(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], context: ReplyContext) -> Reply:
    """Return what applies to one call in which several platforms take part: each one's rules, the stricter concern first."""

    def worry(slug: str) -> tuple[int, int]:
        entry = answer_on(knowledge.platforms[slug], topics[0])
        # What is not known worries more than a mere "it depends", less than a plain bad answer.
        return concern(knowledge, entry) if entry else (2, 4)

    ordered = sorted(slugs, key=worry, reverse=True)
    context = context._replace(among_several=True)
    replies = tuple(answer(knowledge, slug, topics, context) for slug in ordered)
    names = [knowledge.platforms[slug].name for slug in ordered]
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
        said=Said(headline=_weighed(replies, topics[0])),
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
