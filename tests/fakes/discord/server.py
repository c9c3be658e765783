"""The local Discord itself: puts gateway and API on one address of this machine, and gives tests the handles to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.discord import markdown, permissions
from tests.fakes.discord.api import PREFIX, Api
from tests.fakes.discord.clock import Clock
from tests.fakes.discord.commands import Commands
from tests.fakes.discord.gateway import Gateway, Settings
from tests.fakes.discord.guilds import Guild
from tests.fakes.discord.interactions import Desk, Interaction
from tests.fakes.discord.model import TEXT, Channel, Message, Role, User
from tests.fakes.discord.oauth import OAuth
from tests.fakes.discord.people import Person
from tests.fakes.discord.ratelimits import Limit, RateLimits
from tests.fakes.discord.recording import HALF, SILENT, Fault, Recorder, Request
from tests.fakes.discord.routes_channels import ChannelRoutes
from tests.fakes.discord.routes_identity import IdentityRoutes
from tests.fakes.discord.routes_interactions import InteractionRoutes
from tests.fakes.discord.watching import Watch
from tests.fakes.discord.world import World
from tests.patience import HANG


class FakeDiscord:
    """A local Discord for one bot, as an async context manager.

    It starts with no server; `guild` makes some. Point a client at `api_url` and `gateway_url`, see `pointed_at`.
    """

    def __init__(
        self,
        *,
        shards: int = 1,
        max_concurrency: int = 1,
        identify_seconds: float = 5.0,
        approved_intents: int = 0,
        heartbeat_interval: float = 41.25,
        compresses: bool = True,
        limits: Mapping[str, Limit] | None = None,
        global_limit: Limit | None = None,
        keep_requests: int = 10_000,
        keep_messages: int = 100_000,
    ) -> None:
        """Take what Discord's side decides; seconds throughout.

        `shards` is what `/gateway/bot` advises, `approved_intents` the privileged ones that may be identified with,
        `limits` are by route (`"POST /channels/{channel}/messages"`), ample where not named; `global_limit` is Discord's
        50 requests a second if given. `keep_requests` and `keep_messages` bound the memory.
        """
        self.token = f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
        self.clock = Clock()
        self.world = World(self.clock, keep_messages=keep_messages)
        self.bot: User = self.world.bot
        self.application_id = self.world.application_id
        self.mention = self.bot.mention
        """What mentions the bot in a text."""
        self.oauth = OAuth(self.world)
        self.recorder = Recorder(keep_requests)
        self.commands = Commands(self.world.ids, self.application_id)
        self.desk = Desk(self.world, keep=keep_messages)
        settings = Settings(self.token, approved_intents, shards, max_concurrency, identify_seconds, heartbeat_interval, compresses)
        self.gateway = Gateway(self.world, self.clock, settings, self.changed)
        self.api_url = ""
        self.gateway_url = ""
        self._watch = Watch(self._explain)
        self._limits = RateLimits(self.clock, limits or {}, global_limit)
        self._runner: web.AppRunner | None = None
        self._channels: ChannelRoutes | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=30 * 1024**2)
        application.router.add_get("/gateway/", self.gateway.handle)
        self.oauth.add_routes(application.router)
        api = Api(application.router, self.world, self.recorder, self._limits, self.token, self.changed, self.oauth.read)
        IdentityRoutes(api, self.world, self.gateway, self.commands)
        self._channels = ChannelRoutes(api, self.world, self.gateway)
        InteractionRoutes(api, self.world, self.gateway, self.desk)
        application.router.add_route("*", "/{rest:.*}", api.nowhere)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.api_url = f"http://{address}{PREFIX}"
        self.gateway_url = self.gateway.address = f"ws://{address}/gateway/"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.gateway.close()
        if self._runner:
            await self._runner.cleanup()

    # Places and people

    def guild(self, name: str = "server", *, channels: int = 1, roles: int = 0, members: int = 0, has_bot: bool = True) -> Guild:
        """A new server, with the bot in it or not; its first channel is `general`, `members` are counted but not made."""
        server = self.world.server(name, has_bot=has_bot, everybody=permissions.EVERYBODY)
        server.further_members = members
        for number in range(channels):
            self.world.channel(TEXT, f"channel-{number}" if number else "general", server)
        for number in range(roles):
            role = Role(self.world.ids.new(), f"role-{number}")
            server.roles[role.id] = role
        if has_bot:
            self.gateway.guild_came(server)
        return Guild(self, server)

    def person(self, name: str, *, bot: bool = False) -> Person:
        """Somebody who is in no server yet."""
        return Person(self, self.world.user(name, bot=bot))

    def remove_bot(self, guild: Guild) -> None:
        """Remove the bot from a server."""
        guild.server.has_bot = False
        guild.server.members.pop(self.bot.id, None)
        self.gateway.guild_went(guild.server, outage=False)

    def outage(self, guild: Guild, *, over: bool = False) -> None:
        """Make a server unavailable for a while, or available again."""
        guild.server.available = over
        if over:
            self.gateway.guild_came(guild.server)
        else:
            self.gateway.guild_went(guild.server, outage=True)

    # What there is to see

    def messages(self, channel: Channel, *, seen_by: Person | None = None) -> list[Message]:
        """The messages of a channel, oldest first; for somebody also those that only they see."""
        public = list(channel.messages.values())
        if seen_by is None:
            return public
        private = [message for message in self.desk.private_messages(channel) if message.seen_by is seen_by.user]
        return sorted([*public, *private], key=lambda message: message.id)

    async def reply_to(self, message: Message, timeout: float = HANG) -> Message:
        """The bot's first reply to a message, waited for."""
        await self.wait_for(lambda: self.replies_to(message), f"a reply to {message.content!r}", timeout)
        return self.replies_to(message)[0]

    def replies_to(self, message: Message) -> list[Message]:
        """The bot's replies to a message that are still there."""
        return [reply for reply in message.replies if reply.author is self.bot and not reply.deleted]

    def latency(self, message: Message) -> float:
        """Seconds from a message to the bot's first reply."""
        return self.replies_to(message)[0].created - message.created

    def requests(self, method: str = "*", path: str = "*") -> list[Request]:
        """The requests of the bot by method and path pattern (`/channels/*/messages`), oldest first."""
        return [request for request in self.recorder.requests if method in ("*", request.method) and fnmatchcase(request.path, path)]

    @property
    def interactions(self) -> list[Interaction]:
        """What people did with the app, oldest first."""
        return self.desk.interactions

    @property
    def refusals(self) -> list[Request]:
        """The requests that were refused, apart from faults that the test asked for."""
        return self.recorder.refusals

    @property
    def unknown_fields(self) -> list[str]:
        """The names of fields in bodies that Discord does not know and would ignore."""
        sent = self._channels.unknown_fields if self._channels else []
        return [*sent, *self.desk.unknown_fields, *self.commands.unknown_fields]

    @property
    def typed(self) -> list[Channel]:
        """Where the bot showed that it types."""
        return self._channels.typed if self._channels else []

    async def wait_for(self, condition: Callable[[], object], what: str = "", timeout: float = HANG) -> None:
        """Return once the condition is true; it is looked at whenever the bot asked or sent something."""
        await self._watch.until(condition, what, timeout)

    async def connected(self, shard: int = 0, timeout: float = HANG) -> None:
        """Return once a shard has a session and a socket."""
        await self.wait_for(lambda: self.gateway.connected(shard), f"shard {shard} to connect", timeout)

    async def heard(self, shard: int = 0, timeout: float = HANG) -> None:
        """Return once a shard received every event so far: asks for a heartbeat, which names the last one.

        The way to show that the bot does *not* answer something: its handlers have begun when this returns.
        """
        connection = self.gateway.connection(shard)
        session = connection.session
        assert session
        last = session.last
        connection.ask_for_heartbeat()
        await self.wait_for(lambda: session.acknowledged >= last, f"shard {shard} to hear event {last}", timeout)

    # What a test puts in the way

    def rate_limit(self, method: str, path: str, *, retry_after: float = 0.1, times: int = 1, everywhere: bool = False) -> None:
        """Answer the next such requests with 429; `everywhere` for the global limit."""
        self.recorder.faults.append(Fault(method, path, 429, times, retry_after, everywhere))

    def fail(self, method: str, path: str, *, status: int = 500, times: int = 1) -> None:
        """Answer the next such requests with an error."""
        self.recorder.faults.append(Fault(method, path, status, times))

    def cut_off(self, method: str, path: str, *, times: int = 1) -> None:
        """Do what the next such requests ask for, and break off in the middle of the answer."""
        self.recorder.faults.append(Fault(method, path, HALF, times))

    def say_nothing(self, method: str, path: str, *, times: int = 1) -> Fault:
        """Take the next such requests, do nothing, and never answer. The fault says how many it still waits for."""
        fault = Fault(method, path, SILENT, times)
        self.recorder.faults.append(fault)
        return fault

    def count_invalid(self, times: int) -> None:
        """Count so many invalid requests against the bot's address, which is banned for a while from 10,000 on."""
        self._limits.invalid(times)

    def unfurl(self, message: Message) -> None:
        """Let the links of a message unfold: Discord tells of it as an update, without a time of edit."""
        links = [link.url for link in markdown.read(message.content, previews=True).links if link.unfurls]
        assert links, "There is no link in the message that unfolds"
        message.embeds = [*message.embeds, *({"type": "link", "url": url, "title": url} for url in links)]
        self.gateway.dispatch_message("MESSAGE_UPDATE", message)

    def cut(self, shard: int | None = None) -> int:
        """Break the socket of a shard, or all, without a word; the session stays. Gives how many sockets there were."""
        return self.gateway.cut(shard)

    async def reconnect(self, shard: int = 0) -> None:
        """Tell a shard to reconnect and resume."""
        await self.gateway.reconnect(shard)

    async def invalidate(self, shard: int = 0, *, resumable: bool = False) -> None:
        """Tell a shard that its session is invalid; unless it is `resumable` the session is gone."""
        await self.gateway.invalidate(shard, resumable=resumable)

    def withhold_acks(self, shard: int = 0) -> None:
        """Acknowledge no heartbeat any more on the present socket of a shard."""
        self.gateway.connection(shard).acknowledges = False

    def changed(self) -> None:
        """Something happened: let those look who wait."""
        self._watch.changed()

    def _explain(self) -> str:
        last = [f"{request.method} {request.path}: {request.status}" for request in list(self.recorder.requests)[-5:]]
        refused = [f"{request.method} {request.path}: {request.answer}" for request in self.refusals[-3:]]
        return f"The last requests were {last or 'none'}; refused were {refused or 'none'}; closed with {self.gateway.close_codes}."
