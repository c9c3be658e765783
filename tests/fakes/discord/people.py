"""Somebody who uses Discord: says, edits and deletes, runs commands, presses buttons, fills in forms.

What Discord's client does not offer (a command that is not registered here, a disabled button, a text too long) is an
`AssertionError`: the test asks for something nobody could do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.fakes.discord import commands, invoking, modals, payloads, permissions
from tests.fakes.discord.bodies import MOST_CONTENT
from tests.fakes.discord.components import BUTTON, LINK_STYLE, SELECTS, STRING_SELECT, walk
from tests.fakes.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Interaction, Modal
from tests.fakes.discord.model import PRIVATE_THREAD, Channel, Message, User
from tests.fakes.discord.routes_channels import tell_deleted

if TYPE_CHECKING:
    from tests.fakes.discord.server import FakeDiscord


class Person:
    """One user, with what they can do."""

    def __init__(self, discord: FakeDiscord, user: User) -> None:
        self.user = user
        self.id = user.id
        self.mention = user.mention
        self._discord = discord

    @property
    def direct(self) -> Channel:
        """The direct conversation with the bot."""
        return self._discord.world.conversation(self._discord.bot, self.user)

    def conversation(self, other: Person) -> Channel:
        """The direct conversation with somebody else, in which the bot is not."""
        return self._discord.world.conversation(self.user, other.user)

    def installs_app(self) -> None:
        """Add the app to the own account, so that its commands can be used everywhere."""
        self.user.has_app = True

    def refuses_direct_messages(self) -> None:
        """Take no direct messages from the bot any more."""
        self.user.takes_direct_messages = False

    # Messages

    async def says(self, channel: Channel, text: str, *, embeds: Sequence[dict[str, Any]] = (), silent: bool = False) -> Message:
        """Write into a channel; only bots and webhooks have embeds; `silent` is Discord's "no notification" flag."""
        return await self._send(channel, text, None, embeds=embeds, silent=silent)

    async def tells(self, text: str) -> Message:
        """Write to the bot directly."""
        return await self._send(self.direct, text, None)

    async def replies(self, to: Message, text: str, *, ping: bool = True) -> Message:
        """Reply to a message, with or without notifying its author."""
        return await self._send(to.channel, text, to, ping=ping)

    async def forwards(self, message: Message, to: Channel) -> Message:
        """Forward a message, which adds no words of one's own to it."""
        return await self._send(to, "", None, forwarded=message)

    async def edits(self, message: Message, text: str) -> None:
        """Change the text of an own message."""
        assert message.author is self.user, f"{self.user.name} cannot edit what {message.author.name} said"
        self._discord.world.edit(message, {"content": text, "allowed_mentions": message.allowed_mentions})
        self._discord.gateway.dispatch_message("MESSAGE_UPDATE", message)
        await asyncio.sleep(0)

    async def deletes(self, message: Message) -> None:
        """Delete an own message, or as a moderator somebody else's."""
        self._may_delete(message)
        self._discord.world.delete(message)
        tell_deleted(self._discord.gateway, message)
        await asyncio.sleep(0)

    async def purges(self, messages: Sequence[Message]) -> None:
        """Delete several messages of a channel at once, of which the bot is told at once."""
        for message in messages:
            self._may_delete(message)
            self._discord.world.delete(message)
        channel = messages[0].channel
        data = {"ids": [str(message.id) for message in messages], "channel_id": str(channel.id)}
        if channel.server and self._discord.gateway.sees(channel):
            self._discord.gateway.dispatch("MESSAGE_DELETE_BULK", {**data, "guild_id": str(channel.server.id)}, channel.server)
        await asyncio.sleep(0)

    def _may_delete(self, message: Message) -> None:
        server = message.channel.server
        moderates = server and server.permissions_of(self.user, message.channel) & permissions.MANAGE_MESSAGES
        assert message.author is self.user or moderates, f"{self.user.name} cannot delete what {message.author.name} said"

    async def _send(
        self,
        channel: Channel,
        text: str,
        answered: Message | None,
        *,
        ping: bool = True,
        embeds: Sequence[dict[str, Any]] = (),
        silent: bool = False,
        forwarded: Message | None = None,
    ) -> Message:
        self._belongs(channel)
        assert 0 < len(text) <= MOST_CONTENT or embeds or forwarded, f"Nobody can send a message of {len(text)} characters"
        body: dict[str, Any] = {"content": text, "embeds": list(embeds), "flags": 1 << 12 if silent else 0}
        if answered and not ping:
            body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": False}
        message = self._discord.world.add(channel, self.user, body, answered=answered, forwarded=forwarded)
        if channel.kind == PRIVATE_THREAD and self._discord.bot.id in message.pings.users and self._discord.bot not in channel.people:
            channel.people += (self._discord.bot,)  # a mention adds who is mentioned to a private thread
            self._discord.gateway.dispatch("THREAD_CREATE", payloads.of_channel(channel), channel.server)
        self._discord.gateway.dispatch_message("MESSAGE_CREATE", message)
        self._discord.changed()
        await asyncio.sleep(0)
        return message

    # Interactions

    async def uses(
        self, name: str, options: dict[str, Any] | None = None, channel: Channel | None = None, *, wait: bool = True
    ) -> Interaction:
        """Run a slash command, directly to the bot if no channel is named; subcommands after a blank: `"admin reload"`.

        Waits until the bot answered with more than that it thinks, unless `wait` is False.
        """
        return await self._invoke(COMMAND, channel, wait=wait, command=(commands.SLASH, name), options=options or {})

    async def uses_on(self, name: str, target: Message | Person, channel: Channel | None = None, *, wait: bool = True) -> Interaction:
        """Run a message command on a message, or a user command on somebody in a channel."""
        if isinstance(target, Message):
            return await self._invoke(COMMAND, target.channel, wait=wait, command=(commands.ON_MESSAGE, name), target=target)
        return await self._invoke(COMMAND, channel, wait=wait, command=(commands.ON_USER, name), target=target.user)

    async def types(
        self, name: str, options: dict[str, Any], channel: Channel | None = None, *, focused: str | None = None
    ) -> list[dict[str, Any]]:
        """The suggestions for a command being typed; `focused` is the option with the cursor, the last one if not named."""
        cursor = focused or list(options)[-1]
        used = await self._invoke(AUTOCOMPLETE, channel, wait=True, command=(commands.SLASH, name), options=options, focused=cursor)
        return used.choices

    async def presses(self, message: Message, which: str, *, wait: bool = True) -> Interaction:
        """Press the button with a label or custom id."""
        buttons = [part for part in walk(self._visible(message)) if part["type"] == BUTTON]
        button = _found(buttons, which, "label", "custom_id")
        assert button.get("style") != LINK_STYLE, f"{which!r} opens a link; the bot does not hear of it"
        assert not button.get("disabled"), f"The button {which!r} is disabled"
        data = {"custom_id": button["custom_id"], "component_type": BUTTON, "id": button["id"]}
        return await self._invoke(COMPONENT, message.channel, wait=wait, data=data, pressed_on=message)

    async def selects(self, message: Message, which: str, values: Sequence[str], *, wait: bool = True) -> Interaction:
        """Choose in the menu with a custom id or placeholder; text options by value or label."""
        menus = [part for part in walk(self._visible(message)) if part["type"] in SELECTS]
        menu = _found(menus, which, "custom_id", "placeholder")
        assert not menu.get("disabled"), f"The menu {which!r} is disabled"
        assert menu.get("min_values", 1) <= len(values) <= menu.get("max_values", 1), f"The menu {which!r} takes another number of values"
        chosen = [_found(menu["options"], value, "value", "label")["value"] if menu["type"] == STRING_SELECT else value for value in values]
        data = {"custom_id": menu["custom_id"], "component_type": menu["type"], "values": chosen, "id": menu["id"]}
        return await self._invoke(COMPONENT, message.channel, wait=wait, data=data, pressed_on=message)

    async def submits(self, form: Interaction | Modal, values: dict[str, Any], *, wait: bool = True) -> Interaction:
        """Send a form that was opened, with what was typed or chosen by custom id."""
        modal = form.modal if isinstance(form, Interaction) else form
        assert modal, "The bot opened no form"
        unknown = values.keys() - modal.fields.keys()
        assert not unknown, f"The form has no field {sorted(unknown)}; it has {sorted(modal.fields)}"
        opened = modal.interaction
        assert opened.user is self.user, f"The form was opened for {opened.user.name}"
        data = {"custom_id": modal.custom_id, "components": modals.submission(modal.components, values)}
        return await self._invoke(SUBMIT, opened.channel, wait=wait, data=data, pressed_on=opened.pressed_on)

    async def _invoke(self, kind: int, channel: Channel | None, *, wait: bool, **what: Any) -> Interaction:
        place = channel or self.direct
        self._belongs(place)
        interaction = invoking.invoke(self._discord, self.user, kind, place, **what)
        self._discord.changed()
        await asyncio.sleep(0)
        if wait:
            await self._discord.wait_for(lambda: interaction.settled, f"the answer to what {self.user.name} did")
        return interaction

    def _visible(self, message: Message) -> list[dict[str, Any]]:
        assert not message.deleted, "The message is deleted"
        assert message.seen_by in (None, self.user), f"{self.user.name} does not see this message"
        return message.components

    def _belongs(self, channel: Channel) -> None:
        server = channel.server
        here = self.id in server.members or self.user.webhook if server else self.user in channel.people
        assert here, f"{self.user.name} is not in {server.name if server else 'this conversation'}"


def _found(parts: list[dict[str, Any]], which: str, *keys: str) -> dict[str, Any]:
    for key in keys:
        for part in parts:
            if part.get(key) == which:
                return part
    have = [next((part[key] for key in keys if part.get(key)), "?") for part in parts]
    raise AssertionError(f"There is no {which!r} here, only {have}")
