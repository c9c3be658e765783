"""Read a message, and answer it given what is visibly there before it; every surface does so here, without a store or a clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.dialogue.context import context_after
from bot.dialogue.direct import Command, FollowCommand, Page, missing_platforms, page_asked_for, read_command, read_follow, subject_of
from bot.replies import pages, wording
from bot.replies.card import Card, card_of
from bot.replies.compose import compose, reply_on
from bot.replies.leaning import asked_on_part, on_same_part
from bot.replies.reference import Reference, reference_to
from bot.understanding.decide import decide, decide_in_conversation, is_complete
from bot.understanding.periods import Period
from bot.understanding.question import NOTHING_BEFORE, ConversationState, Question
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, AskedScope
from bot.understanding.subject import AskBack, Subject
from knowledge.base import Knowledge
from knowledge.dates import PartialDate


class Message(NamedTuple):
    """A text with what was set beside it: a date to answer for, for whom, and the workspace ("slack:T1") that will see the answer."""

    text: str
    as_of: PartialDate | None = None
    scope: AskedScope = ANYBODY
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


class Response(NamedTuple):
    """A card, and what the conversation is about after it; `products` are those asked for that we only know by name."""

    card: Card
    after: ConversationState = NOTHING_BEFORE
    products: tuple[str, ...] = ()


def respond(
    revision: Revision, message: Message, today: date, usage: Sequence[str] = (), before: ConversationState = NOTHING_BEFORE
) -> Response:
    """Answer a message without a store; `before` is what is visibly there before it, `usage` the surface's ways to ask, for the help."""
    return respond_to(revision, read_message(revision, message, today), today, usage, before)


def respond_to(
    revision: Revision,
    read: ReadMessage,
    today: date,
    usage: Sequence[str] = (),
    before: ConversationState = NOTHING_BEFORE,
    *,
    leaning_only: bool = False,
) -> Response:
    """Answer a message that was read.

    The page on privacy says that nothing is stored, and nothing can be followed; `Dialogue`, which has a store, does these itself.
    """
    message, knowledge, question = read.message, revision.knowledge, read.question
    if read.page is not None:
        return Response(_page(read.page, knowledge, usage), before)
    if read.follow is not None:
        return Response(pages.notice(wording.FOLLOW_IN_CHAT), before)
    if read.command is not None:
        subject = subject_of(read.command, question, before)
        if subject is None:
            return Response(pages.notice(missing_platforms(read.command.word) or "", kind="clarify"), before)
        subject = subject._replace(scope=subject.scope.narrowed(message.scope), period=message.period(subject.period))
        card = card_on(knowledge, subject, today, message.workspace)
        return Response(card, context_after(card, before))
    decided = decide_in_conversation(question, read.alone, before, leaning_only=leaning_only)
    asked = asked_on_part(knowledge, question, before) or on_same_part(knowledge, question, decided, before)
    reply, about = compose(knowledge, question, asked, today, message.workspace)
    card = card_of(reply, reference_to(knowledge, about.settled, reply) if about is not None else None)
    after = context_after(card, before)
    if asked.kind == "off-topic" and not set(asked.platforms) <= set(before.platforms):
        after = ConversationState(asked.platforms)  # a platform counts also if what was asked of it is not ours
    return Response(card, after, question.unlisted if asked.kind == "unknown-platform" else ())


def _page(page: Page, knowledge: Knowledge, usage: Sequence[str]) -> Card:
    match page:
        case "help":
            return pages.help_card(usage)
        case "platforms":
            return pages.platforms_card(knowledge)
        case "privacy" | "forget":
            return pages.notice(wording.NOTHING_STORED_HERE, kind="privacy")
        case "following":
            return pages.notice(wording.FOLLOW_IN_CHAT)


def card_on(knowledge: Knowledge, subject: Subject, today: date, workspace: str = "") -> Card:
    """Return the card on a subject as it stands today, with the local notes that a workspace may see."""
    reply = reply_on(knowledge, subject, today, workspace)
    return card_of(reply, reference_to(knowledge, subject, reply))


def card_again(knowledge: Knowledge, reference: Reference, today: date, workspace: str = "") -> Card:
    """Return the card behind a reference as it stands today, with the part that was asked for unless the answer has changed."""
    subject = reference.subject
    reply = reply_on(knowledge, subject, today, workspace, reference.place)
    about = reference_to(knowledge, subject, reply)
    if about.revision != reference.revision and reference.place is not None:
        return card_on(knowledge, subject, today, workspace)
    return card_of(reply, about)
