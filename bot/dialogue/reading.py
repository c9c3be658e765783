"""Read for programs: questions, platforms, topics, answers, histories, claims and the whole base, as the models of their JSON.

The API and the tools for assistants call this and add nothing of their own. Nothing is stored or counted, and nothing asked is logged.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

from bot.dialogue.naming import UnknownError, past_day, platform_named, topic_named
from bot.dialogue.respond import Message, card_on, respond
from bot.replies import wording
from bot.replies.card import card_json
from bot.replies.claims import find_claims
from bot.replies.claims import to_json as claim_json
from bot.replies.json_models import AnswerJson, AskedJson, ClaimJson, PlatformJson, TopicJson
from bot.understanding.periods import NOW, Period
from bot.understanding.question import NOTHING_BEFORE
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.understanding.scope import ANYBODY, AskedScope, read_plan
from bot.understanding.subject import HISTORY, Subject
from knowledge.base import Knowledge, answer_on
from knowledge.dates import PartialDate
from knowledge.vocabulary import Plan


class Readings:
    """Reads the current revision of the knowledge; `today` gives the day for which answers are told."""

    def __init__(self, holder: KnowledgeHolder, today: Callable[[], date]) -> None:
        self._holder = holder
        self._today = today

    def ask(
        self,
        text: str,
        context: str | None = None,
        as_of: PartialDate | None = None,
        plan: Plan | None = None,
        id: str | None = None,  # noqa: A002
    ) -> AskedJson:
        """Answer a question; `context` is the question before it, `id` is given back with the answer."""
        start = time.perf_counter_ns()
        revision, today = self._holder.current, self._today()
        message = Message(text, self._past(as_of), _scope(plan))
        before = respond(revision, Message(context), today).after if context else NOTHING_BEFORE
        reply = card_json(respond(revision, message, today, wording.BY_PROGRAM, before).card)
        return AskedJson.model_validate({"id": id, **reply, "microseconds": (time.perf_counter_ns() - start) // 1000})

    def platforms(self) -> list[PlatformJson]:
        """List the platforms on record."""
        keys = PlatformJson.model_fields
        known = self._holder.current.knowledge.platforms.values()
        return [PlatformJson.model_validate({key: getattr(platform, key) for key in keys}) for platform in known]

    def topics(self) -> list[TopicJson]:
        """List the questions that are answered."""
        known = self._holder.current.knowledge.topics.values()
        return [TopicJson(id=topic.id, name=topic.name, question=topic.question) for topic in known]

    def answer(self, platform: str, topic: str, as_of: PartialDate | None = None, plan: Plan | None = None) -> AnswerJson:
        """Give the answer on a topic of a platform, today's or that of a day."""
        revision = self._holder.current
        found, wanted = platform_named(revision, platform), topic_named(revision.knowledge, topic)
        if wanted == HISTORY:
            raise UnknownError(wording.HISTORY_HAS_NO_VERDICT, wording.ASK_FOR_HISTORY)
        return self._answer(revision.knowledge, found.slug, wanted, self._past(as_of), plan)

    def answers(self, platform: str, as_of: PartialDate | None = None, plan: Plan | None = None) -> list[AnswerJson]:
        """Give the answers on record for a platform, in the order of the topics."""
        revision = self._holder.current
        found, day = platform_named(revision, platform), self._past(as_of)
        topics = [topic for topic in revision.knowledge.topics if answer_on(found, topic) is not None]
        return [self._answer(revision.knowledge, found.slug, topic, day, plan) for topic in topics]

    def history(self, platform: str, topic: str | None = None, as_of: PartialDate | None = None) -> AnswerJson:
        """Tell what changed at a platform, oldest first; with `topic` for that topic, with `as_of` up to that day."""
        revision = self._holder.current
        knowledge, found, day = revision.knowledge, platform_named(revision, platform), self._past(as_of)
        behind = () if topic is None else (topic_named(knowledge, topic),)
        if day is not None:
            found = found._replace(events=tuple(event for event in found.events if event.date.first <= day.last))
            knowledge = knowledge._replace(platforms={found.slug: found})
        subject = Subject("answer", (found.slug,), (HISTORY, *(name for name in behind if name != HISTORY)))
        answer = card_json(card_on(knowledge, subject, self._today()))
        return AnswerJson.model_validate({**answer, "as_of": day})

    def claims(self, post: str, day: PartialDate | None = None) -> list[ClaimJson]:
        """List what a post claims, with what holds of it today and, if its day is given, what held then."""
        revision = self._holder.current
        found = find_claims(revision.knowledge, revision.understanding, post, self._past(day))
        return [ClaimJson.model_validate(claim_json(claim)) for claim in found]

    @property
    def revision(self) -> Revision:
        """The revision that is read now, for the export of the whole of it."""
        return self._holder.current

    def _answer(self, knowledge: Knowledge, slug: str, topic: str, as_of: PartialDate | None, plan: Plan | None) -> AnswerJson:
        subject = Subject("answer", (slug,), (topic,), _scope(plan), NOW if as_of is None else Period(as_of=as_of))
        return AnswerJson.model_validate(card_json(card_on(knowledge, subject, self._today())))

    def _past(self, day: PartialDate | None) -> PartialDate | None:
        return None if day is None else past_day(day, self._today())


def _scope(plan: Plan | None) -> AskedScope:
    return ANYBODY if plan is None else read_plan(plan)
