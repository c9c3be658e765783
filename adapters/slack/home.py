"""The App Home: a search, what it found, what the app does, what is asked about most here, what is stored about the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import Answering
from adapters.slack.buttons import Audience, home_buttons, is_folded, words
from adapters.slack.desk import Administration
from adapters.slack.incoming import Incoming, Payload, person_of
from adapters.slack.render import lay_out
from adapters.slack.text import MAX_LABEL, MAX_TEXT, Json, clean, escape, link, small_print
from adapters.slack.web_api import TRANSPORT_ERRORS, note_incident
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.pages import help_card
from bot.replies.texts import cut
from bot.storage import Person
from bot.understanding.subject import DEFAULT_TOPIC, Subject

MOST_POPULAR = 10
"""Most platforms listed as asked about most: what fits on a phone."""
_DIVIDER: Json = {"type": "divider"}


class Home:
    """Publishes the App Home."""

    def __init__(
        self, dialogue: Dialogue, answering: Answering, administration: Administration, offer: Callable[[AsyncBoltContext, str], None]
    ) -> None:
        """`offer` puts questions to press into a direct conversation."""
        self._dialogue = dialogue
        self._answering = answering
        self._administration = administration
        self._offer = offer

    async def opened(self, context: AsyncBoltContext, body: Payload) -> None:
        """Show the Home tab as it is now to somebody who opened it; in the Messages tab, offer questions (`agent_view`)."""
        event = body["event"]
        if event.get("tab") == "messages":
            self._offer(context, event["channel"])
        if event.get("tab") != "home":
            return
        person, client = person_of(context), context.client

        async def work() -> None:
            try:
                await self._publish(client, person, None)
            except Exception as error:
                note_incident(error, "publishing the App Home")

        self._answering.tasks.start(work())

    async def show(self, event: Incoming, audience: Audience, result: Card) -> str | None:
        """Deliver the answer to a press in the tab there, or by a direct message if the tab cannot be published."""
        try:
            await self._publish(event.client, event.person, result, audience)
        except (SlackApiError, *TRANSPORT_ERRORS) as error:
            note_incident(error, "publishing an answer in the App Home")
            return await self._answering.sender.deliver(event, result, audience)
        return ""

    async def _publish(self, client: AsyncWebClient, person: Person, result: Card | None, audience: Audience | None = None) -> None:
        popular = await self._dialogue.popular(person.workspace, MOST_POPULAR)
        privacy = await self._dialogue.privacy(Asker(person))
        desk = await self._administration.overview(client, person)
        async with self._answering.sender.installations.calling(person.workspace):
            await client.views_publish(user_id=person.id, view=render_home(popular, privacy, result, audience, desk))


def render_home(
    popular: Sequence[tuple[str, str, str]], privacy: Card, result: Card | None, audience: Audience | None = None, desk: Card | None = None
) -> dict[str, Any]:
    """Return the home view; `popular` are name, verdict in words and slug of platforms, `result` what a search found.

    `desk` is what waits for somebody who is an admin.

    The search has the action id "search", a platform's button "show:n" with an encoded subject, like the buttons of a card.
    """
    shown = audience or Audience("", 0, whole=True)
    above = [*_result(result, shown), *_result(desk, shown)]
    blocks = [_search(), *above, *_card(help_card(()), shown), *_popular(popular), _DIVIDER, *_card(privacy, shown)]
    return {"type": "home", "blocks": blocks}


def _search() -> Json:
    return {
        "type": "input",
        "dispatch_action": True,
        "label": words(wording.SEARCH),
        "element": {"type": "plain_text_input", "action_id": "search", "placeholder": words(wording.EXAMPLES[0], 150)},
    }


def _result(card: Card | None, audience: Audience) -> Iterator[Json]:
    if card is not None:
        yield from _card(card, audience)
        yield _DIVIDER


def _card(card: Card, audience: Audience) -> Iterator[Json]:
    """Lay out a card without what belongs to a message: sharing, rating, comparing."""
    folded = is_folded(card, audience)
    yield from lay_out(card, folded=folded, tables=False) or ()
    if card.page:
        yield small_print(link(card.page, wording.ANSWER_PAGE))
    if buttons := home_buttons(card, folded=folded):
        yield {"type": "actions", "elements": buttons}


def _popular(popular: Sequence[tuple[str, str, str]]) -> Iterator[Json]:
    if popular:
        yield {"type": "header", "text": words(wording.ASKED_ABOUT_MOST)}
    for number, (name, verdict, slug) in enumerate(popular):
        row: Json = {"type": "section", "text": {"type": "mrkdwn", "text": _row(name, verdict), "verbatim": True}}
        value = Subject("answer", (slug,), (DEFAULT_TOPIC,)).encode()
        if value is not None:
            row["accessory"] = {
                "type": "button",
                "action_id": f"show:{number}",
                "text": words(wording.SHOW_ANSWER),
                "accessibility_label": cut(f"{wording.SHOW_ANSWER}: {clean(name)}", MAX_LABEL),
                "value": value,
            }
        yield row


def _row(name: str, verdict: str) -> str:
    return cut(f"*{escape(clean(name))}*\n{escape(clean(verdict))}", MAX_TEXT)
