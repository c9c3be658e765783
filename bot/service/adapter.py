"""What the service and an adapter owe each other.

An adapter is found by its entry point (group `smallprint.adapters`), which names a `Plugin`; the service never imports
one. HTTP goes through `Route`, so that an adapter needs no server and the server knows no adapter.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from bot.dialogue.chat import Chat
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys

GROUP = "smallprint.adapters"
"""The group of the entry points."""


class Request(NamedTuple):
    """An HTTP request as it came: headers found by their names in lower case, the body unread by anybody."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Response(NamedTuple):
    """An HTTP response."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Route(NamedTuple):
    """What answers one method and path."""

    method: str
    path: str
    handle: Callable[[Request], Awaitable[Response]]


class Host(NamedTuple):
    """What the service hands to an adapter.

    `settings` are the environment and the `.env` file; `tasks` runs what goes on after an acknowledgement and is waited
    for when the service stops; `routes` is filled by adapters while they open and served by the web adapter once all
    are open; `readiness` gives the reasons why the service cannot answer now, none where it can.
    """

    settings: Mapping[str, str]
    chat: Chat
    store: Store
    keys: SecretKeys | None
    tasks: Tasks
    routes: list[Route]
    readiness: Callable[[], Awaitable[Sequence[str]]]


class Adapter(Protocol):
    """An open adapter."""

    async def start(self) -> None:
        """Begin to take events; raises where that cannot work (a token that is refused)."""

    async def stop_taking(self) -> None:
        """Take no new events; what was acknowledged goes on in the host's tasks."""

    async def close(self) -> None:
        """Let go of connections; called once the tasks have ended or their time is up."""

    def trouble(self) -> str | None:
        """Why the adapter cannot take events now, in words; None where it can."""


class Check(NamedTuple):
    """A line of `smallprint doctor`: what was looked at, how it is, and what to do where it is not well.

    `off`: not configured, and nothing is wrong with that; `wrong`: would not work.
    """

    what: str
    state: Literal["ok", "off", "wrong"]
    says: str


class Plugin(Protocol):
    """What an entry point names: the adapter before it is open."""

    name: str

    def missing(self, settings: Mapping[str, str]) -> str | None:
        """None where the adapter's settings are present; else what is missing and how to get it, in words."""

    def open(self, host: Host) -> Adapter:
        """Read the settings and open the adapter; SettingsError where one of them is wrong."""

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """What the doctor says: settings, and whether the service behind them takes them."""
