"""What a question names beside the verdict is answered, or said first to be not on record. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.layout import first_line
from bot.replies.reply import Reply

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("is teams ok for a school", "Partly: Teams is fit for sensitive talks only on a work or school contract"),
        ("can schools use otter", "I have nothing on schools; the nearest answer: "),
        ("can schools use slack", "I have nothing on schools; the nearest answer: "),
    ],
)
def test_a_clause_on_what_is_left_out_hides_no_other_clause(ask: Ask, text: str, begins: str) -> None:
    """Of "only on a school contract; free Teams is not covered" the first half speaks of schools."""
    assert first_line(ask(text)).startswith(begins)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("does otter read my mood", "I have nothing on emotions; the nearest answer: "),
        ("does webex recognise my voice", "I have nothing on recognising who speaks; the nearest answer: "),
        ("does limitless recognise faces", "I have nothing on faces; the nearest answer: "),
        ("does sembly make voiceprints", "I have nothing on voiceprints; the nearest answer: "),
        ("does zoom detect my emotions", "Not by default: Zoom Revenue Accelerator rates sentiment in transcripts"),
        ("does copilot in teams analyse moods", "Partly. Microsoft Teams, Copilot on people's mood"),
        ("does amazon connect take voiceprints", "No. Amazon Connect (Contact Lens), voiceprints (Voice ID): "),
        ("does zoom take biometrics", "As of August 2024, not by default: Zoom analyses your face or voice only if you register"),
    ],
)
def test_voices_faces_and_emotions_do_not_stand_for_each_other(ask: Ask, text: str, begins: str) -> None:
    """Who asks about one of them gets what is on record on it, or that nothing is."""
    assert first_line(ask(text)).startswith(begins)
