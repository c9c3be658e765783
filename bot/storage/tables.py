"""Every table of the store, each with its retention.

What is deleted if a person or a workspace asks for it, and what expires, follows from these tables alone: a table with a
column `person` is emptied of the person, one with a column `workspace` of the workspace, one whose `Retention` names a
column `since` of what is older. So a table that is added here cannot be forgotten there.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, MetaData, Table, Text

from bot.storage.column_types import Instant, Words
from bot.storage.retention import Retention, retention_of

DELIVERY_KEPT = timedelta(hours=24)  # far longer than a surface goes on delivering one event (Slack: an hour)
RATING_KEPT = timedelta(days=365)
COUNTER_KEPT = timedelta(weeks=14)  # whole weeks, and the 90 days that are looked at are in them
OUTBOX_KEPT = timedelta(days=7)  # far longer than a message is tried (`leasing`)
JOB_KEPT = timedelta(days=30)  # a failed job stays long enough for the operator to find it
NO_TIME = timedelta(0)  # for a column that holds the end itself

metadata = MetaData()


def _table(name: str, retention: Retention, *columns: Column[Any] | Index, **options: Any) -> Table:  # noqa: ANN401 - as SQLAlchemy's
    return Table(name, metadata, *columns, info={"retention": retention}, **options)


def _key(name: str) -> Column[str]:
    return Column(name, Words, primary_key=True)


conversations = _table(
    "conversations",
    Retention(
        "which platforms, topics and parts of an answer you asked about last in a conversation, without your words",
        "expires_at",
        NO_TIME,
        "30 minutes, 10 after a private command",
    ),
    _key("surface"),
    _key("workspace"),
    _key("conversation"),
    Column("person", Words, nullable=False),
    Column("platforms", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("place", Integer),
    Column("expires_at", Instant, nullable=False, index=True),
)
deliveries = _table(
    "deliveries",
    Retention(
        "the numbers of your messages and presses, so that none is answered twice, and where to reply until one is",
        "claimed_at",
        DELIVERY_KEPT,
    ),
    _key("surface"),
    _key("workspace"),
    _key("key"),
    Column("person", Words, nullable=False),
    Column("address", Words),
    Column("reply", Words),
    Column("done", Boolean, nullable=False),
    Column("claimed_at", Instant, nullable=False, index=True),
)
ratings = _table(
    "ratings",
    Retention("whether you found an answer helpful", "rated_at", RATING_KEPT),
    _key("surface"),
    _key("workspace"),
    _key("person"),
    _key("answer"),
    Column("revision", Words, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("rated_at", Instant, nullable=False, index=True),
)
queue = _table(
    "queue",
    Retention(
        "questions and reports that you sent to the curators, with your words, and where to tell you of the answer if you want that",
        "sent_at",
    ),
    Column("id", Integer, primary_key=True),
    Column("surface", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("answer", Words),
    Column("revision", Words),
    Column("address", JSON(none_as_null=True)),
    Column("merged_into", Integer),
    Column("sent_at", Instant, nullable=False, index=True),
    Index("ix_queue_workspace", "surface", "workspace"),
    sqlite_autoincrement=True,  # the number of a resolved entry never comes back for another one
)
counters = _table(
    "counters",
    Retention("how often a platform was asked about in a week in this workspace, not by whom", "week", COUNTER_KEPT),
    _key("surface"),
    _key("workspace"),
    Column("week", Date, primary_key=True, index=True),
    _key("platform"),
    Column("asked", Integer, nullable=False),
)
topic_counters = _table(
    "topic_counters",
    Retention("how often a platform and topic were asked about in a week, by everybody together", "week", COUNTER_KEPT),
    Column("week", Date, primary_key=True),
    _key("platform"),
    _key("topic"),
    Column("asked", Integer, nullable=False),
)
installations = _table(
    "installations",
    Retention(
        "what connects this workspace: its access tokens, encrypted, and the ids of the app there",
        until="until the app is removed from the workspace",
    ),
    _key("surface"),
    _key("workspace"),
    Column("secrets", Text, nullable=False),
    Column("public", JSON, nullable=False),
    Column("installed_at", Instant, nullable=False),
)
oauth_states = _table(
    "oauth_states",
    Retention(
        "a random number for each installation or sign-in under way, and for each admin who is signed in on the web, which names nobody",
        "expires_at",
        NO_TIME,
        "until that is finished, eight hours at most",
    ),
    Column("digest", Text, primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
)
notes = _table(
    "notes",
    Retention("notes of the bot to itself, such as which version of its commands it registered", until="until the next note replaces it"),
    _key("name"),
    Column("value", Words, nullable=False),
)
workspace_settings = _table(
    "workspace_settings",
    Retention(
        "what moderators set for this workspace: in which channels I answer, or in none",
        until="until it is changed, or the app is removed from the workspace",
    ),
    _key("surface"),
    _key("workspace"),
    Column("settings", JSON, nullable=False),
)
local_notes = _table(
    "local_notes",
    Retention(
        "what admins of this workspace wrote beside an answer, for people here only",
        until="until an admin takes it away, or the app is removed from the workspace",
    ),
    _key("surface"),
    _key("workspace"),
    _key("answer"),
    Column("text", Words, nullable=False),
    Column("written_at", Instant, nullable=False),
)
outbox = _table(
    "outbox",
    Retention(
        "messages on their way to you or a channel; once sent, only their numbers, so that none is sent twice", "due_at", OUTBOX_KEPT
    ),
    Column("id", Integer, primary_key=True),
    Column("surface", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("person", Words),
    Column("place", Words),
    Column("address", JSON(none_as_null=True)),
    Column("card", JSON(none_as_null=True)),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("leased_until", Instant),
    Index("ix_outbox_key", "surface", "workspace", "key", unique=True),
    Index("ix_outbox_place", "surface", "workspace", "place"),
    Index("ix_outbox_next", "surface", "state", "due_at", "id"),
    sqlite_autoincrement=True,
)
follows = _table(
    "follows",
    Retention(
        "which platforms you follow, privately or for a channel, and where I tell of changes",
        until="until you unfollow, delete your data, or the app is removed from the workspace",
    ),
    _key("surface"),
    _key("workspace"),
    _key("platform"),
    _key("place"),
    Column("person", Words, nullable=False),
    Column("address", JSON, nullable=False),
    Column("seen", Words),
    Column("followed_at", Instant, nullable=False),
    Index("ix_follows_platform", "platform"),
)
positions = _table(
    "positions",
    Retention("what was on record about each platform when I last looked for changes, which names nobody", until="until it changes"),
    _key("platform"),
    Column("number", Integer, nullable=False),
    Column("position", JSON, nullable=False),
)
jobs = _table(
    "jobs",
    Retention("tasks of the bot, such as checking its sources, which name nobody", "due_at", JOB_KEPT, "until done, 30 days at most"),
    Column("id", Integer, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("key", Words),
    Column("payload", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    Column("leased_until", Instant),
    Index("ix_jobs_key", "kind", "key", unique=True),
    sqlite_autoincrement=True,
)
source_states = _table(
    "source_states",
    Retention(
        "how the pages that answers cite read when I last looked, which names nobody",
        until="until no answer cites the page any more",
    ),
    _key("platform"),
    _key("source"),
    Column("outcome", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("last_checked", Date, nullable=False),
    Column("unchanged_since", Date),
    Column("diff", Words, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("says", Words, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("read", JSON, nullable=False),
)


def what_is_stored(retention_days: int) -> tuple[tuple[str, str], ...]:
    """Say for each table what it holds and how long: what `privacy` shows."""
    return tuple((retention_of(table).what, retention_of(table).how_long(retention_days)) for table in metadata.tables.values())
