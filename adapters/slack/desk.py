"""The admins' desk in Slack: `/smallprint admin`, its buttons, its forms as modals, and what waits in the App Home.

Mistakes are mostly found while Slack waits, which shows them at their fields. If all seems well, the modal says that it is being saved,
because the whole base is checked before anything is written. What was done is shown in it, and as a private message with what undoes it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import Answering
from adapters.slack.buttons import FIELD, words
from adapters.slack.incoming import Incoming, Payload, Place, Press, person_of
from adapters.slack.render import render
from adapters.slack.text import MAX_TEXT, Json, small_print
from adapters.slack.text import escape_person as escape
from adapters.slack.web_api import TRANSPORT_ERRORS, error_of, note_incident
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.replies.texts import cut
from bot.service.delivery import Send
from bot.storage import Person
from bot.upkeep.curators import Curator
from bot.upkeep.desk import Desk
from bot.upkeep.forms import LONGEST_LINE, LONGEST_PARAGRAPH, Field, Form

DESK = "desk"
"""The `callback_id` of the forms."""
WORD = "admin"
"""The word after the command."""
LOOK_SECONDS = 2.0
"""Longest wait of Slack, which gives up after three."""
SETTLED_SECONDS = 0.5
"""Pause after that before a modal is changed again, so that Slack shows what is later last."""
MAX_TITLE, MAX_HINT = 24, 300
MAX_KEPT_NOTE = 200
"""Characters of a form's note that its modal carries, to tell if another one stands above it by now."""
Work = asyncio.Future[Form | Card]
_WEB_ERRORS = (SlackApiError, *TRANSPORT_ERRORS)

log = logging.getLogger(__name__)


class Administration:
    """Lets admins work."""

    def __init__(self, desk: Desk, answering: Answering, *, shared: bool) -> None:
        """`shared` says that other workspaces use the same bot."""
        self._desk = desk
        self._answering = answering
        self._shared = shared

    def target_of(self, text: str) -> str | None:
        """Return what "admin zoom encryption" is about, "" if nothing is named; None if a text is a question like any other."""
        word, _, rest = text.strip().partition(" ")
        return self._desk.wanted(rest) if word.casefold() == WORD else None

    async def card(self, value: str, client: AsyncWebClient, person: Person) -> Card:
        """Return what the desk shows or does."""
        return await self._desk.card(value, await self._curator(client, person))

    async def overview(self, client: AsyncWebClient, person: Person) -> Card | None:
        """Return what waits for somebody, None if they are no admin."""
        return await self._desk.overview(await self._curator(client, person))

    async def open(self, press: Press, refuse: Send[Card]) -> None:
        """Open the form that a button names; `refuse` sends a card if there is none."""
        opened: list[Form] = []

        async def make() -> Card:
            form = await self._desk.open(press.value, await self._curator(press.client, press.person))
            if isinstance(form, Card):
                return form
            opened.append(form)
            return pages.notice(form.title)

        async def send(card: Card) -> str | None:
            if not opened:
                return await refuse(card)
            async with self._answering.sender.installations.calling(press.person.workspace):
                await press.client.views_open(trigger_id=press.trigger, view=form_view(opened[0], press.place))
            return ""

        await self._answering.answer(press.event, make, send)

    async def submitted(self, ack: AsyncAck, context: AsyncBoltContext, body: Payload) -> None:
        """Do what a form asks for. What is known while Slack waits is its answer: mistakes at the fields, or what was done."""
        view, person = body["view"], person_of(context)
        about = json.loads(view["private_metadata"])
        event = Incoming(person, f"view:{view['id']}:{view['hash']}", Place.at({**about["place"], "user": person.id}), context.client)
        work = asyncio.ensure_future(self._desk.submit(about["form"], typed_in(view), await self._curator(context.client, person)))
        await asyncio.wait({work}, timeout=LOOK_SECONDS)
        if not work.done():
            await self._tell(event, work, partial(self._update, event, view))
            await ack(response_action="update", view=self._said(view, pages.notice(wording.SAVING), person))
        elif work.exception() is None and isinstance(form := work.result(), Form):
            if form.errors and form.id == about["form"] and cut(form.note, MAX_KEPT_NOTE) == about["note"]:
                await ack(response_action="errors", errors=dict(form.errors))
            else:
                await ack(response_action="update", view=form_view(form, event.place))
        else:
            await self._tell(event, work)
            card = _card_of(work) or pages.notice(wording.trouble(note_incident(_error_of(work), "taking a form")))
            await ack(response_action="update", view=self._said(view, card, person))

    async def _tell(self, event: Incoming, work: Work, update: Callable[[Form | Card], Awaitable[bool]] | None = None) -> None:
        """Send what came of a form as a message, with what undoes it; `update` shows it in the modal first, if that is still open."""
        returned: list[Form] = []

        async def make() -> Card:
            done = await work
            if isinstance(done, Card):
                return done
            returned.append(done)
            return _lost(done)

        async def send(card: Card) -> str | None:
            seen = update is not None and await update(returned[0] if returned else card)
            if seen and returned:
                return ""
            return await self._answering.sender.deliver(event, card, self._answering.audience(event.person))

        await self._answering.answer(event, make, send)

    async def _update(self, event: Incoming, view: Payload, done: Form | Card) -> bool:
        """Show in a modal what came of it; return False if somebody has closed it meanwhile."""
        await asyncio.sleep(SETTLED_SECONDS)
        shown = form_view(done, event.place) if isinstance(done, Form) else self._said(view, done, event.person)
        try:
            await event.client.views_update(view_id=view["id"], view=shown)
        except _WEB_ERRORS as error:
            log.debug("a form could not be updated: %s", error_of(error))
            return False
        return True

    def _said(self, view: Payload, card: Card, person: Person) -> Json:
        """Return a modal that says what a card says; what can be pressed stands in the message."""
        message = render(card._replace(buttons=()), self._answering.audience(person))
        return {"type": "modal", "title": view["title"], "blocks": message.blocks}

    async def _curator(self, client: AsyncWebClient, person: Person) -> Curator:
        return Curator(person, await is_admin(client, person), self._shared)


