"""Replies over several platforms: side by side, in one call, or what to use instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.answer import answer
from bot.replies.current import step_words
from bot.replies.not_on_record import in_calls
from bot.replies.openings import is_hedged
from bot.replies.ranking import concern, evidence
from bot.replies.reply import TOLD_IN_FULL, Choice, Evidence, Reply, Said, ToDo
from bot.replies.reply_context import ReplyContext
from bot.replies.scoped import asked_for
from bot.understanding import thresholds
from bot.understanding.periods import NOW
from bot.understanding.scope import AskedScope
from bot.understanding.settle import JOINING
from bot.understanding.subject import BOTS, DEFAULT_TOPIC, HISTORY, RETENTION, SENSITIVE, Subject
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on
from knowledge.records import Answer, Platform
from knowledge.vocabulary import PlatformKind, Role, Tone, Verdict, contrary, says_nothing

MAX_ALTERNATIVES = 5
_NEAR_KINDS: dict[PlatformKind, frozenset[PlatformKind]] = {
    "meetings": frozenset({"messaging"}),
    "messaging": frozenset({"meetings"}),
    "social": frozenset({"messaging"}),
    "telehealth": frozenset({"meetings"}),
    "telephony": frozenset({"contact-center"}),
    "contact-center": frozenset({"telephony"}),
    "sales": frozenset({"notetaker"}),
    "notetaker": frozenset({"phone", "wearable", "recording"}),
    "recording": frozenset({"notetaker"}),
    "wearable": frozenset({"notetaker"}),
}
"""Kinds that can stand in where none of the same kind is better; the others serve a need of their own."""
_NONE = frozenset({"never", "none", "nothing", "nobody", "noone"})
_NONE_IN_PAIRS = frozenset({("at", "all"), ("no", "person"), ("no", "human"), ("no", "one"), ("no", "people")})
"""Words with which somebody asks for what does nothing of the kind, on no condition."""
_FOR_CALLS: frozenset[PlatformKind] = frozenset({"meetings", "messaging"})
"""The kinds that somebody looks for who names none."""
_PROPOSED: frozenset[Tone] = frozenset({"good", "caution"})
"""The tones of answers whose platforms are proposed."""
_FOR_PATIENTS: frozenset[PlatformKind] = frozenset({"meetings", "telehealth"})
"""The kinds that stand in for calls with patients, whatever was used for them."""
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
        evidence=_evidence_of_all(replies),
        replies=replies,
    )
    return _named_in_particular(reply) if context.words else reply


def _evidence_of_all(replies: Sequence[Reply]) -> Evidence:
    """Return the evidence of several answers, which is as old as the oldest."""
    return Evidence(stale=any(reply.evidence.stale for reply in replies))


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


def _named_in_particular(reply: Reply) -> Reply:
    """Say first what a question names and none of several answers has on record; of which alone it is, if some have it."""
    replies = reply.replies
    telling = [reply for reply in replies if reply.verdict and not says_nothing(reply.verdict)]
    missing = {reply.said.not_on_record for reply in telling if reply.said.not_on_record.endswith(wording.NEAREST)}
    if len(missing) != 1:
        return reply
    if speaking := [reply.title for reply in telling if reply.said.not_on_record not in missing]:
        return reply._replace(lead=(wording.speak_of_it(speaking),))
    if reply.kind == "compare":
        return reply._replace(said=reply.said._replace(not_on_record=missing.pop(), sentence=reply.title))
    return reply._replace(said=reply.said._replace(not_on_record=missing.pop(), sentence=reply.said.headline, headline=""))


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
        evidence=_evidence_of_all(replies)._replace(
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
    platforms = sorted((knowledge.platforms[slug] for slug in slugs), key=lambda platform: platform.kind not in _FOR_CALLS)
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


class _Held(NamedTuple):
    """What holds at a platform for whoever asks, and how much there is to worry about in it."""

    platform: Platform
    entry: Answer
    verdict: Verdict
    concern: tuple[int, int]


def _held(knowledge: Knowledge, platforms: Iterable[Platform], topic: str, context: ReplyContext) -> list[_Held]:
    found = []
    for platform in platforms:
        if (entry := answer_on(platform, topic)) is not None:
            asked = asked_for(platform, entry, context.scope, context.stems)
            verdict = asked[0].verdict if len(asked) == 1 else entry.verdict  # as the answer that is shown has it
            found.append(_Held(platform, entry, verdict, concern(knowledge, entry, verdict)))
    return found


def alternatives(
    knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], context: ReplyContext, of_kind: PlatformKind | None = None
) -> Reply:
    """Return platforms that serve the same need, best verdict and evidence first; better ones than those to replace only."""
    topic = topics[0] if topics[0] != HISTORY else DEFAULT_TOPIC
    context = context._replace(period=NOW, among_several=True)  # what to use is asked for today, whatever held before
    replaced = [knowledge.platforms[slug] for slug in slugs]
    wanted = (topic, *_asked_besides(knowledge, topics, context, of_kind))
    proposed, headline = _proposal(knowledge, replaced, wanted, context, of_kind, unconditional=_asks_for_none(context))
    if not proposed and _asks_for_none(context):
        proposed, headline = _proposal(knowledge, replaced, wanted, context, of_kind, unconditional=False)
        headline = wording.none_unconditional([platform.name for platform in proposed])
    replies = tuple(answer(knowledge, platform.slug, (topic,), context) for platform in proposed)
    names = [platform.name for platform in replaced]
    reply = Reply(
        kind="alternatives",
        platforms=tuple(slugs),
        topics=(topic, *(other for other in topics if other != topic)),
        title=wording.instead_of(names, [knowledge.topics[one].name for one in wanted]),
        said=Said(headline=headline, detail=wording.RANKED_BY.format(question=knowledge.topics[topic].question)),
        evidence=_evidence_of_all(replies),
        replies=replies,
        choices=tuple(
            Choice(
                wording.compare_with(reply.title),
                wording.compare_question(names[0], reply.title),
                Subject("compare", (replaced[0].slug, reply.platforms[0]), (topic,)),
            )
            for reply in replies[:3]
            if names
        ),
    )
    return _named_in_particular(reply) if context.words else reply


def _proposal(
    knowledge: Knowledge,
    replaced: Sequence[Platform],
    wanted: Sequence[str],
    context: ReplyContext,
    of_kind: PlatformKind | None,
    *,
    unconditional: bool,
) -> tuple[list[Platform], str]:
    """Return what to propose, best first, with the sentence that says how it stands to what is to be replaced.

    Of the topics that are `wanted` the first ranks, and on each other the answer has to be good too. If it has to be `unconditional`,
    only what has a good answer without an exception.
    """
    topic, *besides = wanted
    kinds = frozenset({of_kind} if of_kind else {platform.kind for platform in replaced} or _FOR_CALLS)
    if topic == SENSITIVE and "healthcare" in context.scope.plans and kinds & _FOR_CALLS:
        kinds |= _FOR_PATIENTS

    def rank(kinds: Collection[PlatformKind]) -> list[_Held]:
        ranked = _ranked(knowledge, replaced, kinds, topic, context)
        ranked = [held for held in ranked if not unconditional or _has_no_exception(held)]
        for other in besides:
            fit = _held(knowledge, [held.platform for held in ranked], other, context)
            worry = {held.platform.slug: held.concern for held in fit if _tone(knowledge, held) in _PROPOSED}
            met = [held for held in ranked if held.platform.slug in worry]
            ranked = sorted(met, key=lambda held: (held.concern, worry[held.platform.slug]))
        return ranked

    ranked = rank(kinds)
    verdicts = knowledge.topics[topic].verdicts
    own = _held(knowledge, replaced, topic, context)
    best = min((held for held in own if not says_nothing(held.verdict)), key=lambda held: held.concern, default=None)
    better = [held for held in ranked if best is None or _is_better(knowledge, held, best)]
    equal = [held for held in ranked if best is not None and held.concern == best.concern]
    found = len(better or equal)
    shown = [held.platform for held in (better or equal)[:MAX_ALTERNATIVES]]
    names = [platform.name for platform in shown]
    if not better and not of_kind:
        near = frozenset[PlatformKind]().union(*(_NEAR_KINDS.get(kind, frozenset()) for kind in kinds))
        others = [held for held in rank(near) if best is None or _is_better(knowledge, held, best)]
        if others:
            found, kinds = len(others), near
            shown = [held.platform for held in others[:MAX_ALTERNATIVES]]
            names = [platform.name for platform in shown]
            if best is not None:
                return shown, wording.of_another_kind(names)
    if not shown:
        none = wording.none_better([platform.name for platform in replaced]) if replaced else wording.NONE_OF_THAT_KIND
        if besides:
            return [], wording.NONE_FOR_BOTH
        own_kind = [platform for platform in _active(knowledge) if platform.kind in kinds and platform not in replaced]
        return [], f"{none} {wording.better_in_part(_in_part_better(knowledge, own_kind, topic))}".strip()
    if not replaced:
        return shown, wording.best_on_record(names, found, [wording.KINDS[kind] for kind in sorted(kinds)])
    if best is None:  # nothing can be better than what is not said
        words = verdicts[own[0].verdict].short if own else wording.NO_SOURCE
        return shown, wording.answered_on_record((own[0].platform if own else replaced[0]).name, words, names)
    if better:
        return shown, wording.better_on_record(names, found)
    return shown, wording.equally_good(best.platform.name, verdicts[best.verdict].short, names, found)


def _in_part_better(knowledge: Knowledge, platforms: Sequence[Platform], topic: str) -> list[str]:
    """Return the platforms that have a good answer for a part of calls, such as their sound, with that part."""
    return [
        f"{platform.name} ({condition.applies_to.text})"
        for platform in platforms
        if (entry := answer_on(platform, topic)) is not None
        for condition in entry.conditions
        if in_calls(condition) and condition.applies_to.data and knowledge.topics[topic].verdicts[condition.verdict].tone == "good"
    ][:MAX_ALTERNATIVES]


def _ranked(
    knowledge: Knowledge, replaced: Sequence[Platform], kinds: Collection[PlatformKind], topic: str, context: ReplyContext
) -> list[_Held]:
    """Return what can stand in and has an answer worth proposing: by verdict, then standing of the evidence.

    Nothing of a company of which somebody wants to leave a product.
    """
    left = {_company(platform) for platform in replaced}
    fit = [
        platform
        for platform in _active(knowledge)
        if platform not in replaced and platform.kind in kinds and left.isdisjoint(tokens(platform.vendor))
    ]
    return sorted(
        (held for held in _held(knowledge, fit, topic, context) if _tone(knowledge, held) in _PROPOSED),
        key=lambda held: (held.concern, evidence(held.platform, held.entry, context.today), held.platform.slug),
    )


def _asked_besides(knowledge: Knowledge, topics: Sequence[str], context: ReplyContext, of_kind: PlatformKind | None) -> list[str]:
    """Return the topic that somebody asks for besides the first: "encrypted, and does not train". Who wants a notetaker keeps none out."""
    no_property = {HISTORY, BOTS} if of_kind == "notetaker" else {HISTORY}
    likely = (topic for topic in topics[: 1 + thresholds.NEXT_TOPICS] if topic not in no_property)
    near = [topic for topic in likely if context.names(knowledge.topics[topic])]
    return near[1:2] if near[:1] == list(topics[:1]) else []


def _asks_for_none(context: ReplyContext) -> bool:
    """Return True if somebody wants what never does something, or does nothing of it at all."""
    return not _NONE.isdisjoint(context.said) or any(pair in _NONE_IN_PAIRS for pair in pairwise(context.said))


def _is_better(knowledge: Knowledge, held: _Held, other: _Held) -> bool:
    """Return True if one answer on calls is better than another one, for whomever it holds."""
    exceptions = [condition.verdict for condition in held.entry.conditions if in_calls(condition) and not says_nothing(condition.verdict)]
    against = [verdict for verdict in exceptions if verdict in contrary(held.verdict)]
    return held.concern < other.concern and all(concern(knowledge, held.entry, verdict) < other.concern for verdict in against)


def _has_no_exception(held: _Held) -> bool:
    conditions = [condition for condition in held.entry.conditions if in_calls(condition)]
    against = contrary(held.verdict)
    return held.verdict in {"yes", "no"} and not held.entry.limit and not any(condition.verdict in against for condition in conditions)


def _company(platform: Platform) -> str:
    """Return the first word of a vendor's name, by which its other products are known too; that of a project is its own name."""
    first, *_ = tokens(platform.vendor)
    return first if first != "the" else platform.slug


