"""Propose platforms: instead of others, the best on record, or those that do what somebody worries about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from bot.replies import wording
from bot.replies.comparison import by_answer
from bot.replies.evidence import evidence_of_all
from bot.replies.matters import LOCATION
from bot.replies.not_on_record import in_calls, missing_in_all
from bot.replies.ranking import FOR_CALLS, Held, evidence, held_at, is_better
from bot.replies.reply import Choice, Reply, Said
from bot.replies.reply_context import ReplyContext
from bot.understanding import thresholds
from bot.understanding.asked_matters import laws_asked
from bot.understanding.periods import NOW
from bot.understanding.subject import BOTS, DEFAULT_TOPIC, HISTORY, SENSITIVE, Subject
from bot.understanding.text import tokens
from knowledge.base import Knowledge, answer_on
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import PlatformKind, Tone, Verdict, says_nothing

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
_PROPOSED: frozenset[Tone] = frozenset({"good", "caution"})
"""The tones of answers whose platforms are proposed."""
_FOR_PATIENTS: frozenset[PlatformKind] = frozenset({"meetings", "telehealth"})
"""The kinds that stand in for calls with patients, whatever was used for them."""


def alternatives(
    knowledge: Knowledge,
    slugs: Sequence[str],
    topics: Sequence[str],
    context: ReplyContext,
    of_kind: PlatformKind | None = None,
    *,
    own_server: bool = False,
) -> Reply:
    """Return platforms that serve the same need, best verdict and evidence first; better ones than those to replace only.

    If they are to run on one's `own_server`, all that can, whatever is known of them: much is then up to whoever runs it.
    """
    if of_kind == "notetaker":  # who wants one keeps none out
        topics = [topic for topic in topics if topic != BOTS] or topics
    topic = knowledge.topics[topics[0] if topics[0] != HISTORY else DEFAULT_TOPIC]
    context = context._replace(period=NOW, form="")  # what to use is asked for today, whatever held before
    replaced = [knowledge.platforms[slug] for slug in slugs]
    named = _named(knowledge, topics, context)
    if own_server:
        named = [one for one in named if one.id != LOCATION]  # which is up to whoever runs the server
        topic = named[0] if named else topic
    wanted = (topic, *(named[1:2] if named[:1] == [topic] else ()))  # "encrypted, and does not train"
    proposed, headline = _on_own_server(knowledge, replaced, topic, context, of_kind) if own_server else ([], "")
    is_hosted = bool(headline)
    if not is_hosted:
        proposed, headline = _proposal(knowledge, replaced, wanted, context, of_kind, unconditional=_asks_for_none(context))
    if not (proposed or is_hosted) and _asks_for_none(context):
        proposed, headline = _proposal(knowledge, replaced, wanted, context, of_kind, unconditional=False)
        headline = wording.none_unconditional([held.platform.name for held in proposed])
    if own_server and not is_hosted:
        headline = f"{wording.NONE_ON_OWN_SERVER} {headline}"
    replies = tuple(held.reply for held in proposed)
    names = [platform.name for platform in replaced]
    missing, title = missing_in_all(replies), wording.instead_of(names, [one.name for one in wanted])
    return Reply(
        kind="alternatives",
        platforms=tuple(slugs),
        topics=(topic.id, *(other for other in topics if other != topic.id)),
        title=title,
        said=Said(
            sentence=title if missing else "",
            headline=" ".join(
                (
                    headline,
                    *_on_second(knowledge, proposed, wanted[1:], context),
                    *_not_looked_at(knowledge, [one for one in named if one not in wanted], wanted, context),
                )
            ),
            detail="" if is_hosted else wording.RANKED_BY.format(question=topic.question),
            not_on_record=missing,
        ),
        evidence=evidence_of_all(replies),
        replies=replies,
        choices=tuple(
            Choice(
                wording.compare_with(reply.title),
                wording.compare_question(names[0], reply.title),
                Subject("compare", (replaced[0].slug, reply.platforms[0]), (topic.id,)),
            )
            for reply in replies[:3]
            if names
        ),
    )


def _on_second(knowledge: Knowledge, proposed: Sequence[Held], besides: Sequence[Topic], context: ReplyContext) -> list[str]:
    """Return what holds of those proposed on what else is wanted."""
    platforms = [held.platform for held in proposed]
    held = [(other, held_at(knowledge, platforms, other, context)) for other in besides if platforms]
    return [wording.by_answer(other.name, by_answer([one.reply for one in found], other)) for other, found in held]


def _not_looked_at(knowledge: Knowledge, others: Sequence[Topic], wanted: Sequence[Topic], context: ReplyContext) -> list[str]:
    """Return which wishes did not count: other topics, and a use of which the answers on fitness would tell."""
    on_fitness = knowledge.topics[SENSITIVE] in wanted
    uses = [] if on_fitness else [wording.fitness_for(matter.name) for matter in laws_asked(knowledge, SENSITIVE, context.for_whom)]
    return [wording.not_looked_at([*(one.name for one in others), *uses[:1]])] if others or uses else []


def _named(knowledge: Knowledge, topics: Sequence[str], context: ReplyContext) -> list[Topic]:
    """Return the likely topics that somebody names; what changed is no property of a product."""
    likely = (knowledge.topics[topic] for topic in topics[: 1 + thresholds.NEXT_TOPICS] if topic != HISTORY)
    return [topic for topic in likely if context.names(topic)]


def _proposal(
    knowledge: Knowledge,
    replaced: Sequence[Platform],
    wanted: Sequence[Topic],
    context: ReplyContext,
    of_kind: PlatformKind | None,
    *,
    unconditional: bool,
) -> tuple[list[Held], str]:
    """Return what to propose, best first, with the sentence that says how it stands to what is to be replaced.

    Of the topics that are `wanted` the first ranks, and on each other the answer has to be good too. If it has to be `unconditional`,
    only what has a good answer without an exception.
    """
    topic, *besides = wanted
    kinds, near = _kinds(replaced, of_kind)
    if topic.id == SENSITIVE and "healthcare" in context.scope.plans and kinds & FOR_CALLS:
        kinds |= _FOR_PATIENTS
        near -= kinds
    everything = held_at(knowledge, [*replaced, *_candidates(knowledge, replaced, kinds | near)], topic, context)
    own = [held for held in everything if held.platform in replaced]
    best = min((held for held in own if not says_nothing(held.verdict)), key=lambda held: held.concern, default=None)
    fit = [held for held in everything if held not in own and held.reply.tone in _PROPOSED and (held.is_unconditional or not unconditional)]
    ranked = _ranked(knowledge, fit, besides, context)
    better = [held for held in ranked if best is None or is_better(topic, held, best)]
    found = [held for held in better if held.platform.kind in kinds]
    if better and not found:
        found, kinds = better, near
    elif not found:
        found = [held for held in ranked if best is not None and held.concern == best.concern and held.platform.kind in kinds]
    shown = found[:MAX_ALTERNATIVES]
    names = [held.platform.name for held in shown]
    if not shown and besides:
        return [], wording.NONE_FOR_BOTH
    if not shown:
        none = wording.none_better([platform.name for platform in replaced]) if replaced else wording.NONE_OF_THAT_KIND
        own_kind = [platform for platform in _active(knowledge) if platform.kind in kinds and platform not in replaced]
        return [], f"{none} {wording.better_in_part(_in_part_better(topic, own_kind))}".strip()
    if not replaced:
        return shown, wording.best_on_record(names, len(found), [wording.KINDS[kind] for kind in sorted(kinds)])
    if best is None:  # nothing can be better than what is not said
        words = own[0].reply.words if own else wording.NO_SOURCE
        return shown, wording.answered_on_record((own[0].platform if own else replaced[0]).name, words, names)
    if kinds == near:
        return shown, wording.of_another_kind(names)
    if better:
        return shown, wording.better_on_record(names, len(found))
    return shown, wording.equally_good(best.platform.name, best.reply.words, names, len(found))


def _on_own_server(
    knowledge: Knowledge, replaced: Sequence[Platform], topic: Topic, context: ReplyContext, of_kind: PlatformKind | None
) -> tuple[list[Held], str]:
    """Return what can run on one's own server, those of the same kind first, with the sentence that names all; "" if nothing can."""
    kinds, near = _kinds(replaced, of_kind)
    platforms = [platform for platform in _candidates(knowledge, replaced, kinds | near) if platform.own_server]
    platforms.sort(key=lambda platform: (platform.kind not in kinds, platform.slug))
    return held_at(knowledge, platforms, topic, context), wording.on_own_server([platform.name for platform in platforms])


