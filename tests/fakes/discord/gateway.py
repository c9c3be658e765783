"""The gateway: who may connect, which shard hears what, and what tests do to its sockets."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, NamedTuple

from aiohttp import web

from tests.fakes.discord import intents, payloads
from tests.fakes.discord.clock import Clock
from tests.fakes.discord.connection import INVALID_SESSION, MEMBERS, RECONNECT, Closed, Connection
from tests.fakes.discord.model import Channel, Message, Server
from tests.fakes.discord.session import RESUMABLE_SECONDS, Session
from tests.fakes.discord.snowflakes import shard_of
from tests.fakes.discord.world import World

_MOST_GUILDS_PER_SHARD = 2_500
_STARTS_A_DAY = 1_000


class Identified(NamedTuple):
    """An IDENTIFY that was accepted, with when it came in `Clock` seconds."""

    when: float
    shard: tuple[int, int]
    intents: int
    properties: dict[str, Any]


class Settings(NamedTuple):
    """What a bot's developer portal and Discord's side would decide."""

    token: str
    approved_intents: int
    shards: int
    max_concurrency: int
    identify_seconds: float
    heartbeat_interval: float
    compresses: bool


class Gateway:
    """Accepts sockets and tells each session the events of its shard."""

    def __init__(self, world: World, clock: Clock, settings: Settings, changed: Callable[[], None]) -> None:
        self.clock = clock
        self.settings = settings
        self.heartbeat_interval = settings.heartbeat_interval
        self.compresses = settings.compresses
        self.address = ""
        self.sessions: dict[str, Session] = {}
        self.identified: list[Identified] = []
        self.resumed = 0
        self.starts_left = _STARTS_A_DAY
        self.close_codes: list[int] = []
        """The codes with which the gateway closed sockets."""
        self.ops: Counter[int] = Counter()
        """How often the bot sent each op code."""
        self.member_requests: list[dict[str, Any]] = []
        """The bodies of REQUEST_GUILD_MEMBERS."""
        self._world = world
        self._changed = changed
        self._connections: set[Connection] = set()
        self._started: dict[int, deque[float]] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve a socket."""
        connection = Connection(self, request)
        self._connections.add(connection)
        return await connection.serve()

    def connection(self, shard: int) -> Connection:
        """The socket of a shard; `AssertionError` if it has none."""
        for connection in self._connections:
            if connection.session and connection.session.shard[0] == shard:
                return connection
        raise AssertionError(f"Shard {shard} has no socket just now")

    def connected(self, shard: int = 0) -> bool:
        """Whether a shard has a socket that identified or resumed."""
        return any(connection.session and connection.session.shard[0] == shard for connection in self._connections)

    # What tests do to sockets

    def cut(self, shard: int | None = None) -> int:
        """Break the socket of a shard, or all, without a word; gives how many there were."""
        cut = [connection for connection in self._connections if connection.session and shard in (None, connection.session.shard[0])]
        for connection in cut:
            self.lost(connection, ended=False)
            connection.cut()
        return len(cut)

    async def reconnect(self, shard: int = 0) -> None:
        """Send RECONNECT: the client shall come back and resume."""
        await self.connection(shard).send(RECONNECT, None)

    async def invalidate(self, shard: int = 0, *, resumable: bool = False) -> None:
        """Send INVALID_SESSION; unless it is `resumable` the session is gone."""
        connection = self.connection(shard)
        if not resumable and connection.session:
            self.sessions.pop(connection.session.id, None)
        await connection.send(INVALID_SESSION, resumable)

    async def close(self) -> None:
        """Close every socket."""
        await asyncio.gather(*(connection.close() for connection in list(self._connections)))

    @property
    def recommended_shards(self) -> int:
        """How many shards `/gateway/bot` advises: those set, but never so few that one would hear too many guilds."""
        guilds = sum(server.has_bot for server in self._world.servers.values())
        return max(self.settings.shards, -(-guilds // _MOST_GUILDS_PER_SHARD))

    def sees(self, channel: Channel) -> bool:
        """Whether the bot hears what happens in a channel."""
        return self._world.bot_sees(channel)

    # What happens

    def dispatch(self, event: str, data: dict[str, Any], server: Server | None) -> None:
        """Tell an event to the sessions of its shard that have the intent for it."""
        text = json.dumps(data)
        for session in self._hearing(event, server):
            session.append(event, text)

    def dispatch_message(self, event: str, message: Message) -> None:
        """Tell of a message, empty for sessions that may not read it."""
        server = message.channel.server
        if not self._world.bot_sees(message.channel) or (server and not server.available):
            return
        texts: dict[bool, str] = {}
        for session in self._hearing(event, server):
            if server:
                self._introduce(session, server)
            every = bool(session.intents & intents.MESSAGE_CONTENT)
            if every not in texts:
                readable = (lambda _: True) if every else self._world.bot_may_read
                texts[every] = json.dumps(payloads.of_message(message, readable, event=True))
            session.append(event, texts[every])

    def guild_came(self, server: Server) -> None:
        """The bot is in a server, or the server is back after an outage."""
        for session in self._hearing("GUILD_CREATE", server):
            session.introduced.discard(server.id)
            self._introduce(session, server)

    def guild_went(self, server: Server, *, outage: bool) -> None:
        """The bot was removed from a server, or the server is away for a while."""
        data: dict[str, Any] = {"id": str(server.id)}
        self.dispatch("GUILD_DELETE", {**data, "unavailable": True} if outage else data, server)
        for session in self.sessions.values():
            session.introduced.discard(server.id)

    def _hearing(self, event: str, server: Server | None) -> list[Session]:
        needed = intents.needed(event, direct=server is None)
        return [
            session
            for session in self.sessions.values()
            if session.shard[0] == (shard_of(server.id, session.shard[1]) if server else 0) and session.intents & needed == needed
        ]

    def _introduce(self, session: Session, server: Server) -> None:
        if server.id in session.introduced or not session.intents & intents.GUILDS:
            return
        session.introduced.add(server.id)
        members = bool(session.intents & intents.GUILD_PRESENCES)
        session.append("GUILD_CREATE", json.dumps(payloads.of_guild(server, self._world.bot, members=members)))

    # What sockets report

    async def identify(self, connection: Connection, body: dict[str, Any]) -> None:
        """Start a session, or refuse."""
        wanted, shard = self._check_identify(body)
        now = self.clock.now()
        started = self._started.setdefault(shard[0] % self.settings.max_concurrency, deque())
        if started and now - started[-1] < self.settings.identify_seconds:
            await connection.send(INVALID_SESSION, False)  # "If your app exceeds this limit, Discord will respond with a Invalid Session"
            return
        started.append(now)
        self.starts_left -= 1
        self.identified.append(Identified(now, shard, wanted, body.get("properties") or {}))
        self._forget_lost_sessions(now)
        session = Session(secrets.token_hex(16), shard, wanted)
        self.sessions[session.id] = session
        servers = [server for server in self._world.servers.values() if server.has_bot and shard_of(server.id, shard[1]) == shard[0]]
        session.append("READY", json.dumps(self._ready(session, servers if wanted & intents.GUILDS else [])))
        connection.attach(session, after=0)
        self._changed()
        for count, server in enumerate(servers, 1):
            if server.available and server.has_bot:
                self._introduce(session, server)
            if count % 100 == 0:
                await asyncio.sleep(0)

    def _forget_lost_sessions(self, now: float) -> None:
        self.sessions = {
            session.id: session for session in self.sessions.values() if session.lost is None or now - session.lost <= RESUMABLE_SECONDS
        }

    async def resume(self, connection: Connection, body: dict[str, Any]) -> None:
        """Take a session up again after the number that the client names, or refuse."""
        if body.get("token") != self.settings.token:
            raise Closed(4004, "Authentication failed.")
        self._forget_lost_sessions(self.clock.now())
        session = self.sessions.get(str(body.get("session_id")))
        heard = body.get("seq")
        if session and isinstance(heard, int) and heard > session.last:
            raise Closed(4007, "Invalid seq.")
        if session is None or not isinstance(heard, int) or heard + 1 < session.first:
            await connection.send(INVALID_SESSION, False)
            return
        session.heard(heard)
        connection.attach(session, after=heard)
        session.append("RESUMED", "{}")
        self.resumed += 1
        self._changed()

    def lost(self, connection: Connection, *, ended: bool) -> None:
        """A socket is gone; the session stays for a RESUME unless the client `ended` it."""
        self._connections.discard(connection)
        session, connection.session = connection.session, None
        if session and session.wake == connection.wake:
            session.wake = lambda: None
            session.lost = self.clock.now()
            if ended:
                self.sessions.pop(session.id, None)
        self._changed()

    def received(self, op: int) -> None:
        """The bot sent a payload, and it was taken."""
        self.ops[op] += 1
        self._changed()

    def asked(self, op: int, body: dict[str, Any]) -> None:
        """The bot asked for something; only requests for members are looked at."""
        if op == MEMBERS:
            self.member_requests.append(body)
            self._changed()

    def closed_with(self, code: int) -> None:
        """The gateway closed a socket."""
        self.close_codes.append(code)
        self._changed()

    def _check_identify(self, body: dict[str, Any]) -> tuple[int, tuple[int, int]]:
        if body.get("token") != self.settings.token or self.starts_left <= 0:
            raise Closed(4004, "Authentication failed.")
        wanted = body.get("intents")
        if not isinstance(wanted, int) or wanted < 0 or wanted & ~intents.EVERY:
            raise Closed(4013, "Invalid intent(s).")
        if wanted & intents.PRIVILEGED & ~self.settings.approved_intents:
            raise Closed(4014, "Disallowed intent(s).")
        shard = body.get("shard") or [0, 1]
        if not (len(shard) == 2 and all(isinstance(part, int) for part in shard) and 0 <= shard[0] < shard[1]):
            raise Closed(4010, "Invalid shard.")
        if sum(server.has_bot for server in self._world.servers.values()) > _MOST_GUILDS_PER_SHARD * shard[1]:
            raise Closed(4011, "Sharding required.")
        return wanted, (shard[0], shard[1])

    def _ready(self, session: Session, servers: list[Server]) -> dict[str, Any]:
        user = {**payloads.of_user(self._world.bot), "verified": True, "mfa_enabled": True, "email": None, "flags": 0}
        return {
            "v": 10,
            "user": user,
            "guilds": [{"id": str(server.id), "unavailable": True} for server in servers],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "session_type": "normal",
            "shard": list(session.shard),
            "application": {"id": str(self._world.application_id), "flags": self.application_flags},
            "private_channels": [],
            "presences": [],
            "relationships": [],
        }

    @property
    def application_flags(self) -> int:
        """The flags that tell which privileged intents are approved."""
        return sum(flag << 1 for intent, flag in intents.APPROVED_FLAGS.items() if self.settings.approved_intents & intent)
