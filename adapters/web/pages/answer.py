"""The page of one answer: its permanent address, with its history."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from adapters.web.pages.platform import CheckedClaim, checked_claims
from adapters.web.pages.timeline import Timeline, timeline
from bot.dialogue.respond import card_on
from bot.replies.card import Card
from bot.replies.reply import Change, Reply
from bot.understanding.periods import Period
from bot.understanding.subject import Subject
from knowledge.base import Cited, Knowledge, answer_on
from knowledge.dates import PartialDate
from knowledge.records import Platform
from knowledge.topics import Topic


class AnswerPage(NamedTuple):
    """An answer as every surface gives it, and what stands around it."""

    platform: Platform
    topic: Topic
    as_of: PartialDate | None
    card: Card
    reply: Reply
    timeline: Timeline | None
    events: tuple[Change, ...]
    claims: tuple[CheckedClaim, ...]


def answer_page(knowledge: Knowledge, slug: str, topic: str, today: date, as_of: PartialDate | None = None) -> AnswerPage:
    """Return the page of an answer, or of what held on a day."""
    platform = knowledge.platforms[slug]
    card = card_on(knowledge, Subject("answer", (slug,), (topic,), period=Period(as_of)), today)
    if card.reply is None:
        raise ValueError(f"no reply on {slug}/{topic}")
    events = sorted((event for event in platform.events if topic in event.topics), key=lambda event: event.date, reverse=True)
    changes = tuple(
        Change(event.date, event.what, tuple(Cited(platform.sources[one.name], one.section) for one in event.sources)) for event in events
    )
    drawn = timeline(knowledge, platform, (topic,), as_of) if answer_on(platform, topic) else None
    return AnswerPage(platform, knowledge.topics[topic], as_of, card, card.reply, drawn, changes, checked_claims(platform, topic))
