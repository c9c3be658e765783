"""What every part of the fake shares: settings, records, journal, trigger ids, injected failures, and the way a message is taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack import blocks
from tests.fakes.slack.checks import FlawError, Json
from tests.fakes.slack.journal import Journal, Refusal, Told
from tests.fakes.slack.world import ALL_EVENTS, Clock, Message, Records, completed
from tests.patience import HANG

TRIGGER_SECONDS = 3.0
UPDATE_CHARACTERS = 4_000


class ApiError(Exception):
    """An answer with `ok: false`, or none at all where the status is not 200."""

    def __init__(self, error: str, status: int = 200, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = headers or {}
        self.extra = extra


@dataclass
class Settings:
    """How this Slack and its app are set up.

    `patience` is how many seconds Slack waits for an answer of the app (3 in reality; here a machine may be busy); `retry_after` how
    long before each retry of an event (at once, a minute, five minutes in reality); `events` are those that the app has
    subscribed to; `refused_blocks` are types that are not rolled out here;
    `one_post_a_second` switches the limit of chat.postMessage on; `token_seconds` token rotation, with tokens that live so long.
    """

    signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105
    app_token: str = "xapp-1-A0SMALL-1-fake"  # noqa: S105
    app_id: str = "A0SMALL"
    client_id: str = "111.222"
    client_secret: str = "client-secret"  # noqa: S105
    patience: float = HANG
    retry_after: tuple[float, ...] = (0.0, 0.0, 0.0)
    events: frozenset[str] = ALL_EVENTS
    refused_blocks: set[str] = field(default_factory=set)
    one_post_a_second: bool = False
    token_seconds: int = 0
    redirect_url: str = ""


@dataclass
class Failure:
    """A failure that the next calls of a method meet."""

    error: str
    status: int
    retry_after: int
    hang: bool
    times: int
    cut: bool = False
    location: str = ""
    half: bool = False


class Triggers:
    """Trigger ids: each good for one view and for three seconds."""

    def __init__(self, clock: Clock, next_id: Callable[[str], str]) -> None:
        self._clock = clock
        self._next_id = next_id
        self._issued: dict[str, tuple[str, str, float]] = {}
        self._used: set[str] = set()

    def issue(self, team_id: str, user: str) -> str:
        """A trigger id for something that a user did."""
        trigger_id = f"{int(self._clock())}.{self._next_id('')}.{self._next_id('trigger')}"
        self._issued[trigger_id] = (team_id, user, self._clock.ahead)
        return trigger_id

    def exchange(self, trigger_id: str, teams: list[str]) -> tuple[str, str]:
        """The workspace and the user of a trigger id, which is used up by this."""
        team_id, user, issued = self._issued.get(trigger_id, ("", "", 0.0))
        if team_id not in teams:
            raise ApiError("invalid_trigger_id")
        if trigger_id in self._used:
            raise ApiError("exchanged_trigger_id")
        if self._clock.ahead - issued > TRIGGER_SECONDS:
            raise ApiError("expired_trigger_id")
        self._used.add(trigger_id)
        return team_id, user


class Core:
    """The state that the parts share."""

    def __init__(self, settings: Settings, keep: int) -> None:
        self.settings = settings
        self.clock = Clock()
        self.records = Records(self.clock)
        self.journal = Journal(keep)
        self.triggers = Triggers(self.clock, self.records.numbers.next)
        self.failures: dict[str, Failure] = {}
        self.last_posts: dict[tuple[str, str], float] = {}
        self.on_direct_post: Callable[[Message], None] | None = None

    def refuse(self, where: str, flaw: FlawError, payload: Any) -> None:
        """Note a refusal."""
        self.journal.add(Refusal(where, flaw.error, str(flaw), payload))

    def checked(self, where: str, payload: Any, check: Callable[[], None]) -> None:
        """Apply a check; a flaw is noted and answered as Slack answers it."""
        try:
            check()
        except FlawError as flaw:
            self.refuse(where, flaw, payload)
            raise ApiError(flaw.error, response_metadata={"messages": [str(flaw)]}) from None

    def check_message(self, where: str, payload: Json) -> None:
        """Refuse a message as Slack would."""
        most = UPDATE_CHARACTERS if where == "chat.update" else blocks.TEXT_CHARACTERS
        refused = tuple(self.settings.refused_blocks)
        self.checked(where, payload, lambda: blocks.check_message(payload, refused=refused, most_text=most))

    def post(
        self,
        where: str,
        team_id: str,
        channel: str,
        user: str,
        payload: Json,
        *,
        ephemeral_to: str | None = None,
        asked: object = None,
    ) -> Message:
        """Take in a message of the app, or refuse it."""
        self.check_message(where, payload)
        message = Message(
            team_id=team_id,
            channel=channel,
            ts=self.records.numbers.ts(),
            user=user,
            text=payload["text"],
            blocks=completed(payload.get("blocks"), self.records.numbers),
            payload=payload,
            via=where,
            thread_ts=payload.get("thread_ts"),
            ephemeral_to=ephemeral_to,
            asked=asked,
        )
        self.journal.add(message)
        return message

    def tell(self, team_id: str, user: str, error: str) -> None:
        """Slack's own word to a person whose action the app did not answer."""
        self.journal.add(Told(team_id, user, error))

    def replies(self, team_id: str, channel: str, thread_ts: str) -> Iterator[Message]:
        """The replies in a thread that everybody sees."""
        for message in self.journal.messages:
            if (message.team_id, message.channel, message.thread_ts) == (team_id, channel, thread_ts) and not message.ephemeral:
                yield message

    def find_message(self, teams: list[str], channel: str, ts: str) -> Message | None:
        """A message that is not deleted and that everybody in the channel sees."""
        for message in reversed(self.journal.messages):
            if (message.ts, message.channel) == (ts, channel) and message.team_id in teams and not message.deleted:
                return None if message.ephemeral else message
        return None
