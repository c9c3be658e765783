"""The records that the store takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

EntryKind = Literal["question", "report"]


class Workspace(NamedTuple):
    """A Slack team or a Discord guild: nothing stored for one is ever seen by another.

    `surface` is "slack" or "discord"; `id` the team's or the guild's id, or "dm" for Discord's direct messages.
    """

    surface: str
    id: str

    def __str__(self) -> str:
        """Return the workspace as settings and `layer.toml` write it: "slack:T0123"."""
        return f"{self.surface}:{self.id}"


class Person(NamedTuple):
    """A user in a workspace, by the surface's own user id."""

    workspace: Workspace
    id: str


class Delivery(NamedTuple):
    """One event that a surface delivered and that gets one reply.

    `key` is the id of the event or of the message, unique in its workspace. `address` says where its asker can be told
    something, in the adapter's own words and without the question; it is wiped once the delivery is done. `reply` is the
    id of the reply's message, once there is one.
    """

    person: Person
    key: str
    address: Mapping[str, str] | None = None
    reply: str | None = None


class Installation(NamedTuple):
    """The bot in one workspace. `secrets` (tokens) are stored encrypted, `public` in the clear; both are JSON objects.

    Neither may name a person: an installation outlasts the deletion of a person's data.
    """

    workspace: Workspace
    secrets: Mapping[str, Any]
    public: Mapping[str, Any]
    installed_at: datetime


class Rated(NamedTuple):
    """How one revision of an answer was rated, over all workspaces; `answer` is its lasting id ("zoom/ai-training")."""

    answer: str
    revision: str
    helpful: int
    unhelpful: int


class QueueEntry(NamedTuple):
    """A question, or a report of a wrong answer, that a person sent to the curators on purpose.

    `answer` and `revision` say what a report is about; times are aware and in UTC.
    """

    id: int
    person: Person
    kind: EntryKind
    text: str
    answer: str | None
    revision: str | None
    sent_at: datetime
    expires_at: datetime


class OutboxMessage(NamedTuple):
    """A message that is to be posted. `key` is the same at every attempt; `attempts` counts this one too."""

    id: int
    workspace: Workspace
    key: str
    address: Mapping[str, Any]
    card: Mapping[str, Any]
    attempts: int


class Job(NamedTuple):
    """A task of the bot; `state` is "waiting" or "failed"."""

    id: int
    kind: str
    key: str | None
    payload: Mapping[str, Any]
    state: str
    attempts: int
    due_at: datetime
