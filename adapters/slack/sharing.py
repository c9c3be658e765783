"""Make a private answer public by *Share in channel* or *Share in thread*: once, in however many processes it is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from adapters.slack.answering import Answering, just
from adapters.slack.buttons import Origin
from adapters.slack.incoming import Incoming, Press
from adapters.slack.send import NOT_A_MEMBER, UndeliveredError, Way
from adapters.slack.text import mention
from adapters.slack.web_api import note_refusal
from bot.dialogue.dialogue import Dialogue
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.service.delivery import REFUSED
from knowledge.dates import PartialDate


class Shared(NamedTuple):
    """A card to share, and the thread in which it is posted ("" for the channel itself)."""

    card: Card
    thread: str


class Sharing:
    """Shares answers."""

    def __init__(self, dialogue: Dialogue, answering: Answering) -> None:
        self._dialogue = dialogue
        self._answering = answering

    async def share(self, press: Press) -> None:
        """Post the answer that a private message shows, in the name of the person who pressed, and take the button from that message."""
        shared = self._shown(press)
        if shared is None:
            await self._answering.answer(press.event, just(pages.notice(wording.NO_LONGER_ON_RECORD)))
            return
        once = press.as_event(f"share:{press.place.channel}:{press.message}")
        await self._answering.try_to_answer(once, just(shared.card), partial(self._post, press, once, shared.thread))

    def _shown(self, press: Press) -> Shared | None:
        """Return what to post: the answer as it stands today, or just the claims that the message shows."""
        origin = Origin.decode(press.value)
        if origin is not None:
            card = self._dialogue.claims_again(origin.claims, PartialDate(origin.day) if origin.day else None)
            return Shared(card, origin.thread) if card else None
        card = self._dialogue.public_card(press.value)
        return Shared(card, press.place.thread) if card else None

    async def _post(self, press: Press, event: Incoming, thread: str, card: Card) -> str:
        """Post a card for everybody; if that cannot be, say why, and let the button work again."""
        audience = self._answering.audience(press.person)._replace(above=wording.shared_by(mention(press.person.id)))
        told = wording.CANNOT_SHARE_HERE
        for way in self._ways(press, thread):
            try:
                sent = await self._answering.sender.send(way, card, audience)
            except UndeliveredError as undelivered:
                if undelivered.uncertain:
                    told = wording.MAY_HAVE_SHARED
                    break
                if undelivered.error not in NOT_A_MEMBER:
                    told = wording.trouble(note_refusal(undelivered.error, "sharing an answer"))
            else:
                await self._take_button_away(press, card)
                return sent or "shared"
        await self._answering.sender.deliver(event, pages.notice(told), self._answering.audience(press.person))
        return REFUSED

    async def _take_button_away(self, press: Press, card: Card) -> None:
        """Put the private message there again without the button, which has done its work."""
        if not press.place.response_url:
            return
        way = self._answering.sender.responded(press.client, press.place.response_url, replace=True)
        try:
            await self._answering.sender.send(way, card, self._answering.audience(press.person))
        except UndeliveredError as undelivered:
            note_refusal(undelivered.error, "taking the button of a shared answer away")

    def _ways(self, press: Press, thread: str) -> Sequence[Way]:
        sender = self._answering.sender
        post = sender.posted(press.client, press.person.workspace, press.place.channel, thread)
        if thread or not press.place.response_url:
            return [post]
        return [sender.responded(press.client, press.place.response_url, in_channel=True), post]
