"""A message is split into what it tells and what it asks, and the question decides what it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.reply import Reply
from bot.understanding.revision import Revision
from bot.understanding.story import told_and_asked
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("my doctor invited a bot to our call on zoom and it just sat there", "can she read the transcript later"),
        ("We switched to Webex last summer. My boss filled in a form. Nobody told us.", "How long are the recordings kept?"),
        ("we dont have much money.", "is signal end to end encrypted"),
        ("our boss joined yesterday", "just wondering whether Zoom keeps the chat"),
    ],
)
def test_story_and_question_are_told_apart(told: str, asked: str) -> None:
    """In a sentence of its own or before a comma, whatever their length."""
    between = " " if told.endswith(".") else ", "
    parts = told_and_asked(f"{told}{between}{asked}")
    assert (parts.told.rstrip(" ,"), parts.asked) == (told, asked)


@pytest.mark.parametrize(
    "behind", [", my boss wants to know", ". My boss wants to know.", "? asking for a friend", " - we have no budget left"]
)
def test_a_story_may_stand_behind_its_question(behind: str) -> None:
    """Told by whoever asks first and says why then."""
    assert told_and_asked(f"does zoom train on calls{behind}").asked.rstrip("?.") == "does zoom train on calls"


@pytest.mark.parametrize(
    "text",
    [
        "if I switch the recording off, does Zoom still keep the chat?",
        "on the free plan, does Zoom train on calls",
        "Is it encrypted when I call my mother on Zoom every day? And who can listen to what we say there?",
        "Zoom trains on calls. Is that true?",
        "we use zoom for therapy. recordings how long",
    ],
)
def test_what_belongs_to_the_question_is_no_story(text: str) -> None:
    """A condition, for whom it is asked, a second question, a rumour, keywords."""
    assert told_and_asked(text) == ("", text)


def test_the_question_decides_the_topic(revision: Revision) -> None:
    """The platform stands in the story."""
    story = "my sister in law has a small bakery and pays for Zoom as the accountant invited a bot to their calls and she hates it"
    question = revision.understanding.understand(f"{story}, how long are the recordings kept", TODAY)
    assert (question.platforms, question.reading.topics[0]) == (("zoom",), "retention")


STORIES = (
    "somebody switched the AI on last week",
    "nobody told me anything",
    "my boss is asking me",
    "a client sent me pictures of his cat",
    "our old contract ended in 2023",
    "there was a mess with the recording yesterday",
    "the police were here about the neighbour",
    "we are a small team in Germany",
)
QUESTIONS = (
    "is signal end to end encrypted",
    "how long does zoom keep recordings",
    "can discord staff listen to my calls",
    "who owns what i say on telegram",
    "does whatsapp share my calls with advertisers",
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("shape", ["{story}. {question}", "{story}, {question}", "{question}? {story}", "{question}, {story}"])
def test_a_story_changes_no_answer(ask: Callable[..., Reply], question: str, shape: str) -> None:
    """Platform and topic stay, nothing more is said to be missing, and the first word is the same or none."""
    alone = ask(question)
    for story in STORIES:
        told = ask(shape.format(story=story, question=question))
        assert (told.kind, told.platforms, told.topics[:1]) == (alone.kind, alone.platforms, alone.topics[:1]), story
        assert told.said.not_on_record in {"", alone.said.not_on_record}, story
        assert told.said.opening_words in {"", alone.said.opening_words}, story


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my boss turned on the zoom AI companion last week. does it record what i say", ""),
        ("somebody switched the AI on last week in slack. do those notes stay for good", ""),
        ("someone enabled transcription in our webex. are ai notes on by default", "As of July 2024, not by default:"),
        ("does tldv train on my calls on the free plan", "Not known:"),
    ],
)
def test_what_is_on_is_not_told_to_be_off(ask: Callable[..., Reply], text: str, words: str) -> None:
    """Unless the default itself is asked for; and a plan is not missed in an answer for all plans."""
    said = ask(text).said
    assert (said.opening_words, said.not_on_record) == (words, "")
