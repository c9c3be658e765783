"""A follow-up leans on the same after the same card, whether a surface has the card, its buttons or its subject."""

from __future__ import annotations

import pytest

from bot.dialogue.context import context_after, context_of, context_on
from bot.dialogue.respond import Message, respond
from bot.replies.card import Card
from bot.understanding.question import NOTHING_BEFORE, ConversationState
from bot.understanding.revision import Revision
from tests.conftest import TODAY

ZOOM = ConversationState(("zoom",), ("encryption",))


def buttons(card: Card) -> list[tuple[str, str]]:
    """Return the buttons as a message carries them, its own reference last."""
    below: list[tuple[str, str]] = [(button.action, button.value) for button in card.buttons]
    return [*below, ("details", card.about.encode() or "")] if card.about else below


@pytest.mark.parametrize(
    ("text", "platforms", "topics"),
    [
        ("is zoom end to end encrypted", ("zoom",), ("encryption",)),
        ("could zoom train on my calls before the change", ("zoom",), ("ai-training",)),
        ("compare zoom and teams on retention", ("zoom", "microsoft-teams"), ("retention",)),
        ("alternatives to otter", ("otter",), ("ai-training",)),
        ("history signal", ("signal",), ("history",)),
    ],
)
def test_after_an_answer_it_is_what_was_answered(
    revision: Revision, text: str, platforms: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    """However the surface knows."""
    response = respond(revision, Message(text), TODAY, before=ConversationState(("webex",), ("access",)))
    assert response.after == ConversationState(platforms, topics)
    assert response.card.about is not None
    assert context_on(response.card.about.subject) == response.after
    assert context_of(buttons(response.card)) == response.after


def test_the_part_of_an_answer_goes_along(revision: Revision) -> None:
    """By its place, which the buttons carry too."""
    response = respond(revision, Message("are telegram voice chats encrypted"), TODAY)
    assert response.after.place is not None
    assert context_of(buttons(response.card)) == response.after


def test_after_a_question_back_it_is_what_was_clear(revision: Revision) -> None:
    """The topic, if the platform is missing."""
    card = respond(revision, Message("is it end to end encrypted"), TODAY).card
    assert context_after(card) == context_of(buttons(card)) == ConversationState((), ("encryption",))


@pytest.mark.parametrize("text", ["how do I boil an egg", "help", "does blorptalk train on my calls", "compare"])
def test_a_card_that_answers_nothing_changes_nothing(revision: Revision, text: str) -> None:
    """What was said before still stands there."""
    card = respond(revision, Message(text), TODAY).card
    assert context_after(card, ZOOM) == ZOOM
    assert context_after(card) == NOTHING_BEFORE


def test_buttons_that_cannot_be_read_are_no_context() -> None:
    """Nor are the guesses below a question that was not matched."""
    assert context_of([("show", "nonsense"), ("ask", "x")]) is None
    assert context_of([("show", "answer~zoom~encryption"), ("send", "U1")]) is None
    assert context_of([]) is None
