"""Signing in with Discord: the page on which somebody agrees, the token for a code, and what that token may read."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes.discord import payloads
from tests.fakes.discord.api import PREFIX
from tests.fakes.discord.model import User
from tests.fakes.discord.world import World

SCOPES = frozenset({"identify", "guilds"})
TOKEN_SECONDS = 604_800


@dataclass
class _Code:
    user: User
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str
    used: bool = False


class OAuth:
    """OAuth2 of one application."""

    def __init__(self, world: World) -> None:
        self.client_id = str(world.application_id)
        self.client_secret = secrets.token_urlsafe(24)
        self.redirect_uris: set[str] = set()
        """Where the application lets people be sent back to, as its settings at Discord say."""
        self.user: User | None = None
        """Who signs in next."""
        self.denied = False
        self._world = world
        self._codes: dict[str, _Code] = {}
        self._tokens: dict[str, _Code] = {}

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the page and the exchange."""
        router.add_get("/oauth2/authorize", self._authorize)
        router.add_post(f"{PREFIX}/oauth2/token", self._token)

    async def _authorize(self, request: web.Request) -> web.Response:
        """The page: whoever was set to sign in agrees at once and is sent back."""
        query = request.query
        scopes = frozenset(query.get("scope", "").split())
        if query.get("client_id") != self.client_id or query.get("response_type") != "code" or not scopes or not scopes <= SCOPES:
            return web.Response(status=400, text="invalid request")
        if query.get("redirect_uri") not in self.redirect_uris:
            return web.Response(status=400, text="Invalid OAuth2 redirect_uri")
        if query.get("code_challenge") and query.get("code_challenge_method") != "S256":
            return web.Response(status=400, text="invalid code_challenge_method")
        if self.user is None:
            return web.Response(status=409, text="nobody was set to sign in")
        answer = {"state": query.get("state", "")}
        if self.denied:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(12)
            self._codes[answer["code"]] = _Code(self.user, scopes, query["redirect_uri"], query.get("code_challenge", ""))
        return web.Response(status=302, headers={"Location": f"{query['redirect_uri']}?{urlencode(answer)}"})

    async def _token(self, request: web.Request) -> web.Response:
        """The exchange, which takes forms only."""
        if request.content_type != "application/x-www-form-urlencoded":
            return _refused("invalid_request")
        sent = await request.post()
        if (sent.get("client_id"), sent.get("client_secret")) != (self.client_id, self.client_secret):
            return _refused("invalid_client", 401)
        code = self._codes.get(str(sent.get("code")))
        if sent.get("grant_type") != "authorization_code" or code is None or code.used or code.redirect_uri != sent.get("redirect_uri"):
            return _refused("invalid_grant")
        digest = hashlib.sha256(str(sent.get("code_verifier", "")).encode()).digest()
        if code.challenge and base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
            return _refused("invalid_grant")
        code.used = True
        token = secrets.token_urlsafe(24)
        self._tokens[token] = code
        held = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "refresh_token": secrets.token_urlsafe(24)}
        return web.json_response({**held, "scope": " ".join(sorted(code.scopes))})

    def read(self, route: str, token: str) -> object | None:
        """Return what a person's token may read by a route; None if it may not."""
        code = self._tokens.get(token)
        if code is None:
            return None
        if route == "GET /users/@me" and "identify" in code.scopes:
            return {**payloads.of_user(code.user), "global_name": code.user.name.title()}
        if route == "GET /users/@me/guilds" and "guilds" in code.scopes:
            return [
                {
                    "id": str(server.id),
                    "name": server.name,
                    "owner": server.owner_id == code.user.id,
                    "permissions": str(server.permissions_by_role(code.user)),
                }
                for server in self._world.servers.values()
                if code.user.id in server.members
            ]
        return None


def _refused(error: str, status: int = 400) -> web.Response:
    return web.json_response({"error": error}, status=status)
