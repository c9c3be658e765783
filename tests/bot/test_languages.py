"""Somebody who asks in another language is told in it what is understood, and gets the main answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies import wording
from bot.replies.reply import Reply


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("darf zoom meine anrufe für ki nutzen", "Ich verstehe"),
        ("zoom puede usar mis llamadas para entrenar ia", "Por ahora"),
        ("est-ce que zoom enregistre mes appels", "Je ne comprends"),
        ("o zoom grava minhas chamadas?", "Por enquanto"),
    ],
)
def test_a_foreign_question_gets_a_sentence_and_the_main_answer(ask: Callable[..., Reply], text: str, begins: str) -> None:
    """With its source and the topics to press."""
    reply = ask(text)
    assert reply.said.headline.startswith(begins)
    assert "Zoom" in reply.said.detail
    assert len(reply.evidence.sources) == 1
    assert reply.choices


def test_a_foreign_text_that_is_too_long_is_no_question(ask: Callable[..., Reply]) -> None:
    """It is told so in English, as every text that is not read to its end."""
    assert ask("zoom puede usar mis llamadas para entrenar ia " * 100).said.headline == wording.TOO_LONG
