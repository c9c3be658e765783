"""What conversations remember, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage import CONVERSATION_KEPT, PRIVATE_KEPT, Store
from bot.understanding.question import ConversationState
from tests.storage.databases import KEYS, Clock
from tests.storage.people import ANN, BOB, HER_NAMESAKE, HERE, THERE

ABOUT_ZOOM = ConversationState(("zoom", "teams"), ("ai-training",), place=3)
ABOUT_WEBEX = ConversationState(("webex",))


async def test_a_conversation_remembers_what_it_was_about_last(store: Store) -> None:
    """By its key, in its workspace."""
    assert await store.conversations.last(HERE, "C1") is None
    await store.conversations.remember(ANN, "C1", ABOUT_ZOOM)
    await store.conversations.remember(HER_NAMESAKE, "C2", ABOUT_WEBEX)
    assert await store.conversations.last(HERE, "C1") == ABOUT_ZOOM
    assert await store.conversations.last(THERE, "C1") is None
    assert await store.conversations.last(HERE, "C2") is None
    assert await store.conversations.last(THERE, "C2") == ABOUT_WEBEX


async def test_the_last_message_counts_in_every_process(store: Store, store_url: str, clock: Clock) -> None:
    """A follow-up that another process gets leans on what this one remembers, and the other way round."""
    other = await Store.open(store_url, keys=KEYS, clock=clock)
    await store.conversations.remember(ANN, "C1", ABOUT_ZOOM)
    assert await other.conversations.last(HERE, "C1") == ABOUT_ZOOM
    await other.conversations.remember(BOB, "C1", ABOUT_WEBEX)
    await other.close()
    assert await store.conversations.last(HERE, "C1") == ABOUT_WEBEX


@pytest.mark.parametrize(("kept", "minutes"), [(CONVERSATION_KEPT, 30), (PRIVATE_KEPT, 10)])
async def test_a_conversation_is_forgotten_in_time(store: Store, clock: Clock, kept: timedelta, minutes: float) -> None:
    """It is not shown any more, also before it is purged; a new message starts the time anew."""
    await store.conversations.remember(ANN, "C1", ABOUT_WEBEX, kept)
    clock.advance(minutes=minutes - 0.1)
    await store.conversations.remember(ANN, "C1", ABOUT_ZOOM, kept)
    clock.advance(minutes=minutes - 0.1)
    assert await store.conversations.last(HERE, "C1") == ABOUT_ZOOM
    clock.advance(minutes=0.1)
    assert await store.conversations.last(HERE, "C1") is None
    assert await store.personal.purge() == 1


async def test_a_key_that_no_database_can_hold_works(store: Store) -> None:
    """NUL, which JSON can carry."""
    await store.conversations.remember(ANN, "C\0", ABOUT_ZOOM)
    assert await store.conversations.last(HERE, "C\0") == ABOUT_ZOOM
