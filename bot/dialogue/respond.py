"""Answer a message, given what is visibly there before it: what every surface answers with, without a store or a clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.dialogue.direct import Page, is_half_a_comparison, missing_platforms, page_asked_for, read_behind, read_directly, read_follow
from bot.replies import pages, wording
from bot.replies.asked_scope import scope_of
from bot.replies.card import Card, card_of
from bot.replies.compose import compose, reply_on
from bot.replies.reference import Reference, reference_to
from bot.understanding.decide import Decision, decide, is_complete, leans
from bot.understanding.periods import Period
from bot.understanding.question import ConversationState, Question
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, Asked
from bot.understanding.subject import Subject
from knowledge.base import Knowledge
from knowledge.dates import PartialDate

NOTHING_BEFORE = ConversationState()


class Message(NamedTuple):
    """A text with what was set beside it: a date to answer for, for whom, and the workspace ("slack:T1") that will see the answer."""

    text: str
    as_of: PartialDate | None = None
    scope: Asked = ANYBODY
    workspace: str = ""


class Response(NamedTuple):
    """A card, and what the conversation is about after it.

    `complete` is False if the message may lean on one before it; `products` are those it asks for that we only know by name.
    """

    card: Card
    after: ConversationState = NOTHING_BEFORE
    complete: bool = True
    products: tuple[str, ...] = ()


def respond(
    revision: Revision,
    message: Message,
    today: date,
    usage: Sequence[str] = (),
    before: ConversationState = NOTHING_BEFORE,
    *,
    leaning_only: bool = False,
) -> Response:
    """Answer a message; `before` is what is visibly there before it, `usage` the surface's ways to ask, for the help.

    The page on privacy says that nothing is stored, and nothing can be followed; `Dialogue`, which has a store, does these itself.
    """
    text, knowledge = message.text, revision.knowledge
    page = page_asked_for(text)
    if page is not None:
        return Response(_page(page, knowledge, usage), before)
    subject = read_behind(text, before)
    if subject is None and (sentence := missing_platforms(text)) is not None:
        return Response(pages.notice(sentence, kind="clarify"), before, complete=False)
    if read_follow(revision.understanding, text) is not None:
        return Response(pages.notice(wording.FOLLOW_IN_CHAT), before)
    subject = subject or read_directly(revision.understanding, text, today, before)
    if subject is not None:
        subject = subject._replace(scope=subject.scope.narrowed(message.scope), period=_period(message, subject.period))
        card = card_on(knowledge, subject, today, message.workspace)
        return Response(card, _after(subject.decision, before), complete=not is_half_a_comparison(subject))
    question = _understand(revision, message, today)
    decision = decide(question, NOTHING_BEFORE)
    complete = is_complete(question, decision)
    if not complete and (not leaning_only or leans(question)):
        decision = decide(question, before)
    card = _card(knowledge, question, decision, today, message.workspace)
    products = question.unlisted if decision.kind == "unknown-platform" else ()
    return Response(card, _after(decision, before), complete, products)


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


def _understand(revision: Revision, message: Message, today: date) -> Question:
    question = revision.understanding.understand(message.text, today)
    return question._replace(scope=question.scope.narrowed(message.scope), period=_period(message, question.period))


def _period(message: Message, read: Period) -> Period:
    return read if message.as_of is None else Period(as_of=message.as_of)


def _card(knowledge: Knowledge, question: Question, decision: Decision, today: date, workspace: str) -> Card:
    reply = compose(knowledge, question, decision, today, workspace)
    if not Subject.can_be_given(decision):
        return card_of(reply, None)
    decision = decision._replace(topics=reply.topics)  # a claim on record may be on another topic than the one that was read
    subject = Subject.of(decision, scope_of(question, reply.topics[0]), question.period)
    return card_of(reply, reference_to(knowledge, subject, reply))


def _after(decision: Decision, before: ConversationState) -> ConversationState:
    """Return what the conversation is about after a reply; one that answers nothing changes nothing."""
    if decision.kind in {"unknown-platform", "off-topic"}:
        return before
    return ConversationState(decision.platforms or before.platforms, decision.topics[:1] or before.topics)
