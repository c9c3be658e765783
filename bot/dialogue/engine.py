"""From a message to a reply: the only place that joins understanding, deciding and composing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.replies import asking_back, several
from bot.replies.added import Added, added_by
from bot.replies.answer import Asking, answer
from bot.replies.reply import Reply
from bot.understanding.decide import Decision, decide
from bot.understanding.periods import Period
from bot.understanding.question import Question, Turn
from bot.understanding.scope import ANYBODY, Asked
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.dates import PartialDate

NOTHING_BEFORE = Turn()


class Message(NamedTuple):
    """What a surface hands in: the text, what the conversation remembers, and settings made beside the text."""

    text: str
    previous: Turn = NOTHING_BEFORE
    as_of: PartialDate | None = None
    scope: Asked = ANYBODY


class Engine:
    """Answers messages from one knowledge base. Holds no conversation; the caller keeps the turn it gets back."""

    def __init__(self, knowledge: Knowledge, understanding: Understanding) -> None:
        """Take the base and the understanding that was learnt from it."""
        self.knowledge = knowledge
        self.understanding = understanding

    def understand(self, message: Message, today: date) -> tuple[Question, Decision]:
        """What a message asks and which kind of reply it gets."""
        question = self.understanding.understand(message.text, message.previous, today)
        if message.as_of is not None:
            question = question._replace(period=Period(as_of=message.as_of))
        if message.scope.anything:
            question = question._replace(scope=question.scope.narrowed(message.scope))
        return question, decide(question, message.previous)

    def handle(self, message: Message, today: date) -> tuple[Reply, Turn]:
        """The reply to a message, and what to remember for the next one."""
        question, decision = self.understand(message, today)
        return self.compose(question, decision, today), remembered(decision, message.previous)

    def turn(self, earlier_message: str, today: date) -> Turn:
        """What a conversation would remember of a message, for a follow-up that comes with its context as text."""
        return self.handle(Message(earlier_message), today)[1]

    def compose(self, question: Question, decision: Decision, today: date) -> Reply:
        """The reply for a decision."""
        knowledge = self.knowledge
        if decision.kind == "clarify":
            return asking_back.clarify(knowledge, decision.platforms, decision.topics)
        if decision.kind == "unknown-platform":
            return asking_back.unknown_platform(knowledge, decision.unlisted, decision.topics)
        if decision.kind == "off-topic":
            return asking_back.off_topic(decision.platforms, too_long=question.too_long)
        reply = self.reply_on(decision, Asking(today, question.scope, question.period))
        return self.added(question, decision, today).to(reply)

    def added(self, question: Question, decision: Decision, today: date) -> Added:
        """What the question adds to the answer that everybody gets."""
        return added_by(self.knowledge, question, decision, today)

    def reply_on(self, decision: Decision, asking: Asking) -> Reply:
        """The answer, comparison or alternatives for a decision, whatever words led to it."""
        if decision.kind == "compare":
            return several.compare(self.knowledge, decision.platforms, decision.topics, asking)
        if decision.kind == "alternatives":
            return several.alternatives(self.knowledge, decision.platforms, decision.topics, asking)
        if len(decision.platforms) > 1:
            return several.together(self.knowledge, decision.platforms, decision.topics, asking)
        return answer(self.knowledge, decision.platforms[0], decision.topics, asking)


def remembered(decision: Decision, previous: Turn) -> Turn:
    """What a conversation remembers after a reply."""
    if decision.kind == "unknown-platform":
        return previous
    platforms = decision.platforms or previous.platforms
    topic = decision.topics[0] if decision.topics else previous.topic
    return Turn(platforms, topic)
