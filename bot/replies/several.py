"""Replies over several platforms: side by side, in one call, or what to use instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import wording
from bot.replies.answer import Asking, answer
from bot.replies.ranking import concern, rank
from bot.replies.reply import Choice, Reply
from bot.understanding.decide import HISTORY, Decision
from knowledge.base import Knowledge, answer_on
from knowledge.records import Platform

MAX_ALTERNATIVES = 5
_NEAR_KINDS = {
    "meetings": {"meetings", "messaging", "telehealth"},
    "messaging": {"messaging", "meetings", "social"},
    "social": {"messaging", "social"},
    "notetaker": {"notetaker", "recording"},
    "recording": {"recording", "notetaker"},
    "telephony": {"telephony"},
    "telehealth": {"telehealth", "meetings"},
}
"""Kinds of platform that serve the same need."""


def compare(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], asking: Asking) -> Reply:
    """Return a whole answer for each platform, in the order named, under one line that weighs them."""
    replies = tuple(answer(knowledge, slug, topics, asking) for slug in slugs)
    names = [knowledge.platforms[slug].name for slug in slugs]
    return Reply(
        kind="compare",
        platforms=tuple(slugs),
        topics=tuple(topics),
        title=f"{wording.both(names)}: {knowledge.topics[topics[0]].name}",
        headline=_weighed(knowledge, slugs, topics[0]),
        replies=replies,
        stale=any(reply.stale for reply in replies),
    )


def _weighed(knowledge: Knowledge, slugs: Sequence[str], topic: str) -> str:
    parts = []
    for slug in slugs:
        platform = knowledge.platforms[slug]
        entry = answer_on(platform, topic)
        words = knowledge.topics[topic].verdicts[entry.verdict].words if entry else wording.NO_SOURCE
        parts.append(f"{platform.name}: {wording.within_sentence(words)}")
    return "; ".join(parts) + "." if topic != HISTORY else wording.WHAT_CHANGED_AT_EACH


def together(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], asking: Asking) -> Reply:
    """Return what applies to one call in which several platforms take part: each one's rules, the stricter concern first."""

    def worry(slug: str) -> tuple[int, int]:
        entry = answer_on(knowledge.platforms[slug], topics[0])
        # What is not known worries more than a mere "it depends", less than a plain bad answer.
        return concern(knowledge, entry) if entry else (2, 4)

    ordered = sorted(slugs, key=worry, reverse=True)
    replies = tuple(answer(knowledge, slug, topics, asking) for slug in ordered)
    names = [knowledge.platforms[slug].name for slug in ordered]
    first = replies[0]
    return Reply(
        kind="answer",
        platforms=tuple(ordered),
        topics=tuple(topics),
        title=wording.in_one_call(names),
        verdict=first.verdict,
        words=first.words,
        tone=first.tone,
        applies_to=wording.IN_THE_CALL,
        headline=wording.same_call(names),
        detail=" ".join(f"{knowledge.platforms[reply.platforms[0]].name}: {reply.headline}" for reply in replies),
        sources=tuple(dict.fromkeys(entry for reply in replies for entry in reply.sources)),
        last_verified=min((reply.last_verified for reply in replies if reply.last_verified), default=None)
        if all(reply.last_verified for reply in replies)
        else None,
        stale=any(reply.stale for reply in replies),
        replies=replies,
    )


def alternatives(knowledge: Knowledge, slugs: Sequence[str], topics: Sequence[str], asking: Asking) -> Reply:
    """Return platforms that serve the same need, best verdict and evidence first; better ones than those to replace only."""
    topic = topics[0] if topics[0] != HISTORY else "ai-training"
    replaced = [knowledge.platforms[slug] for slug in slugs]
    kinds = {kind for platform in replaced for kind in _NEAR_KINDS[platform.kind]}
    bar = [concern(knowledge, entry) for platform in replaced if (entry := answer_on(platform, topic))]
    ranked = [
        (rank(knowledge, platform, entry, asking.today), platform.slug)
        for platform in knowledge.platforms.values()
        if platform.slug not in slugs and platform.status == "active" and (not kinds or platform.kind in kinds)
        if (entry := answer_on(platform, topic)) is not None and _worth_proposing(knowledge, entry.verdict, topic)
    ]
    same_kind = {platform.kind for platform in replaced}
    ranked.sort(key=lambda pair: (pair[0][:2], knowledge.platforms[pair[1]].kind not in same_kind, pair))
    replies = tuple(answer(knowledge, slug, (topic,), asking) for _, slug in ranked[:MAX_ALTERNATIVES])
    names = [platform.name for platform in replaced]
    what = knowledge.topics[topic].name
    return Reply(
        kind="alternatives",
        platforms=tuple(slugs),
        topics=(topic, *(other for other in topics if other != topic)),
        title=wording.instead_of(names, what),
        headline=_proposal(knowledge, replaced, replies, bar, topic),
        detail=wording.RANKED_BY.format(question=knowledge.topics[topic].question),
        replies=replies,
        stale=any(reply.stale for reply in replies),
        choices=tuple(
            Choice(
                wording.compare_with(reply.title),
                wording.compare_question(names[0], reply.title),
                Decision("compare", (replaced[0].slug, reply.platforms[0]), (topic,)),
            )
            for reply in replies[:3]
            if names
        ),
    )


def _worth_proposing(knowledge: Knowledge, verdict: str, topic: str) -> bool:
    return any(name == verdict and meaning.tone in {"good", "caution"} for name, meaning in knowledge.topics[topic].verdicts.items())


def _proposal(
    knowledge: Knowledge, replaced: Sequence[Platform], replies: Sequence[Reply], bar: Sequence[tuple[int, int]], topic: str
) -> str:
    if not replies:
        return wording.BETTER_NONE.format(platform=wording.either([platform.name for platform in replaced]) or "the others")
    names = [reply.title for reply in replies]
    entry = answer_on(knowledge.platforms[replies[0].platforms[0]], topic)
    if bar and entry and min(bar) <= concern(knowledge, entry):
        own = answer_on(replaced[0], topic)
        words = knowledge.topics[topic].verdicts[own.verdict].words if own else ""
        return wording.as_good_already(replaced[0].name, words, names)
    return wording.better_on_record(names, replaced=bool(replaced))
