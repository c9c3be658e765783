"""An acknowledged event is answered once, or its asker is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.replies import pages
from bot.replies.card import Card
from bot.service.delivery import REFUSED, TRIES, claim_try, deliver, take_up_unanswered
from bot.storage import Delivery, Person, Store, StoreError, Workspace
from tests.storage.databases import clock, store, store_url

__all__ = ["clock", "store", "store_url"]

EVENT = Delivery(Person(Workspace("slack", "T1"), "U1"), "E1", {"channel": "C1"})
CARD = pages.notice("an answer")


class Surface:
    """Remembers what was claimed, sent, apologised for and done; each step fails if it is told to."""

    def __init__(self, *failing: str, reply: str | None = "M1") -> None:
        self.failing = failing
        self.reply = reply
        self.claimed: set[str] = set()
        self.happened: list[str] = []

    def _do(self, what: str, shown: str = "") -> None:
        if what in self.failing:
            raise StoreError("broken", transient=True)
        self.happened.append(f"{what} {shown}".strip())

    async def claim(self, delivery: Delivery) -> bool:
        """Return True the first time."""
        self._do("claim")
        first = delivery.key not in self.claimed
        self.claimed.add(delivery.key)
        return first

    async def done(self, delivery: Delivery, reply: str | None = None) -> None:
        """Remember it."""
        self._do("done", f"{delivery.key} {reply}")

    async def make(self) -> Card:
        """Make the card."""
        self._do("make")
        return CARD

    async def send(self, card: Card) -> str | None:
        """Send the card."""
        assert card is CARD
        self._do("send")
        return self.reply

    async def apologise(self, incident: str) -> None:
        """Tell the asker."""
        assert incident
        self._do("apologise")

    async def deliver(self) -> bool:
        """Deliver the event."""
        return await deliver(self, EVENT, self.make, self.send, self.apologise)


async def test_an_event_is_answered_once() -> None:
    """However often it comes."""
    surface = Surface()
    assert await surface.deliver()
    assert not await surface.deliver()
    assert surface.happened == ["claim", "make", "send", "done E1 M1", "claim"]


async def test_a_surface_without_ids_of_replies_is_done_too() -> None:
    """The empty id is kept as none."""
    surface = Surface(reply="")
    await surface.deliver()
    assert surface.happened[-1] == "done E1 None"


async def test_what_could_not_be_delivered_stays_unanswered() -> None:
    """So that the next start takes it up."""
    surface = Surface(reply=None)
    await surface.deliver()
    assert surface.happened == ["claim", "make", "send"]


async def test_an_event_that_cannot_be_claimed_is_not_acknowledged() -> None:
    """The service delivers it again."""
    with pytest.raises(StoreError):
        await Surface("claim").deliver()


@pytest.mark.parametrize("step", ["make", "send"])
async def test_what_goes_wrong_is_told_to_the_asker(step: str) -> None:
    """And the event is done with that."""
    surface = Surface(step)
    assert await surface.deliver()
    assert surface.happened[-2:] == ["apologise", "done E1 None"]


async def test_an_asker_who_cannot_be_told_is_left_for_the_next_start() -> None:
    """Nothing is raised into the surface."""
    surface = Surface("make", "apologise")
    assert await surface.deliver()
    assert surface.happened == ["claim"]


async def test_an_answer_that_cannot_be_noted_is_no_reason_to_apologise() -> None:
    """The asker has it."""
    surface = Surface("done")
    assert await surface.deliver()
    assert surface.happened == ["claim", "make", "send"]


async def test_what_is_cut_off_at_the_end_stays_unanswered() -> None:
    """No apology: the next start takes it up."""
    surface = Surface()

    async def endless() -> Card:
        await asyncio.Event().wait()
        return CARD

    task = asyncio.create_task(deliver(surface, EVENT, endless, surface.send, surface.apologise))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert surface.happened == ["claim"]


async def test_what_was_refused_can_be_tried_again(store: Store) -> None:
    """One try at a time, a few times; after one that worked there is no other."""
    share = EVENT._replace(key="share:1", address=None)
    deliveries = store.deliveries
    for number in range(2):
        attempt = await claim_try(deliveries, share)
        assert attempt is not None
        assert attempt.key == f"share:1:{number}"
        assert await claim_try(deliveries, share) is None, "another process is at it"
        await deliveries.done(attempt, REFUSED)
    worked = await claim_try(deliveries, share)
    assert worked is not None
    await deliveries.done(worked)
    assert await claim_try(deliveries, share) is None


async def test_what_can_be_tried_is_not_tried_for_ever(store: Store) -> None:
    """A few times a day."""
    for _ in range(TRIES):
        attempt = await claim_try(store.deliveries, EVENT)
        assert attempt is not None
        await store.deliveries.done(attempt, REFUSED)
    assert await claim_try(store.deliveries, EVENT) is None


async def test_all_that_was_left_unanswered_is_taken_up(store: Store) -> None:
    """Whatever goes wrong with one of them; what is not this process's to answer is left."""
    for key in ("E1", "E2", "E3", "E4"):
        await store.deliveries.claim(EVENT._replace(key=key))
    noted: list[str] = []

    async def take_up(delivery: Delivery) -> str | None:
        if delivery.key == "E2":
            raise OSError("gone")
        return {"E1": "M1", "E3": None}.get(delivery.key, "")

    later = datetime.now(UTC) + timedelta(days=1)
    await take_up_unanswered(store.deliveries, "slack", later, take_up, lambda doing, error: noted.append(f"{doing}: {error}"))
    assert noted == ["taking up what was left unanswered: gone"]
    assert [delivery.key for delivery in await store.deliveries.unanswered("slack", later)] == ["E2", "E3"]
    answered = await store.deliveries.delivery_of(EVENT.person.workspace, "E1")
    assert answered is not None
    assert answered.reply == "M1"
