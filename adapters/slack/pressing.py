"""What somebody pressed, chose or typed in a message or in the App Home, read from Slack's payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import Event
from adapters.slack.incoming import Payload, asker_in, is_direct, person_of
from adapters.slack.places import Place
from bot.dialogue.asker import Asker
from bot.storage import Person


class Press(NamedTuple):
    """One press. `name` is the action without its number; `message` the id of the message it stands in, "" in the App Home."""

    name: str
    value: str
    block: str
    person: Person
    place: Place
    message: str
    trigger: str
    client: AsyncWebClient

    @property
    def in_home(self) -> bool:
        """Whether it was pressed in the App Home."""
        return not self.message

    @property
    def asker(self) -> Asker:
        """Who pressed it, in which conversation."""
        return asker_in(self.person, self.place.channel or "home", self.place.thread)

    @property
    def event(self) -> Event:
        """The press as an event to answer; a trigger id comes once."""
        return self.as_event(f"press:{self.trigger}")

    def as_event(self, key: str) -> Event:
        """The press under another key: what may be done once only, however often it is pressed."""
        return Event(self.person, key, self.place, self.client)


def read_press(context: AsyncBoltContext, body: Payload) -> Press:
    """The press in a payload of the type `block_actions`."""
    action = body["actions"][0]
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ""
    person = person_of(context)
    with_us = is_direct(channel) and not container.get("is_ephemeral")
    return Press(
        name=action["action_id"].partition(":")[0],
        value=_value(action),
        block=action.get("block_id") or "",
        person=person,
        place=Place(person.id, channel, thread, body.get("response_url") or "", open=with_us),
        message=container.get("message_ts") or "",
        trigger=body.get("trigger_id") or action.get("action_ts") or "",
        client=context.client,
    )


def _value(action: Mapping[str, Any]) -> str:
    chosen = action.get("selected_option")
    return str((chosen or {}).get("value") or "") if "selected_option" in action else str(action.get("value") or "")
