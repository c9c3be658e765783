"""Sharing a private answer: posted once for everybody, in the name of who shares it, however often the button is pressed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from adapters.slack.answering import Answering, Event
from adapters.slack.courier import NOT_A_MEMBER, UndeliveredError, Way, posted, responded
from adapters.slack.pressing import Press
from bot.dialogue.chat import Chat
from bot.replies import pages, wording
from bot.replies.card import Card, Reference
from bot.understanding.subject import SubjectError
from knowledge.dates import PartialDate

TRIES = 5
"""How often one message can be shared anew after Slack refused it, as when the app was not in the channel."""
_REFUSED = "refused"
MAX_ORIGIN = 2_000
"""The longest value of a button, in characters."""


class Origin(NamedTuple):
    """Which message the claims are from that a button shares: its thread and day, and the claims by name."""

    thread: str
    day: str
    claims: tuple[str, ...]

    def encode(self) -> str:
        """As the value of a button; the last claims are left out where they do not fit."""
        kept = self.claims
        while len(encoded := json.dumps([self.thread, self.day, *kept], separators=(",", ":"))) > MAX_ORIGIN:
            kept = kept[:-1]
        return encoded

    @classmethod
    def decode(cls, encoded: str) -> Origin | None:
        """The origin in a button's value; None where that is none."""
        try:
            thread, day, *claims = json.loads(encoded)
        except ValueError:
            return None
        return cls(str(thread), str(day), tuple(map(str, claims)))


class Shared(NamedTuple):
    """What is shared: the card, and the thread in which it is posted ("" for the channel itself)."""

    card: Card
    thread: str


class Sharing:
    """Posts what somebody shares."""

    def __init__(self, chat: Chat, answering: Answering) -> None:
        """Take what answers."""
        self._chat = chat
        self._answering = answering

    async def press(self, press: Press) -> None:
        """Share the answer whose button was pressed, unless that was done; returns once the press may be acknowledged."""
        shared = self._what(press)
        if shared is None:
            await self._answering.answer(press.event, self._expired)
            return
        event = await self._claimed(press)
        if event is not None:
            self._answering.tasks.start(self._answering.guarded(event, lambda: self._share(press, event, shared)))

    def _what(self, press: Press) -> Shared | None:
        origin = Origin.decode(press.value)
        if origin is not None:
            card = self._chat.claims_again(origin.claims, PartialDate(origin.day) if origin.day else None)
            return Shared(card, origin.thread) if card else None
        try:
            card = self._chat.shared(Reference.decode(press.value))
        except SubjectError:
            return None
        return Shared(card, press.place.thread) if card else None

    async def _expired(self) -> Card:
        return pages.notice(wording.NO_LONGER_ON_RECORD)

    async def _claimed(self, press: Press) -> Event | None:
        """The press as the one event that shares this message; None where it is shared or being shared."""
        for number in range(TRIES):
            event = press.as_event(f"share:{press.place.channel}:{press.message}:{number}")
            if await self._answering.claim(event):
                return event
            before = await self._answering.store.delivery_of(press.person.workspace, event.key)
            if before is None or before.reply != _REFUSED:
                return None
        return None

    async def _share(self, press: Press, event: Event, shared: Shared) -> None:
        setting = self._answering.setting(press.person)._replace(shared_by=press.person.id)
        error = ""
        for way in _ways(press, shared):
            try:
                sent = await self._answering.courier.send(press.person.workspace, way, shared.card, setting)
            except UndeliveredError as undelivered:
                error = undelivered.error
                continue
            await self._answering.store.done(event.delivery, sent or "shared")
            await self._without_button(press, shared)
            return
        await self._refused(press, event, error)

    async def _refused(self, press: Press, event: Event, error: str) -> None:
        """Say why nothing was posted; once that is mended, the button works again."""
        told = pages.notice(wording.CANNOT_SHARE_HERE) if error in NOT_A_MEMBER else self._answering.apology(error, "sharing an answer")
        await self._answering.deliver(event, told, self._answering.setting(press.person))
        await self._answering.store.done(event.delivery, _REFUSED)

    async def _without_button(self, press: Press, shared: Shared) -> None:
        """Put the private message there again without the button, which has done its work."""
        if not press.place.response_url:
            return
        way = responded(press.client, press.place.response_url, replace=True)
        setting = self._answering.setting(press.person)
        try:
            await self._answering.courier.send(press.person.workspace, way, shared.card, setting)
        except UndeliveredError as undelivered:
            self._answering.apology(undelivered.error, "taking the button of a shared answer away")


def _ways(press: Press, shared: Shared) -> Sequence[Way]:
    post = posted(press.client, press.place.channel, shared.thread)
    if shared.thread or not press.place.response_url:
        return [post]
    return [responded(press.client, press.place.response_url, in_channel=True), post]
