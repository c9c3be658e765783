"""Claim, make, deliver, done: the way of everything that a surface acknowledges before it is answered.

An acknowledged event is answered once, or its asker is told that something went wrong; if the process dies in between, the
delivery stays unanswered in the store, and the surface takes it up at the next start.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal, Protocol

from bot.observing import incidents, metrics, tracing
from bot.replies.card import Card
from bot.storage import Delivery

Make = Callable[[], Awaitable[Card]]
Send = Callable[[Card], Awaitable[str | None]]
"""Deliver a card; return the id of the reply ("" if the surface has none), or None if the card could not be delivered."""
Apologise = Callable[[str], Awaitable[None]]
"""Tell the asker that something went wrong, with the id of the incident."""
Outcome = Literal["answered", "apologised", "undelivered"]
"""How an acknowledged event ended."""


class Deliveries(Protocol):
    """The part of the store that knows what was claimed and answered."""

    async def claim(self, delivery: Delivery) -> bool:
        """Return True the first time a delivery is claimed, in any process; raise StoreError if that cannot be known."""

    async def done(self, delivery: Delivery, reply: str | None = None) -> None:
        """Note that a delivery was answered, and by which message."""


async def deliver(deliveries: Deliveries, delivery: Delivery, make: Make, send: Send, apologise: Apologise) -> bool:
    """Claim an event and answer it; return False if it was claimed before. StoreError means: do not acknowledge it.

    A surface that must acknowledge in between claims by itself and starts `answer_claimed` as a task.
    """
    if not await deliveries.claim(delivery):
        return False
    await answer_claimed(deliveries, delivery, make, send, apologise)
    return True


async def answer_claimed(deliveries: Deliveries, delivery: Delivery, make: Make, send: Send, apologise: Apologise) -> None:
    """Answer an event that was claimed. Nothing is raised: what goes wrong is logged as an incident, and its asker is told."""
    surface = delivery.person.workspace.surface
    with metrics.DELIVERY_SECONDS.labels(surface).time(), tracing.span("deliver", surface=surface):
        outcome = await _answer(deliveries, delivery, make, send, apologise)
        tracing.add(outcome=outcome)
    metrics.DELIVERIES.labels(surface, outcome).inc()


async def _answer(deliveries: Deliveries, delivery: Delivery, make: Make, send: Send, apologise: Apologise) -> Outcome:
    surface = delivery.person.workspace.surface
    outcome: Outcome = "answered"
    try:
        card = await make()
        with tracing.span("send"):
            reply = await send(card)
    except Exception as error:  # the boundary of this event
        incident = incidents.note(surface, "answering", incidents.named(error), error)
        try:
            await apologise(incident)
        except Exception as second:  # nothing is left to tell the asker with
            incidents.note(surface, f"apologising for incident {incident}", incidents.named(second), second)
            return "undelivered"
        reply, outcome = "", "apologised"
    if reply is None:
        return "undelivered"
    try:
        await deliveries.done(delivery, reply or None)
    except Exception as error:  # the answer is there; at worst it is given again after a restart
        incidents.note(surface, "noting that an event was answered", incidents.named(error), error)
    return outcome
