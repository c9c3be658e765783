"""The contract between the service and an adapter.

An adapter is found by its entry point (group `smallprint.adapters`), which names a `Plugin`; the service never imports
one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from fastapi import APIRouter

from bot.dialogue.dialogue import Dialogue
from bot.replies.card import Card
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys

GROUP = "smallprint.adapters"
"""The group of the entry points."""


class Host(NamedTuple):
    """The parts of the service that an adapter is given.

    `settings` are the environment and the `.env` file; `tasks` runs what goes on after an acknowledgement and is waited
    for when the service stops.
    """

    settings: Mapping[str, str]
    dialogue: Dialogue
    store: Store
    keys: SecretKeys | None
    tasks: Tasks


class CannotPostError(Exception):
    """A message can never be posted there: the channel is gone, or the bot was removed. The message says so in our words."""


class PostLaterError(Exception):
    """The service behind the surface takes no message for this workspace now; `seconds` is how long it asks us to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait for {seconds:.0f} seconds")
        self.seconds = seconds


class Adapter(Protocol):
    """An open adapter."""

    @property
    def router(self) -> APIRouter | None:
        """The adapter's HTTP routes, None if it has none; read once all adapters have started."""

    async def start(self) -> None:
        """Begin to take events; raises if that cannot work (a token that is refused)."""

    async def post(self, address: Mapping[str, Any], card: Card, key: str, *, again: bool = False) -> None:
        """Post a card without being asked, at an address that the adapter gave earlier.

        `again` says that this `key` was tried before, by a process that ended or a call that failed at the wrong moment: the adapter looks
        whether it arrived, and posts it only if not. CannotPostError means never, PostLaterError that every process waits with the
        workspace's messages; after any other error it is tried again later.
        """

    async def stop_taking(self) -> None:
        """Stop accepting events; acknowledged ones finish in the host's tasks."""

    async def close(self) -> None:
        """Close connections; called once the tasks have ended or their time is up."""

    def health_problem(self) -> str | None:
        """Return why the adapter cannot take events now, in words; None if it can."""


class Check(NamedTuple):
    """A line of `smallprint doctor`: what was looked at, how it is, and what to do if it is not well.

    `off`: not configured, and nothing is wrong with that; `wrong`: would not work.
    """

    what: str
    state: Literal["ok", "off", "wrong"]
    says: str


class Plugin(Protocol):
    """An adapter before it is open, named by an entry point."""

    name: str

    def missing(self, settings: Mapping[str, str]) -> str | None:
        """Return None if the adapter's settings are present; else what is missing and how to get it, in words."""

    def open(self, host: Host) -> Adapter:
        """Read the settings and open the adapter; SettingsError if one of them is wrong."""

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """Check the settings, and whether the service behind them takes them."""
