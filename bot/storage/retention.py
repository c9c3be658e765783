"""The time for which the rows of a table are kept; each table in `tables` carries a `Retention`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Date, Table


class Retention(NamedTuple):
    """The content of a table, in words that `privacy` shows, and the time for which it is kept.

    `since` is the column from which the time runs, None if nothing expires. `kept` is how long, None for the operator's
    retention days. `until` says it in words if a span of time does not say it well.
    """

    what: str
    since: str | None = None
    kept: timedelta | None = None
    until: str = ""

    def lifetime(self, retention_days: int) -> timedelta:
        """Return how long a row is kept."""
        return timedelta(days=retention_days) if self.kept is None else self.kept

    def how_long(self, retention_days: int) -> str:
        """Say how long a row is kept."""
        return self.until or _span(self.lifetime(retention_days))


def retention_of(table: Table) -> Retention:
    """Return the retention that a table carries."""
    retention: Retention = table.info["retention"]
    return retention


def expired_before(table: Table, now: datetime, retention_days: int) -> datetime | date | None:
    """Return the latest `since` of the rows that have expired, None if the table's rows never expire."""
    retention = retention_of(table)
    if retention.since is None:
        return None
    limit = now - retention.lifetime(retention_days)
    return limit.date() if isinstance(table.c[retention.since].type, Date) else limit


def _span(kept: timedelta) -> str:
    amount, unit = (kept.days, "day") if kept >= timedelta(days=2) else (kept // timedelta(hours=1), "hour")
    if not amount:
        amount, unit = kept // timedelta(minutes=1), "minute"
    return f"{amount} {unit}{'' if amount == 1 else 's'}"