def _kinds(replaced: Sequence[Platform], of_kind: PlatformKind | None) -> tuple[frozenset[PlatformKind], frozenset[PlatformKind]]:
    """Return the kinds that are looked for, and those that can stand in for them."""
    kinds = frozenset({of_kind} if of_kind else {platform.kind for platform in replaced} or FOR_CALLS)
    return kinds, frozenset() if of_kind else kinds.union(*(_NEAR_KINDS.get(kind, frozenset()) for kind in kinds)) - kinds


def _in_part_better(topic: Topic, platforms: Sequence[Platform]) -> list[str]:
    """Return the platforms that have a good answer for a part of calls, such as their sound, with that part."""
    return [
        f"{platform.name} ({condition.applies_to.text})"
        for platform in platforms
        if (entry := answer_on(platform, topic.id)) is not None
        for condition in entry.conditions
        if in_calls(condition) and condition.applies_to.data and topic.verdicts[condition.verdict].tone == "good"
    ][:MAX_ALTERNATIVES]


def _candidates(knowledge: Knowledge, replaced: Sequence[Platform], kinds: Collection[PlatformKind]) -> list[Platform]:
    """Return what can stand in: platforms of some kinds, nothing of a company of which somebody wants to leave a product."""
    left = {_company(platform) for platform in replaced}
    return [
        platform
        for platform in _active(knowledge)
        if platform not in replaced and platform.kind in kinds and left.isdisjoint(tokens(platform.vendor))
    ]


