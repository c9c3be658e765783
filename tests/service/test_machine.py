"""What the doctor finds out about the machine, with what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.service import doctor, machine
from bot.storage import Store, Workspace
from tests.storage.databases import clock, store, store_url

__all__ = ["clock", "store", "store_url"]


def test_a_misspelt_setting_is_named_with_the_right_one() -> None:
    """Names of other programs are theirs."""
    check = machine.names({"SMALLPRINT_RETENTION_DAY": "30", "SMALLPRINT_PORT": "8400", "PATH": "/bin"})
    assert (check.state, check.says) == (
        "wrong",
        'SMALLPRINT_RETENTION_DAY is read by nothing; did you mean "SMALLPRINT_RETENTION_DAYS"?',
    )
    assert machine.names({"SMALLPRINT_PORT": "8400", "SMALLPRINT_KNOWLEDGE": ""}).state == "ok"


@pytest.mark.parametrize(
    ("seconds", "state", "says"), [(20, "ok", "agrees"), (-400, "wrong", "400 seconds behind"), (90, "wrong", "90 seconds ahead")]
)
def test_a_clock_that_is_off_is_told(seconds: int, state: str, says: str) -> None:
    """With how to set it."""
    now = datetime.now(UTC).replace(microsecond=0)
    check = machine.clock("Slack", now, now + timedelta(seconds=seconds))
    assert check.state == state
    assert says in check.says


def test_a_service_tells_the_time_in_its_answer() -> None:
    """One that tells none, or nonsense, is not asked."""
    hour_ago = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
    assert [check.state for check in machine.clock_by_header("Slack", {"Date": hour_ago})] == ["wrong"]
    assert machine.clock_by_header("Slack", {}) == machine.clock_by_header("Slack", {"Date": "tomorrow"}) == ()


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also before the database is there; beside it a copy of it must fit."""
    database = tmp_path / "later" / "s.db"
    assert machine.disk(database).state == "ok"
    free = SimpleNamespace(free=machine.LEAST_FREE + 10)
    monkeypatch.setattr("bot.service.machine.shutil.disk_usage", lambda _: free)
    assert machine.disk(database).state == "ok"
    database.parent.mkdir()
    database.write_bytes(bytes(11))
    check = machine.disk(database)
    assert check.state == "wrong"
    assert "200 MiB are free" in check.says


def test_a_cache_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything works without it, but slowly."""
    monkeypatch.setattr("bot.service.machine.os.access", lambda *_: False)
    assert "XDG_CACHE_HOME" in machine.disk(None).says


def test_where_edits_go_is_told(tmp_path: Path) -> None:
    """And what is in the way."""
    assert machine.edits([tmp_path]).says == f"go to {tmp_path}"
    assert machine.edits([tmp_path / "missing"]).state == "wrong"


async def test_what_nobody_takes_is_told(store: Store) -> None:
    """On both databases; PostgreSQL has a clock of its own to compare with."""
    assert (await doctor._queues(store)).says == "nothing is late, nothing was given up"
    await store.outbox.add(Workspace("bell", "T1"), "K1", {}, {}, due_at=datetime.now(UTC) - timedelta(hours=1))
    assert "outbox: due for a quarter of an hour" in (await doctor._queues(store)).says
    await store.outbox.add(Workspace("gong", "T1"), "K2", {}, {}, due_at=datetime.now(UTC) + timedelta(hours=1))
    theirs = await store.server_time()
    assert (theirs is None) == (store.file is not None)
    assert all(check.state == "ok" for check in await doctor._clock(store))
