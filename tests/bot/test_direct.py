"""Messages that start with "compare", "alternatives" or "history"."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.direct import read_directly
from bot.understanding.revision import Revision
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "kind", "platforms", "topics"),
    [
        ("compare zoom teams", "compare", ("zoom", "microsoft-teams"), ("ai-training",)),
        ("compare slack vs gogle meet for hipaa", "compare", ("slack", "google-meet"), ("sensitive",)),
        ("Compare zoom and teams on encryption", "compare", ("zoom", "microsoft-teams"), ("encryption",)),
        ("compare zoom", "answer", ("zoom",), ("ai-training",)),
        ("alternatives zoom", "alternatives", ("zoom",), ("ai-training",)),
        ("alternatives to teams for keeping bots out", "alternatives", ("microsoft-teams",), ("uninvited-bots",)),
        ("alternatives to otter", "alternatives", ("otter",), ("ai-training",)),
        ("history zoom", "answer", ("zoom",), ("history",)),
        ("history of zoom on encryption", "answer", ("zoom",), ("history", "encryption")),
    ],
)
def test_names_behind_a_direct_word_are_platforms(
    revision: Revision, text: str, kind: str, platforms: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    """Also where they are ordinary words or misspelt."""
    subject = read_directly(revision.understanding, text, TODAY)
    assert subject is not None
    assert (subject.kind, subject.platforms, subject.topics) == (kind, platforms, topics)


@pytest.mark.parametrize("text", ["", "compare", "history", "alternatives to everything", "can zoom use my calls for ai", "comparezoom"])
def test_everything_else_is_left_to_understanding(revision: Revision, text: str) -> None:
    """No platform behind the word, or no direct word."""
    assert read_directly(revision.understanding, text, date(2026, 11, 23)) is None
