"""The page of a platform, today or as things stood on a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from adapters.web.pages.timeline import Timeline, timeline
from bot.replies.answer import answer
from bot.replies.blocks import Block, Sources
from bot.replies.claims.judging import in_words
from bot.replies.claims.listed import judge_listed
from bot.replies.layout import lay_out
from bot.replies.reply import Change, Reply
from bot.replies.reply_context import ReplyContext
from bot.understanding.periods import Period
from bot.understanding.subject import HISTORY
from knowledge.base import Cited, Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import ClaimStatus


class Section(NamedTuple):
    """An answer on the page: its topic, and its blocks behind the first line, which cite sources by their numbers on the page."""

    topic: Topic
    reply: Reply
    blocks: tuple[Block, ...]


class CheckedClaim(NamedTuple):
    """A claim that people repeat, and what there is to it."""

    text: str
    status: ClaimStatus
    words: str
    sources: tuple[Cited, ...]


class PlatformPage(NamedTuple):
    """Everything on a platform; `numbers` are the places of its sources in the list at the end."""

    platform: Platform
    as_of: PartialDate | None
    sections: tuple[Section, ...]
    missing: tuple[Topic, ...]
    timeline: Timeline | None
    history: Reply
    changes: tuple[Change, ...]
    claims: tuple[CheckedClaim, ...]
    numbers: dict[Cited, int]


def platform_page(knowledge: Knowledge, slug: str, today: date, as_of: PartialDate | None = None) -> PlatformPage:
    """Return what is on record for a platform; with `as_of`, what held then."""
    platform = knowledge.platforms[slug]
    context = ReplyContext(today, period=Period(as_of))
    replies = {entry.topic: answer(knowledge, slug, (entry.topic,), context) for entry in platform.answers}
    history = answer(knowledge, slug, (HISTORY,), context)
    changes = () if as_of else tuple(reversed(history.history))
    claims = () if as_of else checked_claims(platform)
    cited = [entry for reply in replies.values() for entry in reply.evidence.sources]
    cited += [entry for change in changes for entry in change.sources]
    cited += [entry for claim in claims for entry in claim.sources]
    sources = tuple(dict.fromkeys(cited))
    return PlatformPage(
        platform,
        as_of,
        tuple(_section(knowledge.topics[topic], reply, sources) for topic, reply in replies.items()),
        tuple(topic for topic in knowledge.topics.values() if topic.verdicts and topic.id not in replies),
        timeline(knowledge, platform, (), as_of),
        history,
        changes,
        claims,
        {entry: number for number, entry in enumerate(sources, start=1)},
    )


def _section(topic: Topic, reply: Reply, sources: tuple[Cited, ...]) -> Section:
    """Lay out an answer as if it had the sources of the whole page, so that the numbers in its text are those of the page."""
    brief, details = lay_out(reply._replace(evidence=reply.evidence._replace(sources=sources)))
    return Section(topic, reply, tuple(block for block in (*brief[1:], *details) if not isinstance(block, Sources)))


def checked_claims(platform: Platform, topic: str | None = None) -> tuple[CheckedClaim, ...]:
    """Return the claims on record for a platform, or on one of its topics."""
    found = []
    for claim in platform.claims:
        if topic is None or claim.topic == topic:
            judgement = judge_listed(platform, claim, None)
            found.append(CheckedClaim(claim.text, claim.status, in_words(judgement, "asserted"), judgement.sources))
    return tuple(found)