def _ranked(knowledge: Knowledge, fit: Sequence[Held], besides: Sequence[Topic], context: ReplyContext) -> list[Held]:
    """Return what is good on each other topic too, the best first: by answer, its limit, answers on the others, and evidence."""
    worries: list[dict[str, tuple[int, int]]] = []
    for other in besides:
        found = held_at(knowledge, [held.platform for held in fit], other, context)
        worries.append({held.platform.slug: held.concern for held in found if held.reply.tone in _PROPOSED})
    return sorted(
        (held for held in fit if all(held.platform.slug in worry for worry in worries)),
        key=lambda held: (
            held.concern,
            bool(held.reply.said.limit),
            [worry[held.platform.slug] for worry in worries],
            evidence(held.platform, held.entry, context.today),
            held.platform.slug,
        ),
    )


def _asks_for_none(context: ReplyContext) -> bool:
    """Return True if somebody wants what never does something, or does nothing of it at all."""
    return not _NONE.isdisjoint(context.said) or any(pair in _NONE_IN_PAIRS for pair in pairwise(context.said))


def _company(platform: Platform) -> str:
    """Return the first word of a vendor's name, by which its other products are known too; that of a project is its own name."""
    first, *_ = tokens(platform.vendor)
    return first if first != "the" else platform.slug


def _active(knowledge: Knowledge) -> list[Platform]:
    return [platform for platform in knowledge.platforms.values() if platform.status == "active"]


def those_that_do(knowledge: Knowledge, topics: Sequence[str], context: ReplyContext, of_kind: PlatformKind | None = None) -> Reply:
    """Return the platforms of which a topic's question is answered with yes, worst first; where yes is good news, the best ones."""
    topic = knowledge.topics[topics[0] if topics[0] != HISTORY else DEFAULT_TOPIC]
    context = context._replace(period=NOW, form="")
    if topic.verdicts["yes"].tone != "bad" or _asks_for_none(context):
        return alternatives(knowledge, (), (topic.id, *topics[1:]), context, of_kind)
    asked_about = [platform for platform in _active(knowledge) if of_kind in {None, platform.kind}]
    on_record = held_at(knowledge, asked_about, topic, context)
    on_record.sort(key=lambda held: (evidence(held.platform, held.entry, context.today), held.platform.slug))
    groups: dict[Verdict, list[Held]] = {"yes": [], "opt-out": [], "depends": []}
    for held in on_record:
        if held.verdict in groups:
            groups[held.verdict].append(held)
    replies = tuple(held.reply for held in (*groups["yes"], *groups["opt-out"])[:MAX_ALTERNATIVES])
    told = [
        wording.with_verdict(topic.verdicts[verdict].short, [held.platform.name for held in found])
        for verdict, found in groups.items()
        if found
    ]
    return Reply(
        kind="alternatives",
        topics=(topic.id,),
        title=wording.those_on_record(topic.name),
        said=Said(
            headline=" ".join(told) or wording.NONE_DOES,
            detail=wording.not_told(sum(says_nothing(held.verdict) for held in on_record)),
        ),
        evidence=evidence_of_all(replies),
        replies=replies,
    )
