"""Derive the conversation state (platforms, topic) that a follow-up continues: from a card, its buttons, or a subject."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from bot.replies.card import Card
from bot.replies.reference import Reference
from bot.understanding.question import NOTHING_BEFORE, ConversationState
from bot.understanding.subject import DEFAULT_TOPIC, Subject, SubjectError

ABOUT_THE_ANSWER = ("details", "menu", "compare", "share", "helpful", "unhelpful", "wrong")
"""Actions whose value is a reference to the answer above them."""


def context_on(subject: Subject, before: ConversationState = NOTHING_BEFORE, place: int | None = None) -> ConversationState:
    """Return what the conversation is about after an answer on a subject, or on the part of it at a place."""
    return ConversationState(subject.platforms or before.platforms, subject.topics[:1], place)


def context_after(card: Card, before: ConversationState = NOTHING_BEFORE) -> ConversationState:
    """Return what the conversation is about after a card: its answer, or what is clear of a question that was asked back.

    A card that answers nothing changes nothing.
    """
    if card.about is not None:
        return context_on(card.about.subject, before, card.about.place)
    if card.kind == "clarify" and card.reply is not None:
        return ConversationState(card.reply.platforms or before.platforms, card.reply.topics[:1] or before.topics)
    return before


def context_of(buttons: Iterable[tuple[str, str]]) -> ConversationState | None:
    """Return what a card is about of which only the buttons are there, each an action and its value.

    Under a question back it is what all choices share (their platform, or their topic). None if there is nothing of the kind, or if the
    question was not matched: the choices are then guesses of ours.
    """
    choices = []
    for action, value in buttons:
        with suppress(SubjectError):
            if action == "send":
                return None
            if action in ABOUT_THE_ANSWER:
                reference = Reference.decode(value)
                return context_on(reference.subject, place=reference.place)
            if action == "show":
                choices.append(context_on(Subject.decode(value)))
    platforms, topics = {choice.platforms for choice in choices}, {choice.topics for choice in choices}
    if len(platforms) == 1:
        return choices[0] if len(topics) == 1 else ConversationState(choices[0].platforms, (DEFAULT_TOPIC,))
    return ConversationState((), choices[0].topics) if len(topics) == 1 else None
