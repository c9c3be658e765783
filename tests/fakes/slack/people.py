"""People, as tests move them: what a person does is sent to the app the way the app is connected."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack import payloads
from tests.fakes.slack.acting import Asked, Delivery
from tests.fakes.slack.checks import FlawError, Json, within
from tests.fakes.slack.choosing import chosen, initial_state, is_empty
from tests.fakes.slack.composition import check_suggestions
from tests.fakes.slack.core import Core
from tests.fakes.slack.lines import Request
from tests.fakes.slack.methods_views import view_as_sent
from tests.fakes.slack.mrkdwn import escape
from tests.fakes.slack.payloads import message_event
from tests.fakes.slack.sending import Sending
from tests.fakes.slack.signing import RIGHT, Signing
from tests.fakes.slack.world import Channel, Installation, Message, Profile, View


class Person:
    """Somebody in a workspace. Whatever they type is escaped as Slack does it; `raw=True` sends it as it stands."""

    def __init__(self, core: Core, sending: Sending, team_id: str, profile: Profile) -> None:
        self.core = core
        self.sending = sending
        self.team_id = team_id
        self.profile = profile
        self.id = profile.id
        self.name = profile.name

    # what they type

    def _ask_command(self, name: str, text: str, channel: str | None, raw: bool) -> Asked:
        asked = self.sending.ask(self)
        place = self._channel(channel)
        asked.response_url = self.sending.response_urls.issue(self.team_id, place.id, self.id, asked)
        said = text if raw else escape(text)
        asked.payload = dict(payloads.command(self, name, said, place, asked.response_url, asked.trigger_id))
        return asked

    async def command(self, name: str, text: str = "", channel: str | None = None, *, raw: bool = False, signing: Signing = RIGHT) -> Asked:
        """Type a slash command; the default channel is the first of the workspace. A body in the answer is a message."""
        asked = self._ask_command(name, text, channel, raw)
        if self.sending.allowed_commands(self, name):
            await self.sending.act("slash_commands", asked, self, signing)
            self.sending.take_message(asked)
        return asked

    def command_request(self, name: str, text: str = "", channel: str | None = None) -> Request:
        """The signed request of a command, not sent: for clients that make load."""
        return self.sending.lines.request("slash_commands", self._ask_command(name, text, channel, raw=False).payload)

    def say(self, channel: str, text: str, thread_ts: str | None = None, *, raw: bool = False) -> Message:
        """Write a message that the app hears nothing of."""
        place = self._channel(channel)
        said = text if raw else escape(text)
        message = Message(
            self.team_id, place.id, self.core.records.numbers.ts(), self.id, said, [], {"text": said}, "typed", False, thread_ts
        )
        self.core.journal.add(message)
        return message

    async def mention(
        self, channel: str, text: str, thread_ts: str | None = None, *, raw: bool = False, signing: Signing = RIGHT
    ) -> Delivery:
        """Write a message that mentions the app in front. LookupError where the app was not invited to the channel."""
        installation = self._installation()
        if installation.bot_user_id not in self._channel(channel).members:
            raise LookupError(f"the app is not in {channel}: Slack would offer to invite it")
        said = text if raw else escape(text)
        message = self.say(channel, f"<@{installation.bot_user_id}> {said}", thread_ts, raw=True)
        inner = {**message_event(message, self.core), "type": "app_mention"}
        del inner["channel_type"]
        delivery = await self.sending.event(self.team_id, "app_mention", inner, signing)
        delivery.message = message
        return delivery

    async def direct_message(
        self,
        text: str,
        thread_ts: str | None = None,
        *,
        raw: bool = False,
        attachments: list[Json] | None = None,
        signing: Signing = RIGHT,
    ) -> Delivery:
        """Write to the app; `attachments` are what is forwarded with it."""
        channel = self.core.records.direct_channel(self.team_id, self.id)
        message = self.say(channel.id, text, thread_ts, raw=raw)
        message.attachments = attachments or []
        delivery = await self.sending.event(self.team_id, "message.im", message_event(message, self.core), signing)
        delivery.message = message
        return delivery

    async def edit(self, message: Message, text: str) -> Delivery:
        """Change a direct message to the app; it is told by a `message_changed`."""
        before = message_event(message, self.core)
        message.text, message.edited = escape(text), True
        ts = self.core.records.numbers.ts()
        inner = {
            "type": "message",
            "subtype": "message_changed",
            "channel": message.channel,
            "channel_type": "im",
            "ts": ts,
            "event_ts": ts,
            "hidden": True,
            "message": message_event(message, self.core),
            "previous_message": before,
        }
        return await self.sending.event(self.team_id, "message.im", inner)

    # what they open

    async def open_home(self) -> Delivery:
        """Open the app's home tab."""
        channel = self.core.records.direct_channel(self.team_id, self.id)
        inner: Json = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": "home"}
        home = self.core.records.homes.get((self.team_id, self.id))
        if home:
            inner["view"] = view_as_sent(self.core, home)
        return await self.sending.event(self.team_id, "app_home_opened", inner | {"event_ts": self.core.records.numbers.ts()})

    async def open_messages(self) -> Delivery:
        """Open the app's Messages tab, where an agent (`agent_view`) is written to."""
        channel = self.core.records.direct_channel(self.team_id, self.id)
        ts = self.core.records.numbers.ts()
        inner = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": "messages", "event_ts": ts}
        return await self.sending.event(self.team_id, "app_home_opened", inner)

    async def open_assistant(self) -> Delivery:
        """Open the assistant pane; `delivery.payload["event"]["assistant_thread"]` names its channel and thread."""
        channel = self.core.records.direct_channel(self.team_id, self.id)
        ts = self.core.records.numbers.ts()
        thread = {"user_id": self.id, "context": {}, "channel_id": channel.id, "thread_ts": ts}
        inner = {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": ts}
        return await self.sending.event(self.team_id, "assistant_thread_started", inner)

    # what they press

    async def press(
        self,
        target: Message | View,
        action_id: str,
        option: Any = None,
        *,
        search: str | None = None,
        block_id: str | None = None,
        signing: Signing = RIGHT,
    ) -> Asked:
        """Use a button, a menu or a field; `option` is a label or a value (or a list of them), or what is typed.

        With `search`, the options are asked of the app first. LookupError where there is no such thing to press or choose.
        """
        self._must_see(target)
        block, element = target.element(action_id, block_id)
        suggested = await self.suggestions(target, action_id, search, block_id=block_id) if search is not None else None
        state = chosen(element, option, suggested)
        if isinstance(target, View) and element["type"] not in ("button", "overflow", "feedback_buttons", "icon_button"):
            target.typed.setdefault(block["block_id"], {})[action_id] = state
        asked = self.sending.ask(self)
        if isinstance(target, Message):
            asked.response_url = self.sending.response_urls.issue(self.team_id, target.channel, self.id, asked, target)
        action = {"action_id": action_id, "block_id": block["block_id"], "action_ts": self.core.records.numbers.ts(), **state}
        asked.payload = payloads.block_actions(self, target, action, asked.response_url, asked.trigger_id)
        await self.sending.act("interactive", asked, self, signing)
        return asked

    async def suggestions(self, target: Message | View, action_id: str, search: str, *, block_id: str | None = None) -> list[Json]:
        """Type into a menu whose options the app gives: the options, none where Slack would not take the answer."""
        block, element = target.element(action_id, block_id)
        if not element["type"].endswith("external_select"):
            raise LookupError(f"{action_id!r} is a {element['type']}, whose options are fixed")
        asked = self.sending.ask(self)
        asked.payload = payloads.block_suggestion(self, target, block["block_id"], action_id, search)
        await self.sending.act("interactive", asked, self)
        answer = asked.answer.payload
        try:
            within("block_suggestion", check_suggestions, answer)
        except FlawError as flaw:
            self.core.refuse("block_suggestion", flaw, answer)
            return []
        held = answer or {}
        grouped = [option for group in held.get("option_groups", ()) for option in group["options"]]
        return [*held.get("options", ()), *grouped]

    async def shortcut(self, callback_id: str, message: Message, *, signing: Signing = RIGHT) -> Asked:
        """Use a message shortcut on a message."""
        self._must_see(message)
        if message.ephemeral:
            raise LookupError("an ephemeral message offers no shortcuts")
        asked = self.sending.ask(self)
        asked.response_url = self.sending.response_urls.issue(self.team_id, message.channel, self.id, asked, message)
        asked.payload = payloads.message_action(self, callback_id, message, asked.response_url, asked.trigger_id)
        if self.sending.allowed_commands(self, callback_id):
            await self.sending.act("interactive", asked, self, signing)
        return asked

    async def submit(self, view: View, values: dict[str, dict[str, Any]] | None = None, *, signing: Signing = RIGHT) -> Asked:
        """Fill a modal in, `{block_id: {action_id: value}}`, and send it off. ValueError where Slack's client would not let them."""
        wanted = values or {}
        inputs = [block for block in view.blocks if block["type"] == "input"]
        unknown = wanted.keys() - {block["block_id"] for block in inputs}
        if unknown or view.closed:
            raise LookupError(f"no input blocks {unknown} in the view, or it is closed")
        for block in inputs:
            element = block["element"]
            given = wanted.get(block["block_id"], {})
            held = view.typed.get(block["block_id"], {}).get(element["action_id"]) or initial_state(element)
            state = chosen(element, given[element["action_id"]]) if element["action_id"] in given else held
            if is_empty(state) and not block.get("optional"):
                raise ValueError(f"{block['label']['text']!r} must be filled in")
            view.typed.setdefault(block["block_id"], {})[element["action_id"]] = state
        asked = self.sending.ask(self)
        asked.payload = payloads.view_submission(self, view, asked.trigger_id)
        await self.sending.act("interactive", asked, self, signing)
        self.sending.take_submission(asked, view, self)
        return asked

    async def close(self, view: View) -> Asked | None:
        """Close a modal; the app is told if it wanted to be."""
        view.closed = True
        self.core.journal.changed()
        if not view.payload.get("notify_on_close"):
            return None
        asked = self.sending.ask(self)
        asked.payload = payloads.view_closed(self, view, is_cleared=False)
        await self.sending.act("interactive", asked, self)
        return asked

    @property
    def told(self) -> list[str]:
        """What Slack itself told them: the names of errors."""
        return [told.error for told in self.core.journal.told if (told.team_id, told.user) == (self.team_id, self.id)]

    def sees(self, message: Message) -> bool:
        """Whether they can see a message."""
        if message.deleted or message.team_id != self.team_id or message.ephemeral_to not in (None, self.id):
            return False
        channel = self.core.records.channels[self.team_id, message.channel]
        return channel.kind == "public" or self.id in channel.members

    def _must_see(self, target: Message | View) -> None:
        seen = (target.team_id, target.user) == (self.team_id, self.id) if isinstance(target, View) else self.sees(target)
        if not seen:
            raise LookupError(f"{self.id} does not see this")

    def _channel(self, name: str | None) -> Channel:
        records = self.core.records
        if name is None:
            return next(channel for (team_id, _), channel in records.channels.items() if team_id == self.team_id)
        found = records.find_channel([self.team_id], name)
        if found is None:
            raise LookupError(f"no channel {name} in {self.team_id}")
        return found[1]

    def _installation(self) -> Installation:
        installation = self.core.records.installation_for(self.team_id)
        if installation is None:
            raise LookupError(f"the app is not installed in {self.team_id}")
        return installation
