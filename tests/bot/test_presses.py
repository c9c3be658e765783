"""Values of buttons come from outside: whatever stands in one, a card comes back."""

from __future__ import annotations

from typing import get_args

from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies.card import Action, Card
from bot.replies.reference import Reference
from bot.storage import Destination, Person, Store, Workspace
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.understanding.subject import Subject
from tests.damage import fuzzed
from tests.storage.databases import clock, store, store_url

__all__ = ["clock", "store", "store_url"]

ANN = Person(Workspace("slack", "T1"), "U1")
ASKER = Asker(ANN, "C1:1", direct=Destination(ANN, "U1", {"channel": "U1"}))
RIGHT = [
    Subject("answer", ("zoom",), ("ai-training",)).encode() or "",
    Subject("compare", ("zoom", "teams"), ("encryption",)).encode() or "",
    "zoom",
    "zoom:here",
    "U1",
    "17",
]
VALUES = st.one_of(
    st.text(),
    st.sampled_from(RIGHT),
    st.builds(
        lambda value, start, end, junk: value[:start] + junk + value[end:],
        st.sampled_from(RIGHT),
        st.integers(0, 20),
        st.integers(0, 40),
        st.text(max_size=4),
    ),
    st.just("9" * 5_000),
    st.just(f"0a1b2c3d.{'9' * 5_000}@{Subject('answer', ('zoom',), ('ai-training',)).encode()}"),
    st.just("²"),
)


@fuzzed(120)
@given(st.sampled_from(get_args(Action)), VALUES, st.one_of(st.just(""), st.text(), VALUES))
@example("tell", "9" * 30, "")
@example("tell", "٣", "")
async def test_any_press_gives_a_card(revision: Revision, store: Store, action: Action, value: str, typed: str) -> None:
    """With any value and any words in its form."""
    card = await Dialogue(KnowledgeHolder(revision), store, 90).press(action, value, ASKER, typed)
    assert isinstance(card, Card)
    assert card.blocks


@fuzzed(300)
@given(VALUES)
def test_any_value_is_a_reference_or_refused(value: str) -> None:
    """And one that is read means the same when it is written and read again."""
    try:
        reference = Reference.decode(value)
    except ValueError:
        return
    written = reference.encode()
    assert written is None or Reference.decode(written) == reference
