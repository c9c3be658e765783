"""A message, read once: whatever answers it starts from what was read here."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.dialogue.direct import Command, FollowCommand, Page, page_asked_for, read_command, read_follow
from bot.understanding.decide import decide, is_complete
from bot.understanding.periods import Period
from bot.understanding.question import NOTHING_BEFORE, Question
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, Asked
from bot.understanding.subject import AskBack, Subject
from knowledge.dates import PartialDate


class Message(NamedTuple):
    """A text with what was set beside it: a date to answer for, for whom, and the workspace ("slack:T1") that will see the answer."""

    text: str
    as_of: PartialDate | None = None
    scope: Asked = ANYBODY
    workspace: str = ""

    def period(self, read: Period) -> Period:
        """Return the time to answer for: the date that was set, else what was read in the text."""
        return read if self.as_of is None else Period(as_of=self.as_of)


class ReadMessage(NamedTuple):
    """Hold a message once it is read: as a page, a wish to follow platforms, a direct word, or else a question in free words.

    `alone` is what the question asks for if nothing stands before it.
    """

    message: Message
    page: Page | None
    follow: FollowCommand | None
    command: Command | None
    question: Question
    alone: Subject | AskBack

    @property
    def stands_alone(self) -> bool:
        """Return True if nothing that stands before the message matters."""
        if self.page is not None or self.follow is not None:
            return True
        return self.command.stands_alone if self.command is not None else is_complete(self.question, self.alone)

    @property
    def asks_by_itself(self) -> bool:
        """Return True if the message leads to an answer or to one of the pages, whatever stands before it."""
        if self.page is not None or self.follow is not None:
            return True
        return bool(self.command.platforms) if self.command is not None else isinstance(self.alone, Subject)


def read_message(revision: Revision, message: Message, today: date) -> ReadMessage:
    """Read a message."""
    understanding, text = revision.understanding, message.text
    question = understanding.understand(text, today)
    question = question._replace(scope=question.scope.narrowed(message.scope), period=message.period(question.period))
    return ReadMessage(
        message=message,
        page=page_asked_for(text),
        follow=read_follow(understanding, text),
        command=read_command(understanding, text),
        question=question,
        alone=decide(question, NOTHING_BEFORE),
    )
