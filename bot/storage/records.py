"""The records that the store takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

EntryKind = Literal["question", "report", "unhelpful", "source"]
"""The kinds of entries for the curators: a question without an answer, a report of a wrong answer, why an answer did not help, a source
that changed, an answer that is due for verification. The last two are the bot's own: their person is `NOBODY`."""


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


NOBODY = Person(Workspace("", ""), "")
"""Whom an entry of the queue names that the bot made itself."""


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
    """The ratings of one revision of an answer, over all workspaces; `answer` is its lasting id ("zoom/ai-training")."""

    answer: str
    revision: str
    helpful: int
    unhelpful: int


class QueueEntry(NamedTuple):
    """Something for the curators to look at; the words of a person stand in it only because they sent them on purpose.

    `answer` is the lasting id of the answer that it is about, or by which a question will be answered; `revision` the one that a report
    is about. `address` is where its asker wants to be told of the answer, None if they do not. `merged_into` is the number of another
    entry that says the same. Times are aware and in UTC.
    """

    id: int
    person: Person
    kind: EntryKind
    text: str
    answer: str | None
    revision: str | None
    sent_at: datetime
    expires_at: datetime
    address: Mapping[str, Any] | None = None
    merged_into: int | None = None


class Destination(NamedTuple):
    """Somewhere the bot can write unasked: to a person alone, or to a channel for somebody who may post there.

    `place` tells destinations in a workspace apart: the person's own id, or the channel's. `address` is the adapter's.
    """

    person: Person
    place: str
    address: Mapping[str, str]

    @property
    def private(self) -> bool:
        """True if the person alone is told."""
        return self.place == self.person.id


class Follow(NamedTuple):
    """Changes of a platform are told at a destination."""

    platform: str
    to: Destination


class RecordedPosition(NamedTuple):
    """The position of a platform when changes were last looked for; `number` counts the changes."""

    platform: str
    number: int
    position: Mapping[str, Any]


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


class SourceRead(NamedTuple):
    """The text read at a cited page, by the names of its cited parts.

    `confirmed` is the text that a person's answer rests on, for a part that was not found that of the whole page; `not_found` names
    those. `digests` are of what is there now. `etag` and `last_modified` are what its server gave, for the next request.
    """

    confirmed: Mapping[str, str] = {}
    not_found: Sequence[str] = ()
    digests: Mapping[str, str] = {}
    etag: str | None = None
    last_modified: str | None = None
