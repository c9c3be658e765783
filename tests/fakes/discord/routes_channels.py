"""Routes about channels and messages."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord import bodies, errors, payloads, permissions
from tests.fakes.discord.api import Answer, Api, Call
from tests.fakes.discord.errors import Form
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.interactions import change_message
from tests.fakes.discord.model import PRIVATE_THREAD, PUBLIC_THREAD, Channel, Message
from tests.fakes.discord.world import World

_MOST_NONCE = 25
_NONCES_KEPT = 10_000


class ChannelRoutes:
    """Serves channels, messages in them, typing, and opening direct conversations."""

    def __init__(self, api: Api, world: World, gateway: Gateway) -> None:
        self.unknown_fields: list[str] = []
        self.typed: list[Channel] = []
        """Where the bot showed that it types."""
        self._world = world
        self._gateway = gateway
        self._nonces: dict[tuple[int, str], Message] = {}
        api.route("GET", "/channels/{channel}", lambda call: (200, payloads.of_channel(self._channel(call))))
        api.route("POST", "/channels/{channel}/messages", self._create)
        api.route("GET", "/channels/{channel}/messages", self._list)
        api.route("GET", "/channels/{channel}/messages/{message}", self._get)
        api.route("PATCH", "/channels/{channel}/messages/{message}", self._edit)
        api.route("DELETE", "/channels/{channel}/messages/{message}", self._delete)
        api.route("POST", "/channels/{channel}/typing", self._typing)
        api.route("POST", "/users/@me/channels", self._converse)
        api.route("GET", "/guilds/{guild}/threads/active", self._threads)
        api.route("POST", "/channels/{channel}/threads", self._start_thread)
        api.route("POST", "/channels/{channel}/messages/{message}/threads", self._start_thread)

    def _create(self, call: Call) -> Answer:
        channel, body = self._channel(call), call.object
        self._may_send(channel, body)
        form = Form()
        nonce = form.text(body, "nonce", (), most=_MOST_NONCE)
        form.refuse()
        known = self._nonces.get((channel.id, nonce)) if nonce and body.get("enforce_nonce") else None
        if known:
            return 200, payloads.of_message(known)
        self.unknown_fields += sorted(
            bodies.check_message(body, known=bodies.KNOWN_IN_MESSAGE, flags=bodies.MESSAGE_FLAGS, files=len(call.files))
        )
        answered = self._answered(channel, body)
        message = self._world.add(channel, self._world.bot, {**body, "attachments": call.files}, answered=answered)
        if nonce:
            self._remember(channel, nonce, message)
        self._gateway.dispatch_message("MESSAGE_CREATE", message)
        return 200, payloads.of_message(message) | ({"nonce": body["nonce"]} if nonce else {})

    def _remember(self, channel: Channel, nonce: str, message: Message) -> None:
        self._nonces[channel.id, nonce] = message
        if len(self._nonces) > _NONCES_KEPT:
            self._nonces.pop(next(iter(self._nonces)))

    def _answered(self, channel: Channel, body: dict[str, Any]) -> Message | None:
        reference = body.get("message_reference")
        if not reference:
            return None
        message = channel.messages.get(int(reference.get("message_id") or 0))
        if message is None and reference.get("fail_if_not_exists", True):
            form = Form()
            form.wrong(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            form.refuse()
        return message

    def _may_send(self, channel: Channel, body: dict[str, Any]) -> None:
        if channel.server is None:
            if not all(user.takes_direct_messages for user in channel.people):
                raise errors.cannot_message_user()
            return
        bits = self._world.bot_permissions(channel)
        needed = permissions.SEND_MESSAGES_IN_THREADS if channel.parent else permissions.SEND_MESSAGES
        if body.get("embeds"):
            needed |= permissions.EMBED_LINKS
        if bits & needed != needed:
            raise errors.missing_permissions()
        if body.get("message_reference") and not bits & permissions.READ_MESSAGE_HISTORY:
            raise errors.Refused(403, 160002, "You cannot reply without permission to read message history")

    def _list(self, call: Call) -> Answer:
        channel = self._channel(call)
        if not self._world.bot_permissions(channel) & permissions.READ_MESSAGE_HISTORY:
            return 200, []
        newest = list(channel.messages.values())[::-1][: int(call.query.get("limit", "50"))]
        return 200, [payloads.of_message(message, self._world.bot_may_read) for message in newest]

    def _get(self, call: Call) -> Answer:
        message = self._message(call)
        if not self._world.bot_permissions(message.channel) & permissions.READ_MESSAGE_HISTORY:
            raise errors.missing_access()
        return 200, payloads.of_message(message, self._world.bot_may_read)

    def _edit(self, call: Call) -> Answer:
        message, body = self._message(call), call.object
        if message.author is not self._world.bot:
            raise errors.not_the_author()
        change_message(self._world, message, body, call.files, bodies.KNOWN_IN_EDIT, self.unknown_fields)
        self._gateway.dispatch_message("MESSAGE_UPDATE", message)
        return 200, payloads.of_message(message)

    def _delete(self, call: Call) -> Answer:
        message = self._message(call)
        manages = self._world.bot_permissions(message.channel) & permissions.MANAGE_MESSAGES
        if message.author is not self._world.bot and not manages:
            raise errors.missing_permissions()
        self._world.delete(message)
        tell_deleted(self._gateway, message)
        return 204, None

    def _typing(self, call: Call) -> Answer:
        self.typed.append(self._channel(call))
        return 204, None

    def _converse(self, call: Call) -> Answer:
        user = self._world.users.get(int(call.object.get("recipient_id") or 0))
        if user is None:
            form = Form()
            form.wrong(("recipient_id",), "USER_NOT_FOUND", "Unknown user")
            form.refuse()
            raise errors.unknown_user()
        return 200, payloads.of_channel(self._world.conversation(self._world.bot, user))

    def _threads(self, call: Call) -> Answer:
        server = self._world.servers.get(call.id("guild"))
        if server is None or not server.has_bot:
            raise errors.unknown_guild()
        return 200, {"threads": [payloads.of_channel(thread) for thread in server.threads.values()], "members": []}

    def _start_thread(self, call: Call) -> Answer:
        message = self._message(call) if "message" in call.path else None
        channel = self._channel(call)
        if channel.server is None or channel.parent:
            raise errors.Refused(400, 50024, "Cannot execute action on this channel type")
        if not self._world.bot_permissions(channel) & permissions.CREATE_PUBLIC_THREADS:
            raise errors.missing_permissions()
        form = Form()
        name = form.text(call.object, "name", (), least=1, most=100, required=True)
        form.refuse()
        kind = PUBLIC_THREAD if message else int(call.object.get("type", PRIVATE_THREAD))
        thread = self._world.channel(kind, name, channel.server, channel, (self._world.bot,), message)
        self._gateway.dispatch("THREAD_CREATE", payloads.of_channel(thread), channel.server)
        return 201, payloads.of_channel(thread)

    def _channel(self, call: Call) -> Channel:
        channel = self._world.channels.get(call.id("channel"))
        if channel is None:
            raise errors.unknown_channel()
        if not self._world.bot_sees(channel):
            raise errors.missing_access()
        return channel

    def _message(self, call: Call) -> Message:
        message = self._channel(call).messages.get(call.id("message"))
        if message is None:
            raise errors.unknown_message()
        return message


def tell_deleted(gateway: Gateway, message: Message) -> None:
    """Tell the bot that a message is gone, unless it never saw it."""
    server = message.channel.server
    data = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if gateway.sees(message.channel):
        gateway.dispatch("MESSAGE_DELETE", {**data, "guild_id": str(server.id)} if server else data, server)
