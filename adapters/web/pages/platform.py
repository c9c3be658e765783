"""The page of a platform, today or as things stood on a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from adapters.web.pages.timeline import Timeline, timeline
from bot.replies.answer import Asking, answer
from bot.replies.claims.judging import in_words
from bot.replies.claims.listed import judge_listed
from bot.replies.layout import Block, lay_out
from bot.replies.reply import Change, Reply
from bot.understanding.decide import HISTORY
from bot.understanding.periods import Period
from knowledge.base import Cited, Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Platform
from knowledge.topics import Topic
from knowledge.vocabulary import ClaimStatus


class Section(NamedTuple):
    """An answer on the page: its topic, and its blocks behind the first line."""

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
    asking = Asking(today, period=Period(as_of))
    sections = []
    for entry in platform.answers:
        reply = answer(knowledge, slug, (entry.topic,), asking)
        brief, details = lay_out(reply)
        sections.append(Section(knowledge.topics[entry.topic], reply, (*brief[1:], *details)))
    history = answer(knowledge, slug, (HISTORY,), asking)
    changes = () if as_of else tuple(reversed(history.history))
    claims = () if as_of else checked_claims(platform)
    cited = [entry for section in sections for entry in section.reply.sources]
    cited += [entry for change in changes for entry in change.sources]
    cited += [entry for claim in claims for entry in claim.sources]
    answered = {entry.topic for entry in platform.answers}
    return PlatformPage(
        platform,
        as_of,
        tuple(sections),
        tuple(topic for topic in knowledge.topics.values() if topic.verdicts and topic.id not in answered),
        timeline(knowledge, platform, (), as_of),
        history,
        changes,
        claims,
        {entry: number for number, entry in enumerate(dict.fromkeys(cited), start=1)},
    )


def checked_claims(platform: Platform, topic: str | None = None) -> tuple[CheckedClaim, ...]:
    """Return the claims on record for a platform, or on one of its topics."""
    found = []
    for claim in platform.claims:
        if topic is None or claim.topic == topic:
            judgement = judge_listed(platform, claim, None)
            found.append(CheckedClaim(claim.text, claim.status, in_words(judgement, "asserted"), judgement.sources))
    return tuple(found)
