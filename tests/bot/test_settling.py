"""The sentence on record that settles a question stands in the brief, whatever topic it stands under."""

from __future__ import annotations

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies.blocks import Heading, Paragraph
from bot.replies.reply import Reply
from bot.replies.settling import on_record
from bot.understanding.revision import Revision
from tests.conftest import TODAY


def asked(revision: Revision, text: str) -> tuple[str, Reply]:
    """Return the brief of the reply to a question, and the reply."""
    card = respond(revision, Message(text), TODAY).card
    assert card.reply is not None
    return " ".join(block.text for block in card.brief if isinstance(block, Heading | Paragraph)), card.reply


@pytest.mark.parametrize(
    ("text", "settles"),
    [
        ("how do i block somebody who keeps asking to get into my signal call", "Refusing somebody twice blocks them"),
        ("can i stop chatgpt learning from me but keep my history", "stops it while the history stays"),
        ("can i as host refuse supernormal if it's on her laptop", "so a host has nothing to refuse"),
        ("can my avoma admin look at my internal 1:1s", "Admins cannot open internal meetings"),
        ("does somebody need a paid copilot license before it hears our teams meeting", "once somebody with a paid licence uses it"),
        ("what models does nextcloud talk use for live captions", "ready-made open models"),
    ],
)
def test_what_settles_the_question_stands_in_the_brief(revision: Revision, text: str, settles: str) -> None:
    """From the detail, a condition, a claim's reason or the answer to another question; or below a question back."""
    brief, _ = asked(revision, text)
    assert settles in brief


@pytest.mark.parametrize(
    "text",
    [
        "does zoom train ai on my calls",
        "does fathom keep recordings",
        "can the police get my telegram calls",
        "who owns my otter transcript",
        "do humans listen to my plaud recordings",
        "does teams tell people they're recorded",
        "is it true that ChatGPT trains on company conversations?",
    ],
)
def test_a_plain_question_gets_nothing_besides(revision: Revision, text: str) -> None:
    """What the brief covers is not told twice, and what is stated is judged."""
    _, reply = asked(revision, text)
    assert not any(line.asked for line in reply.also)


def test_the_word_for_another_question_is_not_kept(revision: Revision) -> None:
    """If the sentence stands under another topic, Yes or No may judge what was not asked; the month that it is of stays."""
    _, reply = asked(revision, "does somebody need a paid copilot license before it hears our teams meeting")
    assert (reply.said.opening, reply.said.opening_words) == ("", "As of January 2024,")


@pytest.mark.parametrize("text", ["does whatsapp train ai on summaries", "does telegram train ai on summaries"])
def test_one_word_under_another_topic_adds_nothing(revision: Revision, text: str) -> None:
    """That AI can summarise chats does not settle what it is trained on, so that the word stays."""
    _, reply = asked(revision, text)
    assert reply.said.opening == "no"
    assert not any(line.asked for line in reply.also)


def test_what_is_told_is_not_denied(revision: Revision) -> None:
    """Nothing on record is said of voice messages above a sentence on them."""
    brief, _ = asked(revision, "does telegram pass voice messages to google to turn them into text")
    assert "voice messages to Google" in brief
    assert "nothing on voice messages" not in brief


def test_a_sentence_that_points_back_takes_the_one_before_along(revision: Revision) -> None:
    """Whatever brief it comes to stand below."""
    for platform in revision.knowledge.platforms.values():
        for one in on_record(platform, with_steps=False):
            if one.words.startswith(("That ", "Then ", "Otherwise ", "They ")) and one.condition is None:
                assert one.told_below("").removesuffix(one.words).strip(), one
