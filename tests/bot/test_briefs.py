"""What the first lines of a reply say. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.layout import first_line
from bot.replies.reply import Reply

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("can i turn off training in circleback", "Yes, with exceptions: "),
        ("does gemini live keep my calls", "Yes, with a limit: "),
        ("does chatgpt sell my data", "No, with a limit: "),
        ("does messenger own my recordings", "No, with a limit: messenger content stays yours, but "),
        ("does facetime sell my call data", "As far as is known, no: "),
        ("is threema end to end encrypted", "Yes: "),
    ],
)
def test_no_flat_yes_or_no_stands_over_a_limit(ask: Ask, text: str, opening: str) -> None:
    """What takes something back is announced, or said to be not known."""
    assert first_line(ask(text)).casefold().startswith(opening.casefold())
