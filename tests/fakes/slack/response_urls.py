"""Response URLs: five messages in thirty minutes for each command or interaction.

Source of the numbers and fields: docs.slack.dev/interactivity/handling-user-interaction#message_responses.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.slack.checks import FlawError, Json
from tests.fakes.slack.core import ApiError, Core
from tests.fakes.slack.journal import Call
from tests.fakes.slack.world import Message, completed

USES, SECONDS = 5, 1_800.0


@dataclass(slots=True)
class ResponseUrl:
    """One issued URL: for whom, where, and what it came from."""

    team_id: str
    channel: str
    user: str
    issued: float
    asked: object
    source: Message | None = None
    uses: int = 0


class ResponseUrls:
    """Issues response URLs and takes what is posted to them."""

    def __init__(self, core: Core, meet_failure: Callable[[str], Awaitable[str]]) -> None:
        self.core = core
        self.base = ""
        self._meet_failure = meet_failure
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, team_id: str, channel: str, user: str, asked: object, source: Message | None = None) -> str:
        """A new URL."""
        name = self.core.records.numbers.next("r")
        self._issued[name] = ResponseUrl(team_id, channel, user, self.core.clock.ahead, asked, source)
        return f"{self.base}/response/{team_id}/{name}"

    async def handle(self, request: web.Request) -> web.Response:
        """One post."""
        payload: Json = {}
        url = self._issued.get(request.match_info["name"])
        try:
            if request.content_type != "application/json":
                raise ApiError("invalid_payload", 400)
            payload = await request.json()
            await self._meet_failure("response_url")
            if url is None:
                raise ApiError("expired_url", 404)
            self._take(url, payload)
            answer, status, headers = Json(ok=True), 200, dict[str, str]()
        except ApiError as error:
            answer, headers = {"ok": False, "error": error.error, **error.extra}, error.headers
            status = 400 if error.status == 200 else error.status
        self.core.journal.add(Call("response_url", payload, url.team_id if url else None, "", answer, status))
        return web.Response(text="ok") if status == 200 else web.json_response(answer, status=status, headers=headers)

    def _take(self, url: ResponseUrl, payload: Json) -> None:
        if self.core.clock.ahead - url.issued > SECONDS:
            raise self._refused("expired_url", "older than thirty minutes", payload)
        if url.uses >= USES:
            raise self._refused("used_url", "used five times", payload)
        self.respond(url, payload, "response_url")
        url.uses += 1

    def _refused(self, error: str, detail: str, payload: Json) -> ApiError:
        self.core.refuse("response_url", FlawError(detail, error), payload)
        return ApiError(error, 404)

    def answer(self, response_url: str, payload: Json) -> Message | None:
        """Take the body of an HTTP answer or an acknowledgement as a message; it counts as no use of the URL. None: refused."""
        url = self._issued[response_url.rpartition("/")[2]]
        try:
            return self.respond(url, payload, "answer")
        except ApiError:
            return None

    def respond(self, url: ResponseUrl, payload: Json, where: str) -> Message | None:
        """Post, replace or delete, as the payload says."""
        if payload.get("delete_original"):
            self._original(url, payload, where).deleted = True
            self.core.journal.changed()
            return None
        if payload.get("replace_original"):
            return self._replace(url, payload, where)
        if payload.get("response_type") not in (None, "ephemeral", "in_channel"):
            raise ApiError("invalid_response_type", 400)
        public = payload.get("response_type") == "in_channel"
        installation = self.core.records.installation_for(url.team_id)
        user = installation.bot_user_id if installation else ""
        return self.core.post(where, url.team_id, url.channel, user, payload, ephemeral_to=None if public else url.user, asked=url.asked)

    def _original(self, url: ResponseUrl, payload: Json, where: str) -> Message:
        if url.source is None or not url.source.from_app or url.source.deleted:
            self.core.refuse(where, FlawError("there is no message of the app to change", "message_not_found"), payload)
            raise ApiError("message_not_found", 404)
        return url.source

    def _replace(self, url: ResponseUrl, payload: Json, where: str) -> Message:
        original = self._original(url, payload, where)
        self.core.check_message(where, payload)
        original.text, original.payload, original.edited = payload["text"], payload, True
        original.blocks = completed(payload.get("blocks"), self.core.records.numbers)
        original.asked = url.asked
        self.core.journal.changed()
        return original
