"""What a reply is about fits on a button, and gives the same answer again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.respond import Message, respond
from bot.replies.card import MAX_QUESTION, card_of
from bot.replies.compose import reply_on
from bot.replies.reference import Reference
from bot.replies.reply import Reply
from bot.understanding.periods import NOW, Period
from bot.understanding.revision import Revision
from bot.understanding.scope import AskedScope
from bot.understanding.subject import MAX_ENCODED, Subject, SubjectError
from knowledge.dates import PartialDate
from tests.conftest import TODAY

SLUG = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)
SUBJECTS = st.builds(
    Subject,
    kind=st.sampled_from(["answer", "compare", "alternatives"]),
    platforms=st.lists(SLUG, max_size=3).map(tuple),
    topics=st.lists(SLUG, min_size=1, max_size=2).map(tuple),
    scope=st.builds(
        AskedScope,
        plans=st.lists(st.sampled_from(["free", "business"]), max_size=2).map(tuple),
        regions=st.lists(st.sampled_from(["eu", "us"]), max_size=2).map(tuple),
        roles=st.lists(st.sampled_from(["guest", "admin"]), max_size=2).map(tuple),
    ),
    period=st.sampled_from([NOW, Period(before_change=True), Period(as_of=PartialDate("2023-08"))]),
    also=st.just(()),
    reasons=st.just(False),
    place=st.none(),
)


@given(SUBJECTS)
def test_a_subject_comes_back_from_a_button(subject: Subject) -> None:
    """Or is too long for one, and then says so."""
    encoded = subject.encode()
    if encoded is not None:
        assert len(encoded) <= MAX_ENCODED
        assert encoded.isascii()
        assert Subject.decode(encoded) == subject


@given(st.text(max_size=100))
def test_nonsense_is_no_subject(text: str) -> None:
    """A made-up button is refused, whatever it carries."""
    try:
        subject = Reference.decode(text).subject
    except SubjectError:
        return
    assert subject.kind in {"answer", "compare", "alternatives"}
    assert subject.topics


@pytest.mark.parametrize(
    "text", ["", "answer", "answer~zoom", "answer~zoom~ai-training~soon", "answer~zoom~ai-training~~gold", "x~y~z", "a" * 300]
)
def test_what_is_refused(text: str) -> None:
    """No topic, no such date, no such plan, no such kind."""
    with pytest.raises(SubjectError):
        Subject.decode(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can Zoom use my calls for AI?",
        "is zoom fit for therapy on a free account",
        "could zoom train on my calls in july 2023",
        "did zoom train on calls before the change",
        "compare zoom and teams on encryption",
        "alternatives to otter",
        "what changed at zoom, and when?",
    ],
)
def test_a_subject_gives_the_same_answer_again(revision: Revision, text: str) -> None:
    """Without the words that led to it."""
    card = respond(revision, Message(text), TODAY).card
    assert card.about is not None
    assert card.reply is not None
    first = card.reply
    second = reply_on(revision.knowledge, Subject.decode(card.about.subject.encode() or ""), TODAY)
    said = first.said._replace(opening=second.said.opening, opening_words=second.said.opening_words)
    assert _told(second) == _told(first._replace(said=said, lead=second.lead, choices=second.choices, also=second.also))


def test_what_can_be_asked_next_fits_on_a_button(revision: Revision) -> None:
    """On every answer of the base, and in the replies that ask back; the words beside it ask for the same platform."""
    known = revision.knowledge
    for platform in known.platforms.values():
        replies = [reply_on(known, Subject("answer", (platform.slug,), (topic,)), TODAY) for topic in known.topics]
        for reply in (*replies, reply_to(revision, platform.name)):
            assert card_of(reply, None).buttons
            for button, choice in zip(card_of(reply, None).buttons, reply.choices, strict=True):
                assert button.action == "show", button
                assert Subject.decode(button.value) == choice.asks
                assert reply_to(revision, choice.question).platforms[:1] == (platform.slug,), choice


def test_examples_are_questions_that_fit_on_a_button(revision: Revision) -> None:
    """They are read like anybody's."""
    for button in card_of(reply_to(revision, "what's the weather"), None).buttons:
        assert button.action == "ask"
        assert len(button.value) <= MAX_QUESTION
        assert reply_to(revision, button.value).kind != "off-topic"


def reply_to(revision: Revision, text: str) -> Reply:
    """Return the reply to a message that stands alone."""
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    return reply


def _told(reply: Reply) -> Reply:
    """The reply without what nobody sees: the topics that came second."""
    return reply._replace(topics=(), replies=tuple(map(_told, reply.replies)))
