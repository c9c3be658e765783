"""Messages that start with "compare", "alternatives" or "history"."""

from __future__ import annotations

import pytest

from bot.dialogue.direct import FollowCommand, missing_platforms, page_asked_for, read_follow, subject_of
from bot.dialogue.respond import Message, read_message
from bot.replies import wording
from bot.understanding.question import NOTHING_BEFORE
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
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
    subject = _subject_in(revision, text)
    assert subject is not None
    assert (subject.kind, subject.platforms, subject.topics) == (kind, platforms, topics)


@pytest.mark.parametrize("text", ["", "compare", "history", "alternatives to everything", "can zoom use my calls for ai", "comparezoom"])
def test_everything_else_is_left_to_understanding(revision: Revision, text: str) -> None:
    """No platform behind the word, or no direct word."""
    assert _subject_in(revision, text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("follow zoom", FollowCommand(ends=False, platforms=("zoom",), here=False)),
        ("/follow google meet here", FollowCommand(ends=False, platforms=("google-meet",), here=True)),
        ("Follow zoom and teams in this channel please", FollowCommand(ends=False, platforms=("zoom", "microsoft-teams"), here=True)),
        ("unfollow slack", FollowCommand(ends=True, platforms=("slack",), here=False)),
        ("follow", None),
        ("follow blorptalk", None),
        ("follow up: can zoom use my calls for ai?", None),
        ("following zoom's change, can it train on my calls?", None),
        ("does zoom follow gdpr", None),
    ],
)
def test_follow_is_a_command_if_nothing_else_is_said(revision: Revision, text: str, wanted: FollowCommand | None) -> None:
    """A question that begins with the word stays a question."""
    assert read_follow(revision.understanding, text) == wanted


def test_the_words_alone_ask_for_a_page_or_for_a_platform() -> None:
    """`following` lists, the others need a name."""
    assert page_asked_for("/following") == "following"
    assert missing_platforms("follow") == wording.FOLLOW_NEEDS_ONE
    assert missing_platforms("unfollow") == wording.UNFOLLOW_NEEDS_ONE


def _subject_in(revision: Revision, text: str) -> Subject | None:
    read = read_message(revision, Message(text), TODAY)
    return None if read.command is None else subject_of(read.command, read.question, NOTHING_BEFORE)
