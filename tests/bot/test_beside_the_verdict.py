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
