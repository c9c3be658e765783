"""Tables of things to be done (outbox, jobs): a process takes what is due under a lease, so that no other does it too.

A process that dies leaves its leases behind; when they end, the rows are due again: each is done at least once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

WAITING, SENT, FAILED = "waiting", "sent", "failed"
LEASE = timedelta(minutes=5)  # far longer than a post or a job takes
FIRST_DELAY = timedelta(minutes=1)  # after the first failure, doubled after each further one
MOST_ATTEMPTS = 10  # about eight hours in all; a service that is away longer is not waited for


async def take_due(
    connection: AsyncConnection, table: Table, now: datetime, limit: int, *conditions: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    """Lease the rows that are due, oldest first, and return them; rows that another process is taking are skipped."""
    due = (
        select(table.c.id)
        .where(table.c.state == WAITING, table.c.due_at <= now, _free(table, now))
        .where(*conditions)
        .order_by(table.c.due_at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # on PostgreSQL; on SQLite the transaction shuts others out
    )
    ids = (await connection.execute(due)).scalars().all()
    taken = {"leased_until": now + LEASE, "attempts": table.c.attempts + 1}
    rows = await connection.execute(update(table).where(table.c.id.in_(ids)).values(taken).returning(table))
    return sorted(rows.all(), key=lambda row: (row.due_at, row.id))


def _free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Select the rows that no process holds; no lease reaches beyond its length, unless the clock was set back since."""
    return or_(table.c.leased_until.is_(None), table.c.leased_until <= now, table.c.leased_until > now + LEASE)


async def put_back(
    connection: AsyncConnection, table: Table, row_id: int, attempts: int, now: datetime, *, final: bool, once_failed: Mapping[str, Any]
) -> bool:
    """Make a row due again later, or failed after its last attempt, with some more values; return True if it failed for good.

    Nothing happens if the lease ended and another process has taken the row since: then it is that process's to decide.
    """
    failed = final or attempts >= MOST_ATTEMPTS
    delay = FIRST_DELAY * 2 ** (attempts - 1)
    values = {"state": FAILED, **once_failed} if failed else {"due_at": now + delay}
    values["leased_until"] = None
    still_ours = (table.c.id == row_id, table.c.attempts == attempts, table.c.state == WAITING)
    changed = (await connection.execute(update(table).where(*still_ours).values(values))).rowcount
    return failed and changed == 1


async def retry(connection: AsyncConnection, table: Table, row_id: int, now: datetime) -> bool:
    """Make a row that failed for good due now, as if it had been tried once; return False if there is no such row."""
    failed = (table.c.id == row_id, table.c.state == FAILED)
    return (await connection.execute(update(table).where(*failed).values(state=WAITING, attempts=1, due_at=now))).rowcount == 1
