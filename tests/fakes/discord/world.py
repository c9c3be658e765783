"""Everything that exists in the fake, and how messages come into being, change and go; nobody is told from here."""

from __future__ import annotations

from collections import deque
from typing import Any

from tests.fakes.discord import components, permissions
from tests.fakes.discord.clock import Clock
from tests.fakes.discord.model import (
    COMPONENTS_V2,
    DIRECT,
    EPHEMERAL,
    PRIVATE_THREAD,
    REPLY,
    Channel,
    Membership,
    Message,
    Role,
    Server,
    User,
)
from tests.fakes.discord.pings import Pings, pings
from tests.fakes.discord.snowflakes import Snowflakes, now


class World:
    """People, servers, channels and messages, with the bot among them."""

    def __init__(self, clock: Clock, *, keep_messages: int) -> None:
        """Keep so many messages in all, the newest."""
        self.clock = clock
        self.ids = Snowflakes()
        self.bot = User(self.ids.new(), "smallprint", bot=True)
        self.application_id = self.bot.id
        """A bot's user has the id of its application, as for every application made since 2016."""
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.owner = self.user("developer")
        self.servers: dict[int, Server] = {}
        self.channels: dict[int, Channel] = {}
        self._conversations: dict[frozenset[User], Channel] = {}
        self._order: deque[Message] = deque()
        self._keep = keep_messages

    def user(self, name: str, *, bot: bool = False, webhook: bool = False) -> User:
        """A new user."""
        user = User(self.ids.new(), name, bot=bot or webhook, webhook=webhook)
        self.users[user.id] = user
        return user

    def server(self, name: str, *, has_bot: bool, everybody: int) -> Server:
        """A new server with the @everyone role, owned by somebody; the bot is in it or not."""
        owner = self.user(f"{name} owner")
        server = Server(self.ids.for_guild(), name, owner.id, has_bot)
        server.roles[server.id] = Role(server.id, "@everyone", everybody)
        server.members[owner.id] = Membership(owner)
        if has_bot:
            server.members[self.bot.id] = Membership(self.bot)
        self.servers[server.id] = server
        return server

    def channel(
        self,
        kind: int,
        name: str,
        server: Server | None,
        parent: Channel | None = None,
        people: tuple[User, ...] = (),
        started_on: Message | None = None,
    ) -> Channel:
        """A new channel, thread or direct conversation; a thread that is started on a message has the message's id."""
        channel = Channel(started_on.id if started_on else self.ids.new(), kind, name, server, parent, people)
        self.channels[channel.id] = channel
        if server:
            (server.threads if parent else server.channels)[channel.id] = channel
        return channel

    def conversation(self, *people: User) -> Channel:
        """The direct conversation of some people, made when it is first needed."""
        key = frozenset(people)
        if key not in self._conversations:
            self._conversations[key] = self.channel(DIRECT, "", None, people=people)
        return self._conversations[key]

    def bot_sees(self, channel: Channel) -> bool:
        """Whether the bot hears what is said in a channel."""
        if channel.server is None:
            return self.bot in channel.people
        if channel.kind == PRIVATE_THREAD and self.bot not in channel.people:
            return False
        return channel.server.has_bot and bool(self.bot_permissions(channel) & permissions.VIEW_CHANNEL)

    def bot_permissions(self, channel: Channel) -> int:
        """The bits that the bot has in a channel."""
        if channel.server is None:
            return permissions.DIRECT
        return channel.server.permissions_of(self.bot, channel)

    def bot_may_read(self, message: Message) -> bool:
        """Whether the bot gets a message's content without the privileged intent: its own, direct, or one that pings it."""
        direct = message.channel.direct and self.bot in message.channel.people
        return message.author is self.bot or direct or self.bot.id in message.pings.users

    def add(self, channel: Channel, author: User, body: dict[str, Any], *, answered: Message | None = None, **further: Any) -> Message:
        """A new message from a checked body; a message that only one person sees is not in the channel."""
        message = Message(self.ids.new(), channel, author, "", self.clock.now(), **further)
        if answered:
            message.kind, message.answers, message.answered = REPLY, answered.id, answered
        self.write(message, body)
        if not message.ephemeral:
            self._keep_message(message)
            if answered:
                answered.replies.append(message)
        return message

    def write(self, message: Message, body: dict[str, Any]) -> None:
        """Put what a body has into a message, and settle whom it pings."""
        if "content" in body:
            message.content = str(body["content"] or "").strip()
        if "embeds" in body:
            message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or ()]
        if "components" in body:
            message.components = _numbered(body["components"] or [])
        if "attachments" in body:
            message.attachments = body["attachments"] or []
        if body.get("flags") is not None:
            kept = message.flags & (EPHEMERAL | COMPONENTS_V2)
            message.flags = int(body["flags"]) | kept
        message.allowed_mentions = body.get("allowed_mentions")
        message.pings = self._pings(message)
        known = [self.users.get(user) for user in sorted(message.pings.users)]
        message.mentions = [user for user in known if user]

    def edit(self, message: Message, body: dict[str, Any]) -> None:
        """Change a message by a checked body."""
        self.write(message, body)
        message.edited, message.edited_at = self.clock.now(), now()
        message.edits += 1

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.deleted = True
        message.channel.messages.pop(message.id, None)

    def _keep_message(self, message: Message) -> None:
        message.channel.messages[message.id] = message
        message.channel.last_message_id = message.id
        self._order.append(message)
        while len(self._order) > self._keep:
            oldest = self._order.popleft()
            oldest.channel.messages.pop(oldest.id, None)

    def _pings(self, message: Message) -> Pings:
        server = message.channel.server
        may_ping = server is None or bool(server.permissions_of(message.author, message.channel) & permissions.MENTION_EVERYONE)
        if message.ephemeral:
            return Pings()
        answered = message.answered
        # A reply to the answer of an interaction never counts as a ping: discord-api-docs, issue 5395.
        replied_to = answered.author.id if answered and not answered.origin else None
        mentionable = frozenset(role.id for role in server.roles.values() if role.mentionable) if server else frozenset()
        return pings(
            texts_that_ping(message),
            message.allowed_mentions,
            may_ping_everyone=may_ping,
            mentionable_roles=mentionable,
            replied_to=replied_to,
        )


def texts_that_ping(message: Message) -> list[str]:
    """The texts of a message whose mentions count: its content and text displays, never its embeds."""
    displayed = [str(part.get("content", "")) for part in components.walk(message.components) if part["type"] == components.TEXT_DISPLAY]
    return [message.content, *displayed]


def _numbered(tree: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components as Discord keeps them: each with a number."""
    for number, component in enumerate(components.walk(tree), 1):
        if not component.get("id"):
            component["id"] = number
    return tree
