"""Whatever is typed is answered or refused, never a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.text.render import render
from bot.dialogue.respond import Message, respond
from bot.replies.card import card_json
from bot.replies.claims import find_claims
from bot.replies.pages import claims_card
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.damage import fuzzed

AWKWARD = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="\x00\ud800\u202e\u0301\U0001f600 zoTEAMS'’.?-", max_size=80),
    st.lists(
        st.sampled_from("does zoom teams train share record my calls can they or vs in 2023 before 's the free guest ? . \n".split(" ")),
        max_size=30,
    ).map(" ".join),
)


@fuzzed(100)
@given(text=AWKWARD, earlier=AWKWARD)
def test_any_message_gets_a_reply_that_every_surface_can_show(revision: Revision, text: str, earlier: str) -> None:
    """With or without a turn before it."""
    before = respond(revision, Message(earlier), TODAY).after
    card = respond(revision, Message(text), TODAY, (), before).card
    assert render(card)
    assert json.dumps(card_json(card)).isascii()


@fuzzed(100)
@given(text=AWKWARD)
def test_any_post_can_be_read(revision: Revision, text: str) -> None:
    """Also one that is nonsense."""
    assert render(claims_card(find_claims(revision.knowledge, revision.understanding, text, None), None))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "zoom " * 20_000,
        "\x00" * 100_000,
        "\ud800" * 100_000,
        "e" + "\u0301" * 100_000,
        "😀" * 100_000,
        "\u202e" * 100_000,
        "?!" * 50_000,
    ],
    ids=["letters", "names", "nuls", "surrogates", "combining", "emoji", "direction", "marks"],
)
def test_a_huge_message_is_refused_kindly(revision: Revision, text: str) -> None:
    """It is a post, not a question."""
    reply = respond(revision, Message(text), TODAY).card.reply
    assert reply is not None
    assert reply.kind == "off-topic"
    assert reply.said.headline
