"""The six cards that the pictures show, the same for every surface."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.dialogue.respond import Message, respond
from bot.replies.card import Card
from bot.replies.claims import find_claims
from bot.replies.pages import claims_card
from bot.understanding.revision import Revision
from knowledge.dates import PartialDate

DAY = date(2026, 11, 23)
"""The day of all pictures, so that they change only when an answer does."""
QUESTIONS = {
    "answer": "Can Zoom use my calls for AI?",
    "how-to": "How do I turn off AI in Microsoft Teams?",
    "comparison": "compare zoom and google meet",
    "alternatives": "alternatives to otter",
    "not-sure": "does it train on my calls",
}
POST = (
    "Zoom now owns your private conversations and trains its AI on every call. You cannot opt out. "
    "Signal calls, by contrast, are end-to-end encrypted."
)
POSTED = "2023-08-07"


class Scene(NamedTuple):
    """A text, and the card that answers it."""

    said: str
    card: Card


def scenes(revision: Revision) -> Mapping[str, Scene]:
    """Return the scenes by name."""
    asked = {name: Scene(text, respond(revision, Message(text), DAY).card) for name, text in QUESTIONS.items()}
    day = PartialDate(POSTED)
    return {**asked, "claims": Scene(POST, claims_card(find_claims(revision.knowledge, revision.understanding, POST, day), day))}


def folder() -> Path:
    """Return where the pictures stand in the repository."""
    return Path(__file__).parents[2] / "docs" / "pictures"
