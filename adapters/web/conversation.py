"""A conversation that is kept in the page itself: every form carries what was asked before, and nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.dialogue.context import context_after, context_on
from bot.dialogue.naming import is_on_record
from bot.dialogue.respond import card_on
from bot.replies.addresses import answer_path
from bot.replies.card import Card
from bot.replies.reference import Reference
from bot.understanding.question import NOTHING_BEFORE, ConversationState
from bot.understanding.subject import DEFAULT_TOPIC, Subject, SubjectError
from knowledge.base import Knowledge

MOST_TURNS = 6
"""Most questions of a conversation that stay on the page."""
LONGEST_QUESTION = 2_000


class Turn(NamedTuple):
    """A question and, encoded, what its reply was about; "" if it was about nothing."""

    question: str
    about: str = ""

    @property
    def reference(self) -> Reference | None:
        """Return the subject of the reply; None for a value that is empty or forged."""
        try:
            return Reference.decode(self.about) if self.about else None
        except SubjectError:
            return None

    @property
    def subject(self) -> Subject | None:
        """The subject of the reply, if there is one."""
        return self.reference.subject if self.reference is not None else None


class ShownTurn(NamedTuple):
    """An earlier question with its answer in a sentence, and the page of that answer, "" if it has none."""

    question: str
    said: str
    path: str


def read_turns(asked: Sequence[str], about: Sequence[str]) -> tuple[Turn, ...]:
    """Return the last turns that a form carries."""
    turns = (Turn(question[:LONGEST_QUESTION], subject) for question, subject in zip(asked, about, strict=False))
    return tuple(turns)[-MOST_TURNS:]


def context_in(turns: Sequence[Turn], knowledge: Knowledge) -> ConversationState:
    """Return what the conversation was about last, if that is on record."""
    references = (turn.reference for turn in reversed(turns))
    last = next((one for one in references if one is not None and is_on_record(one.subject, knowledge)), None)
    return NOTHING_BEFORE if last is None else context_on(last.subject, place=last.place)


def about(card: Card) -> str:
    """Return what a follow-up can lean on after a card, encoded: its reference, or what is clear of a question that was asked back."""
    if card.about is not None:
        return card.about.encode() or ""
    after = context_after(card)
    if after == NOTHING_BEFORE:
        return ""
    return Reference(Subject("answer", after.platforms[:1], after.topics or (DEFAULT_TOPIC,)), "").encode() or ""


def shown(turns: Sequence[Turn], knowledge: Knowledge, today: date) -> tuple[ShownTurn, ...]:
    """Return earlier turns as they are shown, with the answers of today."""
    return tuple(_shown(turn, knowledge, today) for turn in turns)


def _shown(turn: Turn, knowledge: Knowledge, today: date) -> ShownTurn:
    subject = turn.subject
    if subject is None or not subject.platforms or not is_on_record(subject, knowledge):
        return ShownTurn(turn.question, "", "")
    return ShownTurn(turn.question, card_on(knowledge, subject, today).heading.text, answer_path(subject))
