"""What buttons and menus do: each press is acknowledged once it is claimed, and answered where it was pressed."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.answering import Answering, Event
from adapters.slack.command import USAGE
from adapters.slack.forms import report_form
from adapters.slack.home import Home
from adapters.slack.incoming import Payload
from adapters.slack.pressing import Press, read_press
from adapters.slack.render_buttons import ABOUT, Setting
from adapters.slack.sharing import Sharing
from bot.dialogue.chat import Chat
from bot.replies import pages, wording
from bot.replies.card import Card, Reference
from bot.understanding.subject import Subject, SubjectError

MOST_OPTIONS = 100
"""How many options a menu may offer (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""


class Buttons:
    """Answers presses."""

    def __init__(self, chat: Chat, answering: Answering, home: Home) -> None:
        """Take what answers."""
        self._chat = chat
        self._answering = answering
        self._home = home
        self._sharing = Sharing(chat, answering)
        self._makers: dict[str, Callable[[Press], Awaitable[Card]]] = {
            "ask": self._ask,
            "search": self._ask,
            "show": self._show,
            "compare": self._compare,
            "feedback": self._rate,
            "send": self._send,
            "forget": self._forget,
        }

    async def pressed(self, context: AsyncBoltContext, body: Payload) -> None:
        """A press; returns once it may be acknowledged."""
        press = read_press(context, body)
        if press.name == "share":
            await self._sharing.press(press)
        elif press.name == "wrong":
            await self._answering.work(press.event, lambda: self._open_form(press))
        elif press.name in self._makers:
            event = self._once(press)
            await self._answering.work(event, lambda: self._answer(press, event))

    async def options(self, context: AsyncBoltContext, body: Payload) -> BoltResponse:  # noqa: ARG002 - as every listener
        """The platforms to compare with that fit what was typed so far; those of the answer itself are left out."""
        already = _reference(body.get("block_id") or "")
        without = already.subject.platforms if already else ()
        choices = self._chat.platform_choices(body.get("value") or "", MOST_OPTIONS, without)
        options = [{"text": {"type": "plain_text", "text": name}, "value": slug} for slug, name in choices]
        return BoltResponse(status=200, body={"options": options})

    async def _answer(self, press: Press, event: Event) -> None:
        try:
            card = await self._makers[press.name](press)
        except SubjectError:
            card = pages.notice(wording.NO_LONGER_ON_RECORD)
        if press.in_home:
            await self._home.show(event, card)
        else:
            await self._answering.deliver(event, card, self._setting(press))

    def _setting(self, press: Press) -> Setting:
        """An answer in private can be shared; the words behind a button are ours, typed ones are the person's."""
        setting = self._answering.setting(press.person)._replace(question=press.value if press.name in {"ask", "search"} else "")
        if press.place.open:
            return setting
        return setting._replace(share="thread" if press.place.thread else "channel")

    def _once(self, press: Press) -> Event:
        """A question is sent to the curators once from one message; everything else may be pressed again."""
        if press.name != "send" or press.in_home:
            return press.event
        return press.as_event(f"send:{press.place.channel}:{press.message}:{press.person.id}")

    async def _ask(self, press: Press) -> Card:
        return await self._chat.ask(press.value, press.asker, USAGE)

    async def _show(self, press: Press) -> Card:
        return await self._chat.show(Subject.decode(press.value), press.asker)

    async def _compare(self, press: Press) -> Card:
        return await self._chat.compared(Reference.decode(press.block.removeprefix(ABOUT)), press.value, press.asker)

    async def _rate(self, press: Press) -> Card:
        rating, _, encoded = press.value.partition("|")
        return await self._chat.rate(Reference.decode(encoded), press.asker, helpful=rating == "helpful")

    async def _send(self, press: Press) -> Card:
        held = json.loads(press.value)
        if held["asker"] != press.person.id:
            return pages.notice(wording.ONLY_THE_ASKER_SENDS)
        return await self._chat.send_to_curators(held["question"], press.asker)

    async def _forget(self, press: Press) -> Card:
        return await self._chat.forget(press.asker)

    async def _open_form(self, press: Press) -> None:
        form = report_form(press.value, press.place.channel, self._answering.retention_days)
        await press.client.views_open(trigger_id=press.trigger, view=form)
        await self._answering.store.done(press.event.delivery)


def _reference(encoded: str) -> Reference | None:
    try:
        return Reference.decode(encoded.removeprefix(ABOUT))
    except SubjectError:
        return None
