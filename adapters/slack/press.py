"""Do what buttons, menus and forms ask for: acknowledge each press once it is claimed, and answer it where it was pressed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple, cast

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.buttons import ABOUT, FIELD, REPORT, Audience, Origin, report_form
from adapters.slack.deliver import NOT_A_MEMBER, Answering, UndeliveredError, Way, just
from adapters.slack.desk import Administration
from adapters.slack.home import Home
from adapters.slack.incoming import Incoming, Payload, Place, Press, person_of, read_press
from adapters.slack.render import render
from adapters.slack.settings import COMMAND
from adapters.slack.text import mention
from adapters.slack.web_api import note_incident, note_refusal
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies import pages, wording
from bot.replies.card import Action, Button, Card
from bot.replies.reference import Reference
from bot.service.delivery import REFUSED, Send, claim_try, deliver
from bot.storage import StoreError
from bot.understanding.subject import SubjectError
from knowledge.dates import PartialDate

MOST_OPTIONS = 100
"""The most options of a menu (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""


class Shared(NamedTuple):
    """A card to share, and the thread in which it is posted ("" for the channel itself)."""

    card: Card
    thread: str


class Pressed(NamedTuple):
    """A press in the words of the dialogue."""

    action: Action
    value: str
    typed: str = ""


class PressHandler:
    """Answers presses and forms."""

    def __init__(self, dialogue: Dialogue, answering: Answering, home: Home, administration: Administration) -> None:
        self._dialogue = dialogue
        self._answering = answering
        self._home = home
        self._administration = administration

    async def pressed(self, ack: AsyncAck, context: AsyncBoltContext, body: Payload) -> None:
        """Do what was pressed, and answer below the message, or in the App Home."""
        press = read_press(context, body)
        match press.name:
            case "open":
                pass  # Slack has opened the page
            case "share":
                await self._press_share(press)
            case "wrong" | "unhelpful":
                await self._open_form(press)
            case "edit":
                await self._administration.open(press, self._shown_where_pressed(press, press.event))
            case _:
                event, audience = _once(press), self._setting(press)
                await self._answering.answer(event, partial(self._make, press), self._shown_where_pressed(press, event), audience)
        await ack()

    def _shown_where_pressed(self, press: Press, event: Incoming) -> Send[Card]:
        """Return what shows a card in the App Home, or below the message."""
        audience = self._setting(press)
        if press.in_home:
            return partial(self._home.show, event, audience)
        return partial(self._answering.sender.deliver, event, audience=audience)

    async def options(self, ack: AsyncAck, body: Payload) -> None:
        """Offer the platforms to compare with that fit what was typed so far, without those of the answer itself."""
        already = _reference(body.get("block_id") or "")
        without = already.subject.platforms if already else ()
        choices = self._dialogue.platform_choices(body.get("value") or "", MOST_OPTIONS, without)
        await ack(options=[{"text": {"type": "plain_text", "text": name}, "value": slug} for slug, name in choices])

    async def _open_form(self, press: Press) -> None:
        """Open the form *Wrong or outdated?*; below an answer that did not help, count that first, then ask why."""
        unhelpful = press.name == "unhelpful"

        async def make() -> Card:
            return await self._make(press) if unhelpful else pages.notice(wording.WHAT_IS_WRONG)

        async def open_form(_: Card) -> str:
            form = report_form(press.value, press.place.channel, self._answering.retention_days, unhelpful=unhelpful)
            async with self._answering.sender.installations.calling(press.person.workspace):
                await press.client.views_open(trigger_id=press.trigger, view=form)
            return ""

        await self._answering.answer(press.event, make, open_form)

    async def report(self, ack: AsyncAck, context: AsyncBoltContext, body: Payload) -> None:
        """Send a report to the curators, once; the form turns into a word of thanks, or into an apology."""
        view, person = body["view"], person_of(context)
        what = (view["state"]["values"][REPORT][FIELD].get("value") or "").strip()
        about = json.loads(view["private_metadata"])
        if not what:
            if about.get("optional"):
                await ack()
            else:
                await ack(response_action="errors", errors={REPORT: wording.WRITE_WHAT_IS_WRONG})
            return
        form = Incoming(person, f"view:{view['id']}", Place(""), context.client)
        action: Action = "why" if about.get("optional") else "wrong"

        async def make() -> Card:
            return await self._dialogue.press(action, about["reference"], Asker(person), what)

        async def show(card: Card) -> str:
            message = render(card, self._answering.audience(person))
            await ack(response_action="update", view={"type": "modal", "title": view["title"], "blocks": message.blocks})
            return ""

        async def apologise(incident: str) -> None:
            await show(pages.notice(wording.trouble(incident)))

        try:
            new = await deliver(self._answering.store.deliveries, form.delivery, make, show, apologise)
        except StoreError as error:
            await apologise(note_incident(error, "taking a report"))
        else:
            if not new:
                await show(pages.notice(wording.sent_to_curators(self._answering.retention_days)))

    async def _press_share(self, press: Press) -> None:
        """Post a private answer for everybody in the name of who presses, once, however often the button is pressed."""
        shared = self._shared(press)
        if shared is None:
            await self._answering.answer(press.event, just(pages.notice(wording.NO_LONGER_ON_RECORD)))
            return
        once = press.as_event(f"share:{press.place.channel}:{press.message}")
        if (claimed := await claim_try(self._answering.store.deliveries, once.delivery)) is not None:
            event = once._replace(key=claimed.key)
            self._answering.answer_claimed(event, just(shared.card), partial(self._share, press, event, shared.thread))

    async def _make(self, press: Press) -> Card:
        if press.name == "search":
            ruling = self._answering.count(press.person, press.value)
            if ruling.action != "answer":
                return pages.notice(wording.slow_down(ruling.seconds))
        if press.name == "admin":
            return await self._administration.card(press.value, press.client, press.person)
        if _picks(press):
            choice = Button(wording.COMPARE_WITH, "compare", press.value)
            return pages.notice(wording.PICK_PLATFORM)._replace(buttons=(choice,))
        pressed = _read(press)
        if pressed is None:
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        return await self._dialogue.press(pressed.action, pressed.value, press.asker, pressed.typed, wording.in_slack(COMMAND))

    def _setting(self, press: Press) -> Audience:
        """Return how the answer is shown: it can be shared if it is private; a question that was typed can be sent to the curators."""
        audience = self._answering.audience(press.person)._replace(
            question=press.value if press.name in {"ask", "search"} else "",
            whole=press.name == "details",
        )
        if press.place.open:
            return audience
        return audience._replace(share="thread" if press.place.thread else "channel")

    def _shared(self, press: Press) -> Shared | None:
        origin = Origin.decode(press.value)
        if origin is not None:
            card = self._dialogue.claims_again(origin.claims, PartialDate(origin.day) if origin.day else None)
            return Shared(card, origin.thread) if card else None
        card = self._dialogue.public_card(press.value)
        return Shared(card, press.place.thread) if card else None

    async def _share(self, press: Press, event: Incoming, thread: str, card: Card) -> str:
        """Post a card for everybody; if that cannot be, say why, and let the button work again."""
        audience = self._answering.audience(press.person)._replace(above=wording.shared_by(mention(press.person.id)))
        told = wording.CANNOT_SHARE_HERE
        for way in self._ways_to_share(press, thread):
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

    def _ways_to_share(self, press: Press, thread: str) -> Sequence[Way]:
        sender = self._answering.sender
        post = sender.posted(press.client, press.person.workspace, press.place.channel, thread)
        if thread or not press.place.response_url:
            return [post]
        return [sender.responded(press.client, press.place.response_url, in_channel=True), post]


def _read(press: Press) -> Pressed | None:
    """Translate a press; None if no button of ours is like this any more."""
    match press.name:
        case "ask" | "search":
            return Pressed("ask", press.value)
        case "show" | "forget" | "details" | "helpful" | "unhelpful" | "follow" | "unfollow" | "tell":
            return Pressed(cast("Action", press.name), press.value)
        case "compare":
            return Pressed("compare", press.block.removeprefix(ABOUT), press.value)
        case "send":
            sent = json.loads(press.value)
            return Pressed("send", sent["asker"], sent["question"])
        case _:
            return None


def _picks(press: Press) -> bool:
    """Return True if somebody wants to compare, and has still to choose with what."""
    return press.name == "compare" and not press.block.startswith(ABOUT)


def _once(press: Press) -> Incoming:
    """Return a press as an event; a question is sent to the curators once from one message, everything else may be pressed again."""
    if press.name != "send" or press.in_home:
        return press.event
    return press.as_event(f"send:{press.place.channel}:{press.message}:{press.person.id}")


def _reference(encoded: str) -> Reference | None:
    try:
        return Reference.decode(encoded.removeprefix(ABOUT))
    except SubjectError:
        return None
