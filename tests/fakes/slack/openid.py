"""Sign in with Slack: its metadata and keys, the page on which somebody agrees, the signed token for a code."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode, urlsplit

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.fakes.slack.checks import Json
from tests.fakes.slack.core import ApiError, Core

TOKEN_SECONDS = 300


@dataclass
class SigningIn:
    """Who signs in next, in which workspace; `denied` if they do not agree. `claims` replace those of the token, as a forger would."""

    team_id: str
    user: str
    denied: bool = False
    claims: Json = field(default_factory=dict)


@dataclass
class _Code:
    person: SigningIn
    redirect_uri: str
    nonce: str
    used: bool = False


class OpenId:
    """The two ends of OpenID Connect."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.person: SigningIn | None = None
        self.redirect_uris: set[str] = set()
        """Where the app lets people be sent back to, as its settings at Slack say."""
        self._codes: dict[str, _Code] = {}

    @cached_property
    def key(self) -> RSAKey:
        """What signs tokens; made when it is first needed, because that takes a moment."""
        return RSAKey.generate_key(2048, {"kid": "fake", "alg": "RS256", "use": "sig"})

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the pages."""
        router.add_get("/.well-known/openid-configuration", self._metadata)
        router.add_get("/openid/connect/keys", self._keys)
        router.add_get("/openid/connect/authorize", self._authorize)

    async def _metadata(self, request: web.Request) -> web.Response:
        origin = str(request.url.origin())
        return web.json_response(
            {
                "issuer": origin,
                "authorization_endpoint": f"{origin}/openid/connect/authorize",
                "token_endpoint": f"{origin}/api/openid.connect.token",
                "userinfo_endpoint": f"{origin}/api/openid.connect.userInfo",
                "jwks_uri": f"{origin}/openid/connect/keys",
                "scopes_supported": ["openid", "profile", "email"],
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            }
        )

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: web.Request) -> web.Response:
        """The page: whoever was set to sign in agrees at once and is sent back."""
        query = request.query
        if query.get("client_id") != self.core.settings.client_id or query.get("response_type") != "code":
            return web.Response(status=400, text="invalid_client_id")
        if not {"openid", "profile"} >= set(query.get("scope", "").split()) or "openid" not in query.get("scope", ""):
            return web.Response(status=400, text="invalid_scope")
        redirect_uri = query.get("redirect_uri", "")
        if redirect_uri not in self.redirect_uris or not urlsplit(redirect_uri).scheme:
            return web.Response(status=400, text="bad_redirect_uri")
        if self.person is None:
            return web.Response(status=409, text="nobody was set to sign in")
        answer = {"state": query.get("state", "")}
        if self.person.denied:
            answer["error"] = "access_denied"
        else:
            answer["code"] = self.core.records.numbers.next("code")
            self._codes[answer["code"]] = _Code(self.person, redirect_uri, query.get("nonce", ""))
        return web.Response(status=302, headers={"Location": f"{redirect_uri}?{urlencode(answer)}"})

    def token(self, origin: str, args: Json, client: tuple[str, str]) -> Json:
        """openid.connect.token."""
        settings = self.core.settings
        if client[0] != settings.client_id:
            raise ApiError("invalid_client_id")
        if client[1] != settings.client_secret:
            raise ApiError("bad_client_secret")
        code = self._codes.get(str(args.get("code", "")))
        if code is None:
            raise ApiError("invalid_code")
        if code.used:
            raise ApiError("code_already_used")
        if code.redirect_uri != args.get("redirect_uri"):
            raise ApiError("bad_redirect_uri")
        code.used = True
        return {
            "access_token": f"xoxp-{self.core.records.numbers.next('')}",
            "token_type": "Bearer",
            "id_token": jwt.encode({"alg": "RS256", "kid": "fake", "typ": "JWT"}, self._claims(origin, code), self.key),
        }

    def _claims(self, origin: str, code: _Code) -> Json:
        person, now = code.person, int(time.time())
        profile = self.core.records.people[person.team_id, person.user]
        enterprise = self.core.records.enterprise_of.get(person.team_id)
        return {
            "iss": origin,
            "sub": person.user,
            "aud": self.core.settings.client_id,
            "exp": now + TOKEN_SECONDS,
            "iat": now,
            "auth_time": now,
            "nonce": code.nonce,
            "https://slack.com/team_id": person.team_id,
            "https://slack.com/user_id": person.user,
            "name": profile.name,
            "locale": "en-US",
            **({"https://slack.com/enterprise_id": enterprise} if enterprise else {}),
            **person.claims,
        }
