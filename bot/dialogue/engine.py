"""The old names of what is in `respond` and `bot.replies.compose`, for callers that are being rewritten. Goes with the last of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.dialogue import respond as new
from bot.replies.answer import Asking
from bot.replies.compose import compose, reply_on
from bot.replies.reply import Reply
from bot.understanding.decide import Decision, decide
from bot.understanding.periods import Period
from bot.understanding.question import Question, Turn
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, Asked
from bot.understanding.subject import Subject
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.dates import PartialDate


class Message(NamedTuple):
    """A message with what was before it."""

    text: str
    previous: Turn = new.NOTHING_BEFORE
    as_of: PartialDate | None = None
    scope: Asked = ANYBODY


class Engine:
    """The functions as methods."""

    def __init__(self, knowledge: Knowledge, understanding: Understanding) -> None:
        self.knowledge = knowledge
        self.understanding = understanding

    @property
    def revision(self) -> Revision:
        """The two together."""
        return Revision(self.knowledge, self.understanding)

    def understand(self, message: Message, today: date) -> tuple[Question, Decision]:
        """Understand and decide."""
        question = self.understanding.understand(message.text, today)
        if message.as_of is not None:
            question = question._replace(period=Period(as_of=message.as_of))
        question = question._replace(scope=question.scope.narrowed(message.scope))
        return question, decide(question, message.previous)

    def handle(self, message: Message, today: date) -> tuple[Reply, Turn]:
        """Return the reply to a message, and what its conversation is about then."""
        question, decision = self.understand(message, today)
        turn = Turn(decision.platforms or message.previous.platforms, decision.topics[0] if decision.topics else message.previous.topic)
        return self.compose(question, decision, today), turn

    def compose(self, question: Question, decision: Decision, today: date) -> Reply:
        """Compose the reply."""
        return compose(self.knowledge, question, decision, today)

    def reply_on(self, decision: Decision, asking: Asking) -> Reply:
        """Reply on a decision."""
        subject = Subject(decision.kind, decision.platforms, decision.topics, asking.scope, asking.period, decision.those_that_do)
        return reply_on(self.knowledge, subject, asking.today)

    def turn(self, earlier: str, today: date) -> Turn:
        """Return what a conversation is about after a message."""
        return self.handle(Message(earlier), today)[1]
