"""What a reply is about fits on a button, and gives the same answer again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.engine import Engine, Message
from bot.replies.answer import Asking
from bot.replies.card import MAX_QUESTION, card_of
from bot.replies.reference import Reference
from bot.replies.reply import Reply
from bot.understanding.decide import Decision
from bot.understanding.periods import NOW, Period
from bot.understanding.scope import Asked
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
        Asked,
        plans=st.lists(st.sampled_from(["free", "business"]), max_size=2).map(tuple),
        regions=st.lists(st.sampled_from(["eu", "us"]), max_size=2).map(tuple),
        roles=st.lists(st.sampled_from(["guest", "admin"]), max_size=2).map(tuple),
    ),
    period=st.sampled_from([NOW, Period(before_change=True), Period(as_of=PartialDate("2023-08"))]),
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
def test_a_subject_gives_the_same_answer_again(engine: Engine, text: str) -> None:
    """Without the words that led to it."""
    question, decision = engine.understand(Message(text), TODAY)
    first = engine.compose(question, decision, TODAY)
    subject = Subject.of(decision, question.scope, question.period)
    again = Subject.decode(subject.encode() or "")
    second = engine.reply_on(again.decision, Asking(TODAY, again.scope, again.period))
    assert _told(second) == _told(first._replace(lead=second.lead, choices=second.choices))


def test_what_can_be_asked_next_fits_on_a_button(engine: Engine) -> None:
    """On every answer of the base, and in the replies that ask back; the words beside it ask for the same platform."""
    known = engine.knowledge
    for platform in known.platforms.values():
        replies = [engine.reply_on(Decision("answer", (platform.slug,), (topic,)), Asking(TODAY)) for topic in known.topics]
        for reply in (*replies, engine.handle(Message(platform.name), TODAY)[0]):
            assert card_of(reply, None).buttons
            for button, choice in zip(card_of(reply, None).buttons, reply.choices, strict=True):
                assert button.action == "show", button
                assert Subject.decode(button.value).decision == choice.asks
                assert engine.handle(Message(choice.question), TODAY)[0].platforms[:1] == (platform.slug,), choice


def test_examples_are_questions_that_fit_on_a_button(engine: Engine) -> None:
    """They are read like anybody's."""
    for button in card_of(engine.handle(Message("what's the weather"), TODAY)[0], None).buttons:
        assert button.action == "ask"
        assert len(button.value) <= MAX_QUESTION
        assert engine.handle(Message(button.value), TODAY)[0].kind != "off-topic"


def _told(reply: Reply) -> Reply:
    """The reply without what nobody sees: the topics that came second."""
    return reply._replace(topics=(), replies=tuple(map(_told, reply.replies)))
