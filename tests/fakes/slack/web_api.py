"""The Web API's front: reads a call by GET or POST, checks its token and scopes, meets it with injected failures, dispatches it."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any, Literal

from aiohttp import web

from tests.fakes.slack import methods_chat, methods_views
from tests.fakes.slack.checks import FlawError, Json
from tests.fakes.slack.core import ApiError, Core
from tests.fakes.slack.journal import Call
from tests.fakes.slack.methods_chat import Context
from tests.fakes.slack.oauth import OAuth
from tests.fakes.slack.openid import OpenId
from tests.fakes.slack.socket import Sockets
from tests.fakes.slack.world import Installation

_WRITE = ("chat:write",)
METHODS: dict[str, tuple[tuple[str, ...], Callable[[Context], Json]]] = {
    "chat.postMessage": (_WRITE, methods_chat.post_message),
    "chat.postEphemeral": (_WRITE, methods_chat.post_ephemeral),
    "chat.update": (_WRITE, methods_chat.update),
    "chat.delete": (_WRITE, methods_chat.delete),
    "chat.getPermalink": ((), methods_chat.permalink),
    "conversations.info": ((), methods_chat.conversation_info),
    "conversations.replies": ((), methods_chat.conversation_replies),
    "conversations.history": ((), methods_chat.conversation_history),
    "conversations.open": (("im:write",), methods_chat.conversation_open),
    "users.info": (("users:read",), methods_chat.user_info),
    "views.open": ((), methods_views.open_view),
    "views.push": ((), methods_views.push_view),
    "views.update": ((), methods_views.update_view),
    "views.publish": ((), methods_views.publish_view),
    "assistant.threads.setStatus": (("assistant:write", "chat:write"), methods_views.set_status),
    "assistant.threads.setTitle": (("assistant:write",), methods_views.set_title),
    "assistant.threads.setSuggestedPrompts": (("assistant:write",), methods_views.set_prompts),
}
"""Methods for a bot token, each with the scopes of which one is enough."""

WITHOUT_TOKEN = ("api.test", "oauth.v2.access", "openid.connect.token", "apps.connections.open")
_STRUCTURED = ("blocks", "attachments", "metadata", "prompts")


class WebApi:
    """Answers calls of `/api/METHOD`."""

    def __init__(self, core: Core, oauth: OAuth, openid: OpenId, sockets: Sockets) -> None:
        self.core = core
        self.oauth = oauth
        self.openid = openid
        self.sockets = sockets

    async def handle(self, request: web.Request) -> web.Response:
        """One call."""
        method = request.match_info["method"]
        args: Json = {}
        token, installation, ending = "", None, ""
        try:
            args = await read_arguments(request)
            token = _token(request, args)
            ending = await self.meet_failure(method)
            if method not in WITHOUT_TOKEN:
                installation = self._installation(token)
            answer, status, headers = {"ok": True, **self._dispatch(request, method, args, token, installation)}, 200, {}
        except ApiError as error:
            answer, status, headers = {"ok": False, "error": error.error, **error.extra}, error.status, error.headers
        team_id = installation.team_id or installation.enterprise_id if installation else None
        self.core.journal.add(Call(method, args, team_id, token, answer, status))
        if ending == "cut" and request.transport is not None:
            request.transport.abort()
        if status >= 500:
            return web.Response(status=status, text="server error")
        if installation:
            headers = {**headers, "X-OAuth-Scopes": ",".join(sorted(installation.scopes))}
        if ending == "half":
            whole = json.dumps(answer)
            return web.Response(text=whole[: len(whole) // 2], content_type="application/json", headers=headers)
        return web.json_response(answer, status=status, headers=headers)

    async def meet_failure(self, method: str) -> Literal["", "cut", "half"]:
        """Fail as a test has asked for; if the call is to be taken, return how its answer ends."""
        failure = self.core.failures.get(method)
        if failure is None or failure.times <= 0:
            return ""
        failure.times -= 1
        if failure.cut or failure.half:
            return "cut" if failure.cut else "half"
        if failure.hang:
            await asyncio.Event().wait()
        headers = {"Retry-After": str(failure.retry_after)} if failure.status == 429 else {}
        if failure.location:
            headers["Location"] = failure.location
        raise ApiError(failure.error, failure.status, headers)

    def _installation(self, token: str) -> Installation:
        if not token:
            raise ApiError("not_authed")
        installation = self.core.records.installations.get(token)
        if installation is None:
            raise ApiError("not_allowed_token_type" if token == self.core.settings.app_token else "invalid_auth")
        if installation.revoked:
            raise ApiError(installation.revoked)
        return installation

    def _dispatch(self, request: web.Request, method: str, args: Json, token: str, installation: Installation | None) -> Json:
        if method == "api.test":
            if args.get("error"):
                raise ApiError(str(args["error"]))
            return {"args": args}
        if method == "apps.connections.open":
            return {"url": self.sockets.open(token, str(request.url.origin()))}
        if method == "oauth.v2.access":
            return self.oauth.access(args, _client(request, args))
        if method == "openid.connect.token":
            return self.openid.token(str(request.url.origin()), args, _client(request, args))
        if installation is None:
            raise ApiError("not_authed")
        if method == "auth.test":
            return self._who(installation)
        if method in ("auth.revoke", "apps.uninstall"):
            return self._leave(request, method, args, installation)
        if method not in METHODS:
            raise ApiError("unknown_method")
        scopes, answer = METHODS[method]
        if scopes and not installation.scopes & set(scopes):
            provided = ",".join(sorted(installation.scopes))
            self.core.refuse(method, FlawError(f"needs {' or '.join(scopes)}", "missing_scope"), args)
            raise ApiError("missing_scope", needed=scopes[-1], provided=provided)
        return answer(Context(self.core, method, args, installation, self._teams(args, installation)))

    def _teams(self, args: Json, installation: Installation) -> list[str]:
        """The workspaces that a call reaches; an organisation's token may name one of its own."""
        teams = self.core.records.teams_of(installation)
        wanted = args.get("team_id")
        if installation.team_id is not None or not wanted:
            return teams
        if wanted not in teams:
            raise ApiError("team_not_found")
        return [wanted]

    def _who(self, installation: Installation) -> Json:
        team_id = installation.team_id or installation.enterprise_id or ""
        return {
            "url": "https://fake.slack.com/",
            "team": self.core.records.team_names.get(team_id, team_id),
            "user": "smallprint",
            "team_id": team_id,
            "user_id": installation.bot_user_id,
            "bot_id": installation.bot_id,
            "enterprise_id": installation.enterprise_id,
            "is_enterprise_install": installation.team_id is None,
        }

    def _leave(self, request: web.Request, method: str, args: Json, installation: Installation) -> Json:
        if method == "auth.revoke":
            if args.get("test") not in (True, "true", "1", 1):
                installation.revoked = "token_revoked"
            return {"revoked": bool(installation.revoked)}
        if _client(request, args) != (self.core.settings.client_id, self.core.settings.client_secret):
            raise ApiError("bad_client_secret")
        installation.revoked = "account_inactive"
        return {}


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a call: the query's, and those of a form or JSON body."""
    args: Json = dict(request.query)
    if request.method == "POST":
        if request.content_type == "application/json":
            try:
                given = await request.json()
            except ValueError:
                raise ApiError("invalid_json") from None
            if not isinstance(given, dict):
                raise ApiError("json_not_object")
            args |= given
        elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data", "application/octet-stream"):
            args |= dict(await request.post())
        else:
            raise ApiError("invalid_post_type")
    for name in _STRUCTURED:
        if isinstance(args.get(name), str):
            args[name] = _structured(name, args[name])
    return args


def _structured(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise ApiError("invalid_blocks_format" if name == "blocks" else "invalid_arguments") from None


def _token(request: web.Request, args: Json) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer":
        return token
    given = args.pop("token", "") if request.content_type != "application/json" else ""
    return str(given)


def _client(request: web.Request, args: Json) -> tuple[str, str]:
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return name, secret
    return str(args.get("client_id", "")), str(args.get("client_secret", ""))
