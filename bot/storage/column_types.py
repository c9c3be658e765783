"""Column types that SQLite and PostgreSQL hold alike."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


class Words(TypeDecorator[str]):
    """Text as people and surfaces send it, with what no database can hold replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy gives it
        """Convert a value that is written or compared."""
        return value if value is None else storable(value)


class Instant(TypeDecorator[datetime]):
    """A moment, aware and in UTC; SQLite knows no time zones and gets it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert a value that is written or compared."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Convert a value that was read."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def storable(text: str) -> str:
    """Replace what a database cannot hold (NUL, half of a surrogate pair) by a replacement mark."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
