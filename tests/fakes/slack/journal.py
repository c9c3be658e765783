"""What happened, for tests to look at and to wait for: calls, refusals, messages, what people were told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from tests.fakes.slack.checks import Json
from tests.fakes.slack.world import Message
from tests.patience import HANG

T = TypeVar("T")


class Call(NamedTuple):
    """A call of the Web API or of a response URL (`method` is then `response_url`), with what was answered."""

    method: str
    args: Json
    team_id: str | None
    token: str
    answer: Json
    status: int = 200

    @property
    def ok(self) -> bool:
        """Whether Slack took it."""
        return bool(self.answer.get("ok"))


class Refusal(NamedTuple):
    """Something that Slack did not take: where, its name for the error, what was wrong, and what had been sent."""

    where: str
    error: str
    detail: str
    payload: Any


class Told(NamedTuple):
    """What Slack itself told a person, as when the app did not answer: `operation_timeout`, `dispatch_failed`."""

    team_id: str
    user: str
    error: str


@dataclass
class Journal:
    """The latest of everything, at most `keep` of each kind; 0 keeps nothing, for load."""

    keep: int = 10_000

    def __post_init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=self.keep)
        self.refusals: deque[Refusal] = deque(maxlen=self.keep)
        self.messages: deque[Message] = deque(maxlen=self.keep)
        self.told: deque[Told] = deque(maxlen=self.keep)
        self.count = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def add(self, entry: Call | Refusal | Message | Told) -> None:
        """Note something and wake who waits."""
        kinds: dict[type, deque[Any]] = {Call: self.calls, Refusal: self.refusals, Message: self.messages, Told: self.told}
        if isinstance(entry, Message):
            entry.number = self.count + 1
        kinds[type(entry)].append(entry)
        self.changed()

    def changed(self) -> None:
        """Let those who wait look again."""
        self.count += 1
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def wait_for(self, look: Callable[[], T | None], timeout: float = HANG) -> T:
        """What `look` gives, once it gives something true. AssertionError says what did happen until then."""
        try:
            async with asyncio.timeout(timeout):
                while not (found := look()):
                    await self.next_change()
                return found
        except TimeoutError:
            raise AssertionError(f"nothing of the kind in {timeout} s; {self.summary()}") from None

    async def next_change(self) -> None:
        """Return when something has happened."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    def summary(self) -> str:
        """The latest of everything in a few lines, for failures."""
        calls = [f"{call.method} -> {call.answer.get('error', 'ok')}" for call in list(self.calls)[-8:]]
        refusals = [f"{refusal.where}: {refusal.error} ({refusal.detail})" for refusal in list(self.refusals)[-4:]]
        messages = [f"{message.channel} {message.via}: {message.text[:60]!r}" for message in list(self.messages)[-4:]]
        return f"calls {calls}, refusals {refusals}, messages {messages}, told {list(self.told)[-4:]}"
