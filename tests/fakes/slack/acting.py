"""What came of something that a person did or that happened: the app's answer, the messages, the deliveries of an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fakes.slack.checks import Json
from tests.fakes.slack.core import Core
from tests.fakes.slack.lines import Answer
from tests.fakes.slack.world import Message
from tests.patience import HANG

NOTHING = Answer(0)


@dataclass(eq=False)
class Asked:
    """A command, an interaction or a submission, and what the app made of it.

    `errors` are those that a submission was answered with, by block id.
    """

    core: Core
    user: str
    payload: Json = field(default_factory=dict)
    answer: Answer = NOTHING
    errors: dict[str, str] = field(default_factory=dict)
    response_url: str = ""
    trigger_id: str = ""

    @property
    def status(self) -> int:
        """The HTTP status, 200 for an acknowledged envelope, 0 where nothing came."""
        return self.answer.status

    @property
    def seconds(self) -> float:
        """How long the app took to acknowledge."""
        return self.answer.seconds

    @property
    def messages(self) -> list[Message]:
        """The messages that came by its answer or its response URL, deleted ones left out."""
        return [message for message in self.core.journal.messages if message.asked is self and not message.deleted]

    @property
    def ephemeral(self) -> Message | None:
        """The latest private message so far, if any."""
        return next((message for message in reversed(self.messages) if message.ephemeral), None)

    async def reply(self, timeout: float = HANG) -> Message:
        """The first message, waited for."""
        return (await self.core.journal.wait_for(lambda: self.messages, timeout))[0]


@dataclass(eq=False)
class Delivery:
    """An event, how it was sent and what was answered each time. No attempts: the app has not subscribed, or lacks the scope."""

    payload: Json
    attempts: list[Answer] = field(default_factory=list)
    message: Message | None = None

    @property
    def event_id(self) -> str:
        """The id that stays the same over all attempts."""
        return str(self.payload["event_id"])

    @property
    def status(self) -> int:
        """What came of the last attempt; 0 where nothing came."""
        return self.attempts[-1].status if self.attempts else 0
