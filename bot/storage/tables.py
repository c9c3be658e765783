"""Every table of the store, each with what it holds and for how long, in words that `privacy` shows.

What is deleted when a person or a workspace asks for it, and what expires, follows from these tables alone: a table with a
column `person` is emptied of the person, one with a column `workspace` of the workspace, one whose `Held` names a column
`since` of what is older. So a table that is added here cannot be forgotten there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Dialect, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

CONVERSATION_KEPT = timedelta(minutes=30)
DELIVERY_KEPT = timedelta(hours=24)  # far longer than a surface goes on delivering one event (Slack: an hour)
RATING_KEPT = timedelta(days=365)
COUNTER_KEPT = timedelta(days=365)


class Held(NamedTuple):
    """What one table holds, in words, and for how long.

    `since` is the column from which the time runs; None where nothing expires. `kept` is how long, None for the
    operator's retention days. `until` says in words when it goes, where that is no span of time.
    """

    words: str
    since: str | None = None
    kept: timedelta | None = None
    until: str = ""

    def lifetime(self, retention_days: int) -> timedelta:
        """How long a row is kept."""
        return timedelta(days=retention_days) if self.kept is None else self.kept

    def how_long(self, retention_days: int) -> str:
        """How long a row is kept, in words."""
        return self.until or _span(self.lifetime(retention_days))


class Words(TypeDecorator[str]):
    """Text as people and surfaces send it; what a database cannot hold (NUL, half a character) becomes a replacement mark."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy gives it
        """Before it is written or compared."""
        return value if value is None else storable(value)


class Instant(TypeDecorator[datetime]):
    """A moment, aware and in UTC; SQLite, which knows no zones, gets it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Before it is written or compared."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """After it was read."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def instant(text: str) -> datetime:
    """A moment that a database gives as text; SQLite's is in UTC and does not say so."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def storable(text: str) -> str:
    """The text as both databases can hold it."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


metadata = MetaData()


def _table(name: str, held: Held, *columns: Column[Any] | Index, **options: Any) -> Table:  # noqa: ANN401 - as SQLAlchemy's
    return Table(name, metadata, *columns, info={"held": held}, **options)


def _key(name: str) -> Column[str]:
    return Column(name, Words, primary_key=True)


conversations = _table(
    "conversations",
    Held("which platforms and topic you asked about last in a conversation, without your words", "remembered_at", CONVERSATION_KEPT),
    _key("conversation"),  # leads the key's index, because SQLite finds many triples in it only by their first column
    _key("surface"),
    _key("workspace"),
    Column("person", Words, nullable=False),
    Column("platforms", JSON, nullable=False),
    Column("topic", Words),
    Column("remembered_at", Instant, nullable=False, index=True),
)
deliveries = _table(
    "deliveries",
    Held(
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
    Held("whether you found an answer helpful", "rated_at", RATING_KEPT),
    _key("surface"),
    _key("workspace"),
    _key("person"),
    _key("platform"),
    _key("topic"),
    Column("version", Words, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("rated_at", Instant, nullable=False, index=True),
)
queue = _table(
    "queue",
    Held("questions and reports that you sent to the curators yourself, with your words", "sent_at"),
    Column("id", Integer, primary_key=True),
    Column("surface", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("platform", Words),
    Column("topic", Words),
    Column("version", Words),
    Column("sent_at", Instant, nullable=False, index=True),
    Index("ix_queue_workspace", "surface", "workspace"),
    sqlite_autoincrement=True,  # a number that was taken from the queue never comes back for another entry
)
counters = _table(
    "counters",
    Held("how often a platform and topic were asked about on a day in this workspace, not by whom", "day", COUNTER_KEPT),
    _key("surface"),
    _key("workspace"),
    Column("day", Date, primary_key=True, index=True),
    _key("platform"),
    _key("topic"),
    Column("asked", Integer, nullable=False),
)
installations = _table(
    "installations",
    Held(
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
    Held(
        "a random number for each installation under way, which names nobody",
        "expires_at",
        timedelta(0),
        "until the installation is finished, some minutes at most",
    ),
    Column("digest", Text, primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
)
marks = _table(
    "marks",
    Held("notes of the bot to itself, such as which version of its commands it registered", until="until the next note replaces it"),
    _key("name"),
    Column("value", Words, nullable=False),
)


def held(table: Table) -> Held:
    """What a table holds, in words, and for how long."""
    found: Held = table.info["held"]
    return found


def expired_before(table: Table, now: datetime, retention_days: int) -> datetime | date | None:
    """Rows whose `since` is not after this have expired; None where the table's rows do not expire."""
    of_table = held(table)
    if of_table.since is None:
        return None
    cut = now - of_table.lifetime(retention_days)
    return cut.date() if isinstance(table.c[of_table.since].type, Date) else cut


def what_is_stored(retention_days: int) -> tuple[tuple[str, str], ...]:
    """For each table what it holds and how long, both in words: what `privacy` says."""
    return tuple((held(table).words, held(table).how_long(retention_days)) for table in metadata.tables.values())


def _span(kept: timedelta) -> str:
    amount, unit = (kept.days, "day") if kept >= timedelta(days=2) else (kept // timedelta(hours=1), "hour")
    if not amount:
        amount, unit = kept // timedelta(minutes=1), "minute"
    return f"{amount} {unit}{'' if amount == 1 else 's'}"