async def is_admin(client: AsyncWebClient, person: Person) -> bool:
    """Return True if somebody is an admin or owner of the very workspace; False also if the app may not look (`users:read`).

    An app that is installed for a whole organisation serves all its workspaces, so there only the organisation's admins count.
    """
    try:
        user: Mapping[str, Any] = (await client.users_info(user=person.id))["user"]
    except _WEB_ERRORS as error:
        log.debug("whether somebody is an admin could not be looked up: %s", error_of(error))
        return False
    organisation: Mapping[str, Any] = user.get("enterprise_user") or {}
    if person.workspace.id == organisation.get("enterprise_id"):
        return bool(organisation.get("is_admin") or organisation.get("is_owner"))
    return user.get("team_id") == person.workspace.id and bool(user.get("is_admin") or user.get("is_owner"))


def form_view(form: Form, place: Place) -> Json:
    """Return a form as a modal; `private_metadata` carries its id and the place to which what was done is told."""
    address = place._replace(user="", open=False).address()
    return {
        "type": "modal",
        "callback_id": DESK,
        "private_metadata": json.dumps({"form": form.id, "note": cut(form.note, MAX_KEPT_NOTE), "place": address}),
        "title": words(form.title, MAX_TITLE),
        "submit": words(form.submit, MAX_TITLE),
        "close": words(wording.CANCEL, MAX_TITLE),
        "blocks": [*([_note(form.note)] if form.note else []), *map(_input, form.fields)],
    }


def _note(text: str) -> Json:
    return small_print(cut(escape(text), MAX_TEXT))


def _input(field: Field) -> Json:
    """Return a field; what is wrong with it stands below it in place of the hint."""
    hint = f"⚠ {field.error}" if field.error else field.hint
    return {
        "type": "input",
        "block_id": field.key,
        "optional": field.optional,
        "label": words(field.label),
        **({"hint": words(hint, MAX_HINT)} if hint else {}),
        "element": {"action_id": FIELD, **_element(field)},
    }


def _element(field: Field) -> Json:
    match field.kind:
        case "choice":
            options = {value: {"text": words(label), "value": value} for value, label in field.choices}
            chosen = {"initial_option": options[field.value]} if field.value in options else {}
            return {"type": "static_select", "options": list(options.values()), **chosen}
        case "date":
            return {"type": "datepicker", **({"initial_date": field.value} if _is_day(field.value) else {})}
        case kind:
            most = LONGEST_PARAGRAPH if kind == "paragraph" else LONGEST_LINE
            held = {"initial_value": field.value[:most]} if field.value else {}
            return {"type": "plain_text_input", "multiline": kind == "paragraph", "max_length": most, **held}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def typed_in(view: Payload) -> dict[str, str]:
    """Return what was typed and chosen in a form, by the keys of its fields."""
    return {block: _value(held[FIELD]) for block, held in view["state"]["values"].items()}


def _value(held: Mapping[str, Any]) -> str:
    chosen = held.get("selected_option") or {}
    return str(held.get("value") or chosen.get("value") or held.get("selected_date") or "")


def _card_of(work: Work) -> Card | None:
    """Return the card that came of a form, None if something went wrong."""
    done = work.result() if work.exception() is None else None
    return done if isinstance(done, Card) else None


def _error_of(work: Work) -> Exception:
    error = work.exception()
    return error if isinstance(error, Exception) else RuntimeError("a form gave nothing")


def _lost(form: Form) -> Card:
    """Tell somebody who closed a form while it was being saved that it was not, with what was wrong and what they had typed."""
    wrong = [f"{field.label}: {field.error}" for field in form.fields if field.error]
    typed = [f"{field.label}: {field.value}" for field in form.fields if field.value]
    return pages.notice(wording.MENDED_FIRST, *form.note.splitlines(), *wrong, *typed, kind="admin")
