"""What Discord holds: people, servers, channels, messages. Plain data; who may do what is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord import permissions
from tests.fakes.discord.pings import Pings

TEXT, DIRECT, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 11, 12
"""Channel types."""

ORDINARY, REPLY, SLASH_COMMAND, CONTEXT_MENU_COMMAND = 0, 19, 20, 23
"""Message types."""

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 12, 1 << 15
"""Message flags."""


@dataclass(slots=True, eq=False)
class User:
    """Somebody: a person, a bot, or the name under which a webhook speaks."""

    id: int
    name: str
    bot: bool = False
    has_app: bool = False
    """Whether this person installed the bot's app for themselves."""
    takes_direct_messages: bool = True
    webhook: bool = False

    @property
    def mention(self) -> str:
        """What pings this user in a text."""
        return f"<@{self.id}>"


@dataclass(slots=True, eq=False)
class Role:
    """A role in a server."""

    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False

    @property
    def mention(self) -> str:
        """What pings this role in a text."""
        return f"<@&{self.id}>"


@dataclass(slots=True, eq=False)
class Membership:
    """A user in a server."""

    user: User
    roles: list[Role] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Server:
    """A guild, as data; see `Guild` for what tests do with it."""

    id: int
    name: str
    owner_id: int
    has_bot: bool = True
    available: bool = True
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Membership] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    further_members: int = 0
    """How many more members there are than `members` names."""

    def permissions_of(self, user: User, channel: Channel) -> int:
        """The bits that a member has in a channel of this server."""
        settings = channel.parent or channel
        return self.permissions_by_role(user) & ~settings.denied.get(user.id, 0)

    def permissions_by_role(self, user: User) -> int:
        """The bits that a member's roles give, whatever single channels take away."""
        bits = self.roles[self.id].permissions
        member = self.members.get(user.id)
        for role in member.roles if member else ():
            bits |= role.permissions
        if user.id == self.owner_id:
            bits |= permissions.MENTION_EVERYONE | permissions.MANAGE_GUILD | permissions.MANAGE_MESSAGES
        return bits


@dataclass(slots=True, eq=False)
class Channel:
    """A place for messages: a text channel, a thread, or a direct conversation."""

    id: int
    kind: int
    name: str
    server: Server | None = None
    parent: Channel | None = None
    people: tuple[User, ...] = ()
    """Who is in a direct conversation."""
    denied: dict[int, int] = field(default_factory=dict)
    """Permission bits taken from a user here, by user id."""
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int | None = None

    @property
    def mention(self) -> str:
        """What links to this channel in a text."""
        return f"<#{self.id}>"

    @property
    def direct(self) -> bool:
        """Whether it belongs to no server."""
        return self.server is None


@dataclass(slots=True, eq=False)
class Origin:
    """The interaction that a message answers, as `interaction_metadata` tells it."""

    id: int
    kind: int
    name: str
    user: User
    owners: dict[str, str]
    original_response: int | None = None
    target_message: int | None = None


@dataclass(slots=True, eq=False)
class Message:
    """A message as it is now; `created` and `edited` are `Clock` seconds."""

    id: int
    channel: Channel
    author: User
    content: str
    created: float
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    flags: int = 0
    kind: int = ORDINARY
    answers: int | None = None
    """The id of the message that this one replies to."""
    answered: Message | None = None
    forwarded: Message | None = None
    """The message that was forwarded in this one, of which it shows a snapshot."""
    allowed_mentions: dict[str, Any] | None = None
    """What the last write said about pings."""
    pings: Pings = field(default_factory=Pings)
    mentions: list[User] = field(default_factory=list)
    """The users pinged whom Discord knows."""
    seen_by: User | None = None
    """The one person who sees it, if it is ephemeral."""
    origin: Origin | None = None
    application_id: int | None = None
    edited: float | None = None
    edited_at: str | None = None
    deleted: bool = False
    edits: int = 0
    replies: list[Message] = field(default_factory=list)
    """The messages that reply to it."""

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def url(self) -> str:
        """Where it is, as *Copy Message Link* gives it."""
        server = self.channel.server
        return f"https://discord.com/channels/{server.id if server else '@me'}/{self.channel.id}/{self.id}"