def _active(knowledge: Knowledge) -> list[Platform]:
    return [platform for platform in knowledge.platforms.values() if platform.status == "active"]


def _tone(knowledge: Knowledge, held: _Held) -> Tone:
    return knowledge.topics[held.entry.topic].verdicts[held.verdict].tone


def those_that_do(knowledge: Knowledge, topics: Sequence[str], context: ReplyContext, of_kind: PlatformKind | None = None) -> Reply:
    """Return the platforms of which a topic's question is answered with yes, worst first; where yes is good news, the best ones."""
    topic = knowledge.topics[topics[0] if topics[0] != HISTORY else DEFAULT_TOPIC]
    context = context._replace(period=NOW)
    if topic.verdicts["yes"].tone != "bad" or _asks_for_none(context):
        return alternatives(knowledge, (), (topic.id, *topics[1:]), context, of_kind)
    asked_about = [platform for platform in _active(knowledge) if of_kind in {None, platform.kind}]
    on_record = _held(knowledge, asked_about, topic.id, context)
    on_record.sort(key=lambda held: (evidence(held.platform, held.entry, context.today), held.platform.slug))
    groups: dict[Verdict, list[Platform]] = {"yes": [], "opt-out": [], "depends": []}
    for held in on_record:
        if held.verdict in groups:
            groups[held.verdict].append(held.platform)
    doing = [*groups["yes"], *groups["opt-out"]]
    replies = tuple(answer(knowledge, platform.slug, (topic.id,), context) for platform in doing[:MAX_ALTERNATIVES])
    told = [
        wording.with_verdict(topic.verdicts[verdict].short, [platform.name for platform in platforms])
        for verdict, platforms in groups.items()
        if platforms
    ]
    return Reply(
        kind="alternatives",
        topics=(topic.id,),
        title=wording.those_on_record(topic.name),
        said=Said(
            headline=" ".join(told) or wording.NONE_DOES,
            detail=wording.not_told(sum(says_nothing(held.verdict) for held in on_record)),
        ),
        evidence=_evidence_of_all(replies),
        replies=replies,
    )
