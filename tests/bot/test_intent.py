"""What somebody wants besides the topic."""

from __future__ import annotations

import pytest

from bot.understanding import intent
from bot.understanding.text import split


@pytest.mark.parametrize(
    "text",
    [
        "alternatives to zoom",
        "what can I use instead of Zoom",
        "which platform doesn't train on calls?",
        "ditching whatsapp, which app for calls",
        "something like discord but encrypted",
        "recommend a notetaker without ai training",
        "which notetaker does not send to openai",
        "leaving slack, what is better",
        "we need something else than otter",
    ],
)
def test_somebody_looks_for_another_platform(text: str) -> None:
    """However it is put."""
    assert intent.wants_alternatives(split(text))


@pytest.mark.parametrize(
    "text",
    [
        "does zoom train on calls",
        "what can I do besides leaving",
        "which AI features does zoom have",
        "are recordings kept after leaving",
        "is anyone else able to see it",
    ],
)
def test_somebody_does_not(text: str) -> None:
    """Leaving a call is not leaving a platform."""
    assert not intent.wants_alternatives(split(text))


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("Zoom owns my conversations now, right?", True),
        ("zoom trains on everything", True),
        ("I heard that Teams listens in, is that true", True),
        ("does zoom train on calls?", False),
        ("How do I turn it off", False),
        ("in germany does whatsapp train on calls", False),
        ("as a guest can otter be turned off", False),
    ],
)
def test_a_statement_is_told_from_a_question(text: str, asserted: bool) -> None:
    """Only what somebody takes for granted can be corrected."""
    assert intent.asserts(split(text)) is asserted


def test_two_names_in_one_call() -> None:
    """One joins the other's call, or the two are weighed."""
    assert intent.speaks_of_one_call(split(" call with a guest's "))
    assert not intent.speaks_of_one_call(split(" or "))
