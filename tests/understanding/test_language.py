"""A message in another language is not taken for English."""

from __future__ import annotations

import pytest

from bot.understanding.decide import decide
from bot.understanding.question import ConversationState
from bot.understanding.revision import Revision
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("darf zoom meine anrufe für ki nutzen", "de"),
        ("werden zoom anrufe aufgezeichnet", "de"),
        ("zoom puede usar mis llamadas para entrenar ia", "es"),
        ("est-ce que zoom enregistre mes appels", "fr"),
        ("o zoom grava minhas chamadas?", "pt"),
    ],
)
def test_a_foreign_question_on_a_platform_is_noticed(revision: Revision, text: str, language: str) -> None:
    """Its platform is kept, so that the main answer can be shown."""
    question = revision.understanding.understand(text, TODAY)
    decision = decide(question, ConversationState())
    assert question.language == language
    assert (decision.kind, len(decision.platforms)) == ("clarify", 1)


@pytest.mark.parametrize(
    "text", ["can zoom use my calls for ai", "zoom hipaa baa", "does ms teams keep recrodings", "zoom", "teams gdpr dpa"]
)
def test_english_is_english(revision: Revision, text: str) -> None:
    """Also with typing errors, names and abbreviations."""
    assert revision.understanding.understand(text, TODAY).language == "en"
