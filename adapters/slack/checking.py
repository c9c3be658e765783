"""The message shortcut *Check claims*: what somebody's message claims, shown to whoever asked for it alone."""

from __future__ import annotations

from datetime import UTC, datetime

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.answering import Answering, Event
from adapters.slack.incoming import Payload, is_direct, person_of, typed
from adapters.slack.places import Place
from adapters.slack.sharing import Origin
from bot.dialogue.chat import Chat
from knowledge.dates import PartialDate


class Checking:
    """Answers the shortcut."""

    def __init__(self, chat: Chat, answering: Answering) -> None:
        """Take what answers."""
        self._chat = chat
        self._answering = answering

    async def used(self, context: AsyncBoltContext, body: Payload) -> None:
        """Somebody used the shortcut on a message; returns once it may be acknowledged."""
        message, channel = body["message"], body["channel"]["id"]
        person = person_of(context)
        thread = message.get("thread_ts") or ""
        text, day = typed(message.get("text") or ""), _day(message["ts"])
        event = Event(
            person, f"check:{body['trigger_id']}", Place(person.id, channel, thread, body.get("response_url") or ""), context.client
        )

        async def work() -> None:
            card = self._chat.claims(text, day)
            setting = self._answering.setting(person)
            if card.claims and not is_direct(channel):
                setting = setting._replace(share="thread", origin=Origin(thread or message["ts"], str(day), card.claims).encode())
            await self._answering.deliver(event, card, setting)

        await self._answering.work(event, work)


def _day(ts: str) -> PartialDate:
    """The day on which a message was written, in UTC; its timestamp is seconds since 1970."""
    return PartialDate(datetime.fromtimestamp(float(ts), UTC).date().isoformat())
