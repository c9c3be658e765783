"""Claim, make, send and note the answer to an event that a surface acknowledges before it is answered.

An acknowledged event is answered once, or its asker is told that something went wrong; if the process dies in between, the
delivery stays unanswered in the store, and the surface takes it up at the next start. What somebody may try again after it was
refused, such as sharing, is claimed by `claim_try`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from bot.observing import incidents, metrics, tracing
from bot.storage import Delivery
from bot.storage.deliveries import Deliveries

Shown = TypeVar("Shown")
"""The type of what is made and then delivered, mostly a card."""
Make = Callable[[], Awaitable[Shown]]
Send = Callable[[Shown], Awaitable[str | None]]
"""Deliver what was made; return the id of the reply ("" if the surface has none), or None if it could not be delivered."""
Apologise = Callable[[str], Awaitable[None]]
"""Tell the asker that something went wrong, with the id of the incident."""
REFUSED = "refused"
"""The reply of a try that failed and that posted nothing, so that the next one may begin."""
TRIES = 5
"""Most tries of one thing: each stays in the store for a day."""
Outcome = Literal["answered", "apologised", "undelivered"]
"""The end of an acknowledged event."""


class DeliveryLedger(Protocol):
    """Claim deliveries and note them as done."""

    async def claim(self, delivery: Delivery) -> bool:
        """Return True the first time a delivery is claimed, in any process; raise StoreError if that cannot be known."""

    async def done(self, delivery: Delivery, reply: str | None = None) -> None:
        """Note that a delivery was answered, and by which message."""


async def deliver(
    deliveries: DeliveryLedger,
    delivery: Delivery,
    make: Make[Shown],
    send: Send[Shown],
    apologise: Apologise,
) -> bool:
    """Claim an event and answer it; return False if it was claimed before. StoreError means: do not acknowledge it.

    A surface that must acknowledge in between claims by itself and starts `answer_claimed` as a task.
    """
    if not await deliveries.claim(delivery):
        return False
    await answer_claimed(deliveries, delivery, make, send, apologise)
    return True


async def answer_claimed(
    deliveries: DeliveryLedger,
    delivery: Delivery,
    make: Make[Shown],
    send: Send[Shown],
    apologise: Apologise,
) -> None:
    """Answer an event that was claimed. Nothing is raised: what goes wrong is logged as an incident, and its asker is told."""
    surface = delivery.person.workspace.surface
    with metrics.DELIVERY_SECONDS.labels(surface).time(), tracing.span("deliver", surface=surface):
        outcome = await _answer(deliveries, delivery, make, send, apologise)
        tracing.add(outcome=outcome)
    metrics.DELIVERIES.labels(surface, outcome).inc()


async def _answer(
    deliveries: DeliveryLedger,
    delivery: Delivery,
    make: Make[Shown],
    send: Send[Shown],
    apologise: Apologise,
) -> Outcome:
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


async def claim_try(deliveries: Deliveries, delivery: Delivery) -> Delivery | None:
    """Claim the next try of something that happens once, such as sharing a message.

    Return the delivery of the try, None if one has succeeded or is under way. A try whose sending returns `REFUSED` has posted nothing.
    """
    for number in range(TRIES):
        attempt = delivery._replace(key=f"{delivery.key}:{number}")
        if await deliveries.claim(attempt):
            return attempt
        before = await deliveries.delivery_of(delivery.person.workspace, attempt.key)
        if before is None or before.reply != REFUSED:
            return None
    return None


async def take_up_unanswered(
    deliveries: Deliveries,
    surface: str,
    before: datetime,
    take_up: Callable[[Delivery], Awaitable[str | None]],
    note: Callable[[str, Exception], object],
) -> None:
    """Take up each event that was claimed before then and never answered; `note` logs what goes wrong with one of them.

    `take_up` returns the id of the reply with which the event is done ("" if there is none), None if it is not done or was noted already.
    """
    for delivery in await deliveries.unanswered(surface, before):
        try:
            reply = await take_up(delivery)
            if reply is not None:
                await deliveries.done(delivery, reply or None)
        except Exception as error:  # the others still have to be answered
            note("taking up what was left unanswered", error)
