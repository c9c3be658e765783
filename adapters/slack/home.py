"""The App Home: published when somebody opens it, and again with what they asked there."""

from __future__ import annotations

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import incidents
from adapters.slack.answering import Answering, Event
from adapters.slack.incoming import Payload, asker_in, person_of
from adapters.slack.render_home import render_home
from adapters.slack.web_api import TRANSPORT_ERRORS
from bot.dialogue.chat import Chat
from bot.replies.card import Card
from bot.storage import Person

MOST_POPULAR = 10
"""How many platforms are listed as asked about most: what fits on a phone."""


class Home:
    """Publishes the App Home."""

    def __init__(self, chat: Chat, answering: Answering) -> None:
        """Take what fills it."""
        self._chat = chat
        self._answering = answering

    async def opened(self, context: AsyncBoltContext, body: Payload) -> None:
        """Somebody opened the tab: show it as it is now."""
        if body["event"].get("tab") != "home":
            return
        person = person_of(context)
        client = context.client

        async def work() -> None:
            try:
                await self.publish(client, person, None)
            except Exception as error:
                incidents.note(error, "publishing the App Home")

        self._answering.tasks.start(work())

    async def publish(self, client: AsyncWebClient, person: Person, result: Card | None) -> None:
        """Publish the tab, with what was asked for on top; SlackApiError where Slack does not take it."""
        popular = await self._chat.popular(person.workspace, MOST_POPULAR)
        privacy = await self._chat.privacy(asker_in(person, "home"))
        await client.views_publish(user_id=person.id, view=render_home(popular, privacy, result))

    async def show(self, event: Event, result: Card) -> None:
        """Answer a press in the tab there, or by a direct message where the tab cannot be published."""
        try:
            await self.publish(event.client, event.person, result)
        except (SlackApiError, *TRANSPORT_ERRORS) as error:
            incidents.note(error, "publishing an answer in the App Home")
            await self._answering.deliver(event, result, self._answering.setting(event.person))
            return
        await self._answering.store.done(event.delivery)
