"""Replies that do not answer: asking for what is missing, admitting what is not known, saying what the bot is for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import wording
from bot.replies.offered import about, has_answer_on, next_of
from bot.replies.reply import Also, Choice, Evidence, Reply, Said
from bot.understanding import thresholds
from bot.understanding.asked_matters import content_asked
from bot.understanding.question import Question
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY
from knowledge.base import Knowledge, answer_on, cited
from knowledge.matters import Matter
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import PlatformKind

WELL_KNOWN = ("zoom", "microsoft-teams", "google-meet", "slack", "whatsapp")
OFFERED_TOPICS = ("ai-training", "ai-features", "opt-out", "encryption", "retention")


def clarify(knowledge: Knowledge, platforms: Sequence[str], topics: Sequence[str], of_kind: PlatformKind | None = None) -> Reply:
    """Ask for the platform, of a kind if one is named, or for the topic, with choices that can be pressed."""
    also: tuple[Also, ...] = ()
    if platforms:
        platform = knowledge.platforms[platforms[0]]
        offered = [topic for topic in (*topics[:2], *OFFERED_TOPICS) if has_answer_on(platform, topic)]
        choices = [about(platform, knowledge.topics[topic]) for topic in dict.fromkeys(offered)]
        choices = choices or list(next_of(platform, DEFAULT_TOPIC))
        headline = wording.WHICH_TOPIC.format(platform=platform.name)
        also = tuple(in_one_line(knowledge, platform, topic) for topic in dict.fromkeys((*_with_verdict(topics[:1]), DEFAULT_TOPIC)))
    else:
        topic = knowledge.topics[topics[0]]
        known = _most_told_of(knowledge, of_kind) if of_kind else [slug for slug in WELL_KNOWN if slug in knowledge.platforms]
        choices = [_named(knowledge, slug, topic) for slug in known or list(knowledge.platforms)[:5]]
        headline = wording.which_platform(topic.name)
    return Reply(
        kind="clarify",
        platforms=tuple(platforms),
        topics=tuple(topics[:3]),
        said=Said(headline=headline),
        also=also,
        choices=tuple(choices[:6]),
    )


def _most_told_of(knowledge: Knowledge, kind: PlatformKind) -> list[str]:
    """Return the five platforms of a kind that have the most answers."""
    of_kind = [platform for platform in knowledge.platforms.values() if platform.kind == kind and platform.status == "active"]
    return [platform.slug for platform in sorted(of_kind, key=lambda platform: -len(platform.answers))[:5]]


def nothing_on(knowledge: Knowledge, platform: Platform, content: Matter, topics: Sequence[str]) -> Reply:
    """Say that no likely answer speaks of what was asked about, and ask what else to know of the platform."""
    asked_back = clarify(knowledge, (platform.slug,), topics)
    return asked_back._replace(said=Said(headline=wording.no_word_on(platform.name, content.name)), also=())


def _with_verdict(topics: Sequence[str]) -> Sequence[str]:
    return [topic for topic in topics if topic != HISTORY]


def in_one_line(knowledge: Knowledge, platform: Platform, topic: str) -> Also:
    """Return a platform's answer on a topic in one line."""
    entry = answer_on(platform, topic)
    if entry is not None:
        return Also(platform.slug, topic, entry.verdict, knowledge.topics[topic].sentence(platform, entry))
    said = knowledge.topics[topic].verdicts["unverified"].sentence(platform, past=platform.status == "retired")
    return Also(platform.slug, topic, "unverified", said)


def in_english(knowledge: Knowledge, slug: str, language: str) -> Reply:
    """Say in somebody's own language that only English is understood, and give the platform's main answer with its source."""
    platform = knowledge.platforms[slug]
    asked_back = clarify(knowledge, (slug,), ())
    entry = answer_on(platform, DEFAULT_TOPIC)
    return asked_back._replace(
        said=Said(
            headline=wording.ENGLISH_ONLY[language].format(platform=platform.name),
            detail=entry.headline if entry else wording.NOT_KNOWN,
        ),
        also=(),
        evidence=Evidence(cited(platform, entry.sources)[:1] if entry else ()),
    )


def unknown_platform(knowledge: Knowledge, names: Sequence[str], topics: Sequence[str]) -> Reply:
    """Name the product back, with the nearest known ones."""
    from rapidfuzz import fuzz, process  # here, because few messages name an unknown product

    known = {platform.slug: platform.name for platform in knowledge.platforms.values()}
    alike = process.extract(
        names[0].casefold(), known, scorer=fuzz.ratio, score_cutoff=thresholds.NEAR_NAME, limit=2, processor=str.casefold
    )
    near = [slug for _, _, slug in alike]
    topic = knowledge.topics[topics[0] if topics else OFFERED_TOPICS[0]]
    offered = near or [slug for slug in WELL_KNOWN if slug in known and has_answer_on(knowledge.platforms[slug], topic.id)][:3]
    return Reply(
        kind="unknown-platform",
        platforms=tuple(name.lower() for name in names),
        topics=tuple(topics[:3]),
        said=Said(
            headline=wording.unknown(names),
            detail=f"{wording.nearest([known[slug] for slug in near])} {wording.NOTED}" if near else wording.NOTED,
        ),
        choices=tuple(_named(knowledge, slug, topic) for slug in offered),
    )


def _named(knowledge: Knowledge, slug: str, topic: Topic) -> Choice:
    """Offer a platform for a topic, named by the platform."""
    return about(knowledge.platforms[slug], topic)._replace(label=knowledge.platforms[slug].name)


def off_topic(knowledge: Knowledge, question: Question, platforms: Sequence[str]) -> Reply:
    """Say what the bot is for, and answer nothing; to thanks and chatter say something short."""
    if question.text.is_cut:
        return Reply("off-topic", tuple(platforms), said=Said(headline=wording.TOO_LONG))
    if platforms:
        platform = knowledge.platforms[platforms[0]]
        offered = tuple(about(platform, knowledge.topics[topic]) for topic in OFFERED_TOPICS if has_answer_on(platform, topic))
        content = content_asked(knowledge, "", question.text.words)
        only = wording.ONLY_PRIVACY.format(platform=platform.name)
        headline = wording.no_word_on(platform.name, content.name) if content is not None else only
        return Reply("off-topic", tuple(platforms), said=Said(headline=headline), choices=offered)
    if question.text.words and question.reading.form.best == "chatter":
        thanked = not wording.THANKING.isdisjoint(question.text.words)
        return Reply("off-topic", said=Said(headline=wording.THANKS if thanked else wording.FRIENDLY))
    return Reply(
        kind="off-topic",
        said=Said(headline=wording.PURPOSE),
        choices=tuple(Choice(example, example) for example in wording.EXAMPLES),
    )
