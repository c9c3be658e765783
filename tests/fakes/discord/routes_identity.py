"""Routes about the bot itself, where its gateway is, its servers and its commands."""

from __future__ import annotations

from tests.fakes.discord import errors, payloads
from tests.fakes.discord.api import Answer, Api, Call
from tests.fakes.discord.commands import Commands
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.model import Server
from tests.fakes.discord.world import World

_DAY_MILLISECONDS = 86_400_000


class IdentityRoutes:
    """Serves who the bot is and what it offers."""

    def __init__(self, api: Api, world: World, gateway: Gateway, commands: Commands) -> None:
        self._world = world
        self._gateway = gateway
        self._commands = commands
        api.route("GET", "/users/@me", self._me)
        api.route("GET", "/users/@me/guilds", self._own_guilds)
        api.route("GET", "/users/{user}", self._user)
        api.route("GET", "/gateway", lambda _: (200, {"url": gateway.address}), by_token=True)
        api.route("GET", "/gateway/bot", self._gateway_bot)
        api.route("GET", "/applications/@me", self._application)
        api.route("GET", "/oauth2/applications/@me", self._application)
        api.route("GET", "/guilds/{guild}", lambda call: (200, payloads.of_guild_without_state(self._server(call))))
        api.route("GET", "/guilds/{guild}/channels", self._channels)
        for path in ("/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"):
            api.route("GET", path, self._list)
            api.route("PUT", path, self._overwrite)

    def _me(self, _: Call) -> Answer:
        return 200, {**payloads.of_user(self._world.bot), "verified": True, "mfa_enabled": True, "email": None, "flags": 0}

    def _own_guilds(self, _: Call) -> Answer:
        world = self._world
        return 200, [
            {"id": str(server.id), "name": server.name, "owner": False, "permissions": str(server.permissions_by_role(world.bot))}
            for server in world.servers.values()
            if server.has_bot
        ]

    def _user(self, call: Call) -> Answer:
        user = self._world.users.get(call.id("user"))
        if user is None:
            raise errors.unknown_user()
        return 200, payloads.of_user(user)

    def _gateway_bot(self, _: Call) -> Answer:
        gateway = self._gateway
        limit = {
            "total": 1000,
            "remaining": gateway.starts_left,
            "reset_after": _DAY_MILLISECONDS,
            "max_concurrency": gateway.settings.max_concurrency,
        }
        return 200, {"url": gateway.address, "shards": gateway.recommended_shards, "session_start_limit": limit}

    def _application(self, _: Call) -> Answer:
        world = self._world
        return 200, {
            "id": str(world.application_id),
            "name": world.bot.name,
            "icon": None,
            "description": "",
            "summary": "",
            "bot": payloads.of_user(world.bot),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "owner": payloads.of_user(world.owner),
            "team": None,
            "flags": self._gateway.application_flags,
            "approximate_guild_count": sum(server.has_bot for server in world.servers.values()),
            "approximate_user_install_count": sum(user.has_app for user in world.users.values()),
            "integration_types_config": {"0": {}, "1": {}},
            "interactions_endpoint_url": None,
            "redirect_uris": [],
        }

    def _channels(self, call: Call) -> Answer:
        return 200, [payloads.of_channel(channel) for channel in self._server(call).channels.values()]

    def _list(self, call: Call) -> Answer:
        return 200, self._commands.held(self._scope(call))

    def _overwrite(self, call: Call) -> Answer:
        if not isinstance(call.body, list):
            raise errors.invalid_json()
        return 200, self._commands.overwrite(call.body, self._scope(call))

    def _scope(self, call: Call) -> int | None:
        if call.id("application") != self._world.application_id:
            raise errors.Refused(403, 20012, "You are not authorized to perform this action on this application")
        return self._server(call).id if "guild" in call.path else None

    def _server(self, call: Call) -> Server:
        server = self._world.servers.get(call.id("guild"))
        if server is None or not server.has_bot:
            raise errors.unknown_guild()
        return server
