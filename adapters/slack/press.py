"""Do what buttons, menus and forms ask for: acknowledge each press once it is claimed, and answer it where it was pressed."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.answering import Answering, just
from adapters.slack.buttons import ABOUT, CHOOSE, FIELD, MORE, OPEN, REPORT, report_form
from adapters.slack.desk import Administration
from adapters.slack.home import Home
from adapters.slack.incoming import Incoming, Payload, Place, Press, person_of, read_press
from adapters.slack.render import render
from adapters.slack.settings import COMMAND
from adapters.slack.sharing import Sharing
from adapters.slack.web_api import note_incident
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies import pages, wording
from bot.replies.card import Action, Button, Card
from bot.replies.reference import Reference
from bot.service.delivery import Make, Send, deliver
from bot.storage import StoreError
from bot.understanding.subject import SubjectError

MOST_OPTIONS = 100
"""The most options of a menu (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""
ANSWERED: tuple[Action, ...] = ("ask", "show", "details", "helpful", "follow", "unfollow", "tell", "forget")
"""Actions whose value is all that the dialogue needs."""
Handle = Callable[[Press], Awaitable[None]]


class PressHandler:
    """Answers presses and forms."""

    def __init__(self, dialogue: Dialogue, answering: Answering, home: Home, administration: Administration) -> None:
        self._dialogue = dialogue
        self._answering = answering
        self._home = home
        self._administration = administration
        self._sharing = Sharing(dialogue, answering)

    def listen(self, bolt: AsyncApp) -> None:
        """Register a handler for each action by its name; an option of a menu is handled like the button for which it stands."""
        handlers: dict[str, Handle] = {
            OPEN: self._opened,
            "share": self._sharing.share,
            "wrong": self._report,
            "unhelpful": self._rate_and_ask_why,
            "edit": self._edit,
            "admin": self._administer,
            "search": self._search,
            "compare": self._compare,
            "send": self._send_to_curators,
            **{action: partial(self._press, action) for action in ANSWERED},
        }
        for action, handle in handlers.items():
            bolt.action(action)(_listener(handle))
            bolt.action(re.compile(rf"^{action}:\d+$"))(_listener(handle))  # of several alike in one message
        for menu in (MORE, CHOOSE):
            bolt.action(menu)(_listener(partial(self._choose, handlers)))
        bolt.action(re.compile(""))(_listener(self._expired))
        bolt.options("compare")(self.options)
        bolt.view(REPORT)(self.report)

    async def _choose(self, handlers: Mapping[str, Handle], press: Press) -> None:
        await handlers.get(press.name, self._expired)(press)

    async def _opened(self, press: Press) -> None:
        """Do nothing: Slack has opened the page."""

    async def _expired(self, press: Press) -> None:
        """Answer a button of an earlier version."""
        await self._answer(press, just(pages.notice(wording.NO_LONGER_ON_RECORD)))

    async def _press(self, action: Action, press: Press) -> None:
        question = press.value if action == "ask" else ""
        await self._answer(press, self._asked(press, action, press.value), question=question, whole=action == "details")

    async def _search(self, press: Press) -> None:
        """Answer a search in the App Home, which counts as a question."""
        ruling = self._answering.count(press.person, press.value)
        if ruling.action == "answer":
            await self._press("ask", press)
        else:
            await self._answer(press, just(pages.notice(wording.slow_down(ruling.seconds))))

    async def _compare(self, press: Press) -> None:
        """Compare with what was chosen from the menu *Compare with…*, or show that menu."""
        if press.block.startswith(ABOUT):
            await self._answer(press, self._asked(press, "compare", press.block.removeprefix(ABOUT), press.value))
        else:
            choice = Button(wording.COMPARE_WITH, "compare", press.value)
            await self._answer(press, just(pages.notice(wording.PICK_PLATFORM)._replace(buttons=(choice,))))

    async def _send_to_curators(self, press: Press) -> None:
        """Send a question to the curators: once from one message, by one person."""
        once = press.event if press.in_home else press.as_event(f"send:{press.place.channel}:{press.message}:{press.person.id}")

        async def make() -> Card:
            sent = json.loads(press.value)
            return await self._asked(press, "send", sent["asker"], sent["question"])()

        await self._answer(press, make, once)

    async def _administer(self, press: Press) -> None:
        await self._answer(press, partial(self._administration.card, press.value, press.client, press.person))

    async def _edit(self, press: Press) -> None:
        await self._administration.open(press, self._shown_where_pressed(press, press.event))

    async def _answer(
        self, press: Press, make: Make[Card], event: Incoming | None = None, *, question: str = "", whole: bool = False
    ) -> None:
        """Answer a press in the App Home, or below the message: it can be shared if it is private, a `question` sent to the curators."""
        event = event or press.event
        await self._answering.answer(event, make, self._shown_where_pressed(press, event, question=question, whole=whole))

    def _asked(self, press: Press, action: Action, value: str, typed: str = "") -> Make[Card]:
        return partial(self._dialogue.press, action, value, press.asker, typed, wording.in_slack(COMMAND))

    def _shown_where_pressed(self, press: Press, event: Incoming, *, question: str = "", whole: bool = False) -> Send[Card]:
        """Return what shows a card in the App Home, or below the message."""
        audience = self._answering.audience(press.person)._replace(question=question, whole=whole)
        if not press.place.open:
            audience = audience._replace(share="thread" if press.place.thread else "channel")
        if press.in_home:
            return partial(self._home.show, event, audience)
        return partial(self._answering.sender.deliver, event, audience=audience)

    async def options(self, ack: AsyncAck, body: Payload) -> None:
        """Offer the platforms to compare with that fit what was typed so far, without those of the answer itself."""
        already = _reference(body.get("block_id") or "")
        without = already.subject.platforms if already else ()
        choices = self._dialogue.platform_choices(body.get("value") or "", MOST_OPTIONS, without)
        await ack(options=[{"text": {"type": "plain_text", "text": name}, "value": slug} for slug, name in choices])

    async def _report(self, press: Press) -> None:
        """Open the form *Wrong or outdated?*."""
        await self._answering.answer(press.event, just(pages.notice(wording.WHAT_IS_WRONG)), self._form(press))

    async def _rate_and_ask_why(self, press: Press) -> None:
        """Count that an answer did not help, then ask why, which need not be said."""
        make = self._asked(press, "unhelpful", press.value)
        await self._answering.answer(press.event, make, self._form(press, unhelpful=True))

    def _form(self, press: Press, *, unhelpful: bool = False) -> Send[Card]:
        async def open_form(_: Card) -> str:
            form = report_form(press.value, press.place.channel, self._answering.retention_days, unhelpful=unhelpful)
            async with self._answering.sender.installations.calling(press.person.workspace):
                await press.client.views_open(trigger_id=press.trigger, view=form)
            return ""

        return open_form

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

        async def show(card: Card) -> str:
            message = render(card, self._answering.audience(person))
            await ack(response_action="update", view={"type": "modal", "title": view["title"], "blocks": message.blocks})
            return ""

        async def apologise(incident: str) -> None:
            await show(pages.notice(wording.trouble(incident)))

        make = partial(self._dialogue.press, action, about["reference"], Asker(person), what)
        try:
            new = await deliver(self._answering.store.deliveries, form.delivery, make, show, apologise)
        except StoreError as error:
            await apologise(note_incident(error, "taking a report"))
        else:
            if not new:
                await show(pages.notice(wording.sent_to_curators(self._answering.retention_days)))


def _listener(handle: Handle) -> Callable[[AsyncAck, AsyncBoltContext, Payload], Awaitable[None]]:
    """Return what bolt calls: the handler of a press, then the acknowledgement."""

    async def pressed(ack: AsyncAck, context: AsyncBoltContext, body: Payload) -> None:
        await handle(read_press(context, body))
        await ack()

    return pressed


def _reference(encoded: str) -> Reference | None:
    try:
        return Reference.decode(encoded.removeprefix(ABOUT))
    except SubjectError:
        return None
