"""FakeSlack: a local Slack for tests and benchmarks, put together from its parts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterable
from html import unescape
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from tests.fakes.slack.acting import Delivery
from tests.fakes.slack.core import Core, Failure, Settings
from tests.fakes.slack.journal import Call, Refusal
from tests.fakes.slack.lines import Answer, Lines, Request
from tests.fakes.slack.oauth import Approval, OAuth
from tests.fakes.slack.openid import OpenId
from tests.fakes.slack.payloads import message_event
from tests.fakes.slack.people import Person
from tests.fakes.slack.response_urls import ResponseUrls
from tests.fakes.slack.sending import Sending
from tests.fakes.slack.socket import Sockets
from tests.fakes.slack.web_api import WebApi
from tests.fakes.slack.workspaces import Workspace
from tests.fakes.slack.world import ALL_SCOPES, Message, View
from tests.patience import HANG

T = TypeVar("T")


class FakeSlack:
    """A Slack on a free port of 127.0.0.1.

    Workspace T1 with channel C1 is there and has the app installed with `scopes`; others come by `workspace("T2")`. The app is
    reached at `send_to`, or over Socket Mode as soon as it opens a socket. `keep` bounds what is recorded of each kind.
    """

    def __init__(
        self,
        send_to: str = "",
        *,
        settings: Settings | None = None,
        scopes: Iterable[str] = ALL_SCOPES,
        keep: int = 10_000,
        **more: Any,
    ) -> None:
        """Take settings as a whole, or single ones by name: `FakeSlack(url, signing_secret="…", patience=0.2)`."""
        self.settings = settings or Settings(**more)
        self.scopes = frozenset(scopes)
        self.core = Core(self.settings, keep)
        self.sockets = Sockets(self.core)
        self.oauth = OAuth(self.core)
        self.openid = OpenId(self.core)
        self.web_api = WebApi(self.core, self.oauth, self.openid, self.sockets)
        self.response_urls = ResponseUrls(self.core, self.web_api.meet_failure)
        self.lines = Lines(self.settings, self.sockets)
        self.sending = Sending(self.core, self.lines, self.response_urls)
        self.core.on_direct_post = self._echo
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._tasks: set[asyncio.Task[Delivery]] = set()
        self._taken = 0
        self.connect_http(send_to)
        self.workspace("T1")

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self.web_api.handle)
        app.router.add_post("/response/{team}/{name}", self.response_urls.handle)
        app.router.add_get("/link", self.sockets.handle)
        app.router.add_get("/oauth/v2/authorize", self.oauth.authorize)
        self.openid.add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.response_urls.base = self.url
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        await self.lines.close()
        if self._runner:
            await self._runner.cleanup()

    # how the app reaches Slack, and Slack the app

    @property
    def api_url(self) -> str:
        """The base of the Web API, what `SLACK_API_URL` takes."""
        return f"{self.url}/api/"

    @property
    def authorize_url(self) -> str:
        """The page on which an installation is approved."""
        return f"{self.url}/oauth/v2/authorize"

    def connect_http(self, url: str) -> None:
        """Send to the app at this address from now on (until it opens a socket)."""
        self.lines.url = url
        self.sockets.in_use = False

    async def socket_opened(self, count: int = 1, timeout: float = HANG) -> None:
        """Return once the app has so many sockets open."""
        await self.wait_for(lambda: len(self.sockets.connections) >= count, timeout)

    # who is there

    def workspace(self, team_id: str, *, enterprise: str | None = None, installed: bool = True) -> Workspace:
        """A workspace, new (with a channel C1 and the app installed) or known."""
        known = Workspace(self.core, self.sending, team_id)
        if team_id not in self.core.records.team_names:
            self.core.records.team_names[team_id] = f"Team {team_id}"
            self.core.records.enterprise_of[team_id] = enterprise
            if installed:
                self.oauth.install(Approval(team_id, ""), self.scopes, f"xoxb-{team_id}")
            known.channel("C1", "general")
        return known

    async def install(self, install_url: str, approval: Approval) -> tuple[int, str]:
        """Go through the app's installation as a browser does: its page, Slack's approval, its callback. Status and page come back."""
        self.oauth.approval = approval
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False) as browser:
            async with browser.get(install_url, allow_redirects=False) as page:
                cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in page.cookies.items())
                link = page.headers.get("Location") or _approval_link(await page.text())
            async with browser.get(f"{self.authorize_url}?{urlsplit(link).query}", allow_redirects=False) as approved:
                back = approved.headers.get("Location")
                if back is None:
                    return approved.status, await approved.text()
            async with browser.get(back, headers={"Cookie": cookie} if cookie else {}) as done:
                return done.status, await done.text()

    # what happened

    @property
    def refusals(self) -> list[Refusal]:
        """Everything that was refused, oldest first; empty where the app did nothing wrong."""
        return list(self.core.journal.refusals)

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls of a method (`response_url` for posts to response URLs), oldest first."""
        return [call for call in self.core.journal.calls if method in (None, call.method)]

    def messages(
        self,
        channel: str | None = None,
        *,
        visible_to: Person | None = None,
        thread_ts: str | None = None,
        from_app: bool | None = True,
    ) -> list[Message]:
        """The messages that are there now, oldest first: the app's, or people's with `from_app=False`, or all with None."""
        return [
            message
            for message in self.core.journal.messages
            if not message.deleted
            and channel in (None, message.channel)
            and thread_ts in (None, message.thread_ts)
            and from_app in (None, message.from_app)
            and (visible_to is None or visible_to.sees(message))
        ]

    async def next_message(self, timeout: float = HANG, **which: Any) -> Message:
        """The next message of the app that was not asked for this way yet, waited for; the filters are those of `messages`."""

        def look() -> Message | None:
            new = [message for message in self.messages(**which) if message.number > self._taken]
            return new[0] if new else None

        message = await self.wait_for(look, timeout)
        self._taken = message.number
        return message

    async def wait_for(self, look: Callable[[], T | None], timeout: float = HANG) -> T:
        """What `look` gives, once it gives something true; it is tried whenever something happens here."""
        return await self.core.journal.wait_for(look, timeout)

    def home_of(self, person: Person) -> View | None:
        """A person's home tab, as the app published it last."""
        return self.core.records.homes.get((person.team_id, person.id))

    def views_open(self, person: Person) -> list[View]:
        """The modals that a person has open, the topmost last."""
        return self.core.records.modals_of(person.team_id, person.id)

    # what a test arranges

    def fail(
        self,
        method: str,
        error: str = "internal_error",
        *,
        times: int = 1,
        status: int = 200,
        retry_after: int = 1,
        hang: bool = False,
        cut: bool = False,
        location: str = "",
        half: bool = False,
    ) -> None:
        """Let the next calls of a method fail: by an error's name, a status (429 with Retry-After, 500), or without any answer.

        With `cut` the call is taken, and the connection is cut before the answer, with `half` the answer breaks off in the middle;
        `location` is where a status of 302 leads.
        """
        name = "ratelimited" if status == 429 else error
        self.core.failures[method] = Failure(name, status, retry_after, hang, times, cut, location, half)

    def advance(self, seconds: float) -> None:
        """Let time pass for trigger ids, response URLs and rate limits; signatures stay on the real clock."""
        self.core.clock.advance(seconds)

    async def redeliver(self, delivery: Delivery, number: int = 1) -> Answer:
        """Send an event again with the same event id."""
        return await self.sending.again(delivery, number)

    async def verify_url(self, challenge: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P") -> Answer:
        """Ask whether the app listens at its address (`url_verification`); it must give the challenge back."""
        payload = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        return await self.lines.post(self.lines.request("events_api", payload))

    async def check_certificate(self) -> Answer:
        """The `ssl_check` that Slack sends to a command's address now and then."""
        return await self.lines.post(self.lines.request("slash_commands", {"ssl_check": "1", "token": "verification-token"}))

    async def post(self, request: Request) -> Answer:
        """Send any request to the app as it is."""
        return await self.lines.post(request)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app's sockets to go (`warning`, `refresh_requested`, `link_disabled`)."""
        await self.sockets.disconnect(reason)

    async def cut(self) -> None:
        """Break the app's sockets without a word."""
        await self.sockets.cut()

    async def settled(self) -> None:
        """Return once the events about the app's own direct messages are delivered."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _echo(self, message: Message) -> None:
        if "message.im" in self.settings.events and (self.lines.url or self.sockets.in_use):
            self._start(self.sending.event(message.team_id, "message.im", message_event(message, self.core)))

    def _start(self, work: Coroutine[Any, Any, Delivery]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _approval_link(page: str) -> str:
    found = re.search(r'href="([^"]*/oauth/v2/authorize\?[^"]*)"', page)
    if found is None:
        raise LookupError(f"the installation page has no link to Slack: {page[:200]}")
    return unescape(found[1])
