"""A server as tests use it: it takes members, channels, threads, roles and webhooks, and the bot is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.discord import payloads
from tests.fakes.discord.model import PRIVATE_THREAD, PUBLIC_THREAD, TEXT, Channel, Membership, Message, Role, Server
from tests.fakes.discord.people import Person

if TYPE_CHECKING:
    from tests.fakes.discord.server import FakeDiscord


class Guild:
    """A server. `channel` and `thread` give places, `member` and `webhook` those who speak in them."""

    def __init__(self, discord: FakeDiscord, server: Server) -> None:
        self.server = server
        self.id = server.id
        self.name = server.name
        self._discord = discord

    @property
    def general(self) -> Channel:
        """The first channel."""
        return next(iter(self.server.channels.values()))

    @property
    def owner(self) -> Person:
        """Who owns the server, and may do everything."""
        return Person(self._discord, self.server.members[self.server.owner_id].user)

    def member(self, who: str | Person, *, bot: bool = False, roles: tuple[Role, ...] = ()) -> Person:
        """Somebody new in the server by that name, or somebody known who joins it."""
        person = who if isinstance(who, Person) else self._discord.person(who, bot=bot)
        self.server.members[person.id] = Membership(person.user, list(roles))
        return person

    def channel(self, name: str) -> Channel:
        """A new text channel."""
        channel = self._discord.world.channel(TEXT, name, self.server)
        self._tell("CHANNEL_CREATE", channel)
        return channel

    def thread(self, parent: Channel, name: str, starter: Person, *, on: Message | None = None, private: bool = False) -> Channel:
        """A new thread in a channel, with who started it in it, perhaps on a message."""
        kind = PRIVATE_THREAD if private else PUBLIC_THREAD
        thread = self._discord.world.channel(kind, name, self.server, parent, (starter.user,), on)
        self._tell("THREAD_CREATE", thread)
        return thread

    def role(self, name: str, *, mentionable: bool = False, bits: int = 0) -> Role:
        """A new role, with permission bits of its own."""
        role = Role(self._discord.world.ids.new(), name, bits, mentionable)
        self.server.roles[role.id] = role
        return role

    def webhook(self, name: str) -> Person:
        """Something that speaks through a webhook, as other services do."""
        return Person(self._discord, self._discord.world.user(name, webhook=True))

    def deny_bot(self, channel: Channel, bits: int) -> None:
        """Take permissions from the bot in a channel, for instance `permissions.SEND_MESSAGES`."""
        bot = self._discord.bot
        channel.denied[bot.id] = channel.denied.get(bot.id, 0) | bits
        self._tell("CHANNEL_UPDATE", channel)

    def _tell(self, event: str, channel: Channel) -> None:
        if self._discord.gateway.sees(channel):
            self._discord.gateway.dispatch(event, payloads.of_channel(channel), self.server)
