"""Installing the app: the page on which somebody approves it, and the exchange of the code for a token."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from tests.fakes.slack.checks import Json
from tests.fakes.slack.core import ApiError, Core
from tests.fakes.slack.world import Installation

CODE_SECONDS = 600


@dataclass
class Approval:
    """Who approves the next installation, for which workspace or organisation; `denied` where they do not."""

    team_id: str
    user: str
    enterprise_wide: bool = False
    denied: bool = False


@dataclass
class _Code:
    approval: Approval
    scopes: frozenset[str]
    redirect_uri: str
    issued: float
    used: bool = False


class OAuth:
    """The two ends of OAuth v2."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.approval: Approval | None = None
        self._codes: dict[str, _Code] = {}

    async def authorize(self, request: web.Request) -> web.Response:
        """The page `/oauth/v2/authorize`: whoever was set to approve does so at once and is sent back."""
        query = request.query
        if query.get("client_id") != self.core.settings.client_id:
            return web.Response(status=400, text="invalid_client_id")
        if self.approval is None:
            return web.Response(status=409, text="nobody was set to approve")
        redirect_uri = query.get("redirect_uri") or self.core.settings.redirect_url
        if not urlsplit(redirect_uri).scheme:
            return web.Response(status=400, text="bad_redirect_uri")
        answer = {"state": query.get("state", "")}
        if self.approval.denied:
            answer["error"] = "access_denied"
        else:
            code = self.core.records.numbers.next("code")
            scopes = frozenset(scope.strip() for scope in query.get("scope", "").split(",") if scope.strip())
            self._codes[code] = _Code(self.approval, scopes, query.get("redirect_uri", ""), self.core.clock.ahead)
            answer["code"] = code
        return web.Response(status=302, headers={"Location": f"{redirect_uri}?{urlencode(answer)}"})

    def access(self, args: Json, client: tuple[str, str]) -> Json:
        """oauth.v2.access."""
        settings = self.core.settings
        if client[0] != settings.client_id:
            raise ApiError("invalid_client_id")
        if client[1] != settings.client_secret:
            raise ApiError("bad_client_secret")
        if args.get("grant_type") == "refresh_token":
            return self._refresh(str(args.get("refresh_token", "")))
        code = self._codes.get(str(args.get("code", "")))
        if code is None or self.core.clock.ahead - code.issued > CODE_SECONDS:
            raise ApiError("invalid_code")
        if code.used:
            raise ApiError("code_already_used")
        if code.redirect_uri != (args.get("redirect_uri") or ""):
            raise ApiError("bad_redirect_uri")
        code.used = True
        installation = self.install(code.approval, code.scopes)
        enterprise = {"id": installation.enterprise_id, "name": "Enterprise"} if installation.enterprise_id else None
        team_id = installation.team_id
        return {
            "access_token": installation.token,
            "token_type": "bot",
            "scope": ",".join(sorted(installation.scopes)),
            "bot_user_id": installation.bot_user_id,
            "app_id": settings.app_id,
            "team": {"id": team_id, "name": self.core.records.team_names.get(team_id, team_id)} if team_id else None,
            "enterprise": enterprise,
            "is_enterprise_install": team_id is None,
            "authed_user": {"id": code.approval.user},
            **self._rotation(installation),
        }

    def _refresh(self, refresh_token: str) -> Json:
        """Exchange a refresh token, once, for a new token; the old one has expired."""
        records = self.core.records
        old = next((held for held in records.installations.values() if refresh_token and held.refresh_token == refresh_token), None)
        if old is None or old.revoked:
            raise ApiError("invalid_refresh_token")
        old.revoked = "token_expired"
        token = f"xoxe.xoxb-{records.numbers.next('')}"
        new = Installation(token, old.team_id, old.enterprise_id, old.bot_user_id, old.bot_id, old.scopes)
        records.installations[token] = new
        return {"access_token": token, "token_type": "bot", **self._rotation(new)}

    def _rotation(self, installation: Installation) -> Json:
        if not self.core.settings.token_seconds:
            return {}
        installation.refresh_token = f"xoxe-{self.core.records.numbers.next('')}"
        return {"refresh_token": installation.refresh_token, "expires_in": self.core.settings.token_seconds}

    def install(self, approval: Approval, scopes: frozenset[str], token: str = "") -> Installation:
        """Put the app into a workspace or an organisation, with these scopes; a reinstallation keeps the bot's user id."""
        records = self.core.records
        enterprise_id = records.enterprise_of.get(approval.team_id)
        team_id = None if approval.enterprise_wide else approval.team_id
        place = records.place_of(approval.team_id)
        token = token or f"xoxb-{team_id or place}-{records.numbers.next('')}"
        installation = Installation(token, team_id, enterprise_id, f"U0BOT{place}", f"B0{place}", scopes)
        records.installations[token] = installation
        return installation
