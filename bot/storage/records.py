"""What the store takes and gives: who asked where, what was delivered, what was sent to the curators, where the bot is installed."""

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


class Person(NamedTuple):
    """Somebody in a workspace, by the surface's own user id."""

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
    """How one version of an answer was rated, over all workspaces."""

    platform: str
    topic: str
    version: str
    helpful: int
    unhelpful: int


class QueueEntry(NamedTuple):
    """A question, or a report of a wrong answer, that a person sent to the curators on purpose.

    `version` is the version of the answer that the report is about; times are aware and in UTC.
    """

    id: int
    person: Person
    kind: EntryKind
    text: str
    platform: str | None
    topic: str | None
    version: str | None
    sent_at: datetime
    expires_at: datetime
