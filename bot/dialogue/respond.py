"""Answer a message, given what is visibly there before it: what every surface answers with, without a store or a clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.dialogue.context import context_after
from bot.dialogue.direct import Page, missing_platforms, subject_of
from bot.dialogue.message import Message as Message
from bot.dialogue.message import ReadMessage, read_message
from bot.replies import pages, wording
from bot.replies.card import Card, card_of
from bot.replies.compose import compose, reply_on
from bot.replies.reference import Reference, reference_to
from bot.understanding.decide import decide_behind, state_behind
from bot.understanding.question import NOTHING_BEFORE, ConversationState, Question
from bot.understanding.revision import Revision
from bot.understanding.subject import AskBack, Subject
from knowledge.base import Knowledge


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
    asked = decide_behind(question, read.alone, before, leaning_only=leaning_only)
    card = _card(knowledge, question, asked, today, message.workspace)
    after = state_behind(asked, before) if asked.kind == "off-topic" else context_after(card, before)
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


def _card(knowledge: Knowledge, question: Question, asked: Subject | AskBack, today: date, workspace: str) -> Card:
    reply, subject = compose(knowledge, question, asked, today, workspace)
    return card_of(reply, reference_to(knowledge, subject.settled, reply) if subject is not None else None)
