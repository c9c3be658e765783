"""In a message that tells a story, the part that asks is found and weighs more than the rest."""

from __future__ import annotations

import pytest

from bot.understanding.revision import Revision
from bot.understanding.story import asking_part
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (
            "my doctor invited a bot to our call on zoom and it just sat there the whole time, can she read the transcript later",
            "can she read the transcript later",
        ),
        (
            "We switched to Webex last summer. My boss filled in a form for it and nobody told us. How long are the recordings kept?",
            "How long are the recordings kept?",
        ),
        ("can she read the transcript of our call on zoom that my doctor recorded yesterday in the afternoon", None),
        ("my doctor invited a bot, can she read it", None),
        ("Is it encrypted when I call my mother on Zoom from here every day? And who can listen to what we say there?", None),
    ],
)
def test_finds_the_part_that_asks(text: str, part: str | None) -> None:
    """Only in a long message, and only if it is one part of it."""
    assert asking_part(text) == part


def test_the_part_that_asks_outweighs_the_story(revision: Revision) -> None:
    """The platform stands in the story."""
    story = "my sister in law has a small bakery and pays for Zoom as the accountant invited a bot to their calls and she hates it"
    question = revision.understanding.understand(f"{story}, how long are the recordings kept", TODAY)
    assert (question.platforms, question.reading.topics[0]) == (("zoom",), "retention")
