"""Opening a store: addresses, migrations, several processes at once, and what an operator reads when it cannot be done."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Connection, Date, column, insert, inspect, text
from sqlalchemy import table as table_clause

from bot.storage import Store, StoreError
from bot.storage.column_types import Instant
from bot.storage.database import Database
from bot.storage.migrate import MIGRATIONS, alembic_config
from bot.storage.tables import metadata
from bot.understanding.question import ConversationState
from tests.storage.databases import Clock, PostgreSQL
from tests.storage.people import ANN, HERE, delivery
from tests.storage.rows import rows_of

OPEN_AND_CLAIM = """
import asyncio, sys
from bot.storage import Delivery, Person, Store, Workspace

async def main(url):
    store = await Store.open(url, keys=None)
    print(await store.deliveries.claim(Delivery(Person(Workspace("slack", "T1"), "U1"), "E1")))
    await store.close()

asyncio.run(main(sys.argv[1]))
"""


DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
OF_ANN = {"surface": "slack", "workspace": "T1", "person": "U1"}
OF_ANSWER = {"answer": "zoom/ai-training", "revision": "0a1b2c3d"}
TYPES = {**dict.fromkeys(("platforms", "topics", "plans"), JSON), "day": Date}
TYPES |= dict.fromkeys(("expires_at", "claimed_at", "rated_at", "sent_at"), Instant)
FIRST_VERSION_ROWS: dict[str, dict[str, Any]] = {
    "conversations": {**OF_ANN, "conversation": "C1", "platforms": ["zoom"], "topics": [], "plans": [], "expires_at": LATER},
    "deliveries": {**OF_ANN, "key": "E1", "address": '{"channel": "C1"}', "done": False, "claimed_at": NOW},
    "ratings": {**OF_ANN, **OF_ANSWER, "helpful": False, "rated_at": NOW},
    "queue": {**OF_ANN, **OF_ANSWER, "id": 7, "kind": "report", "text": "wrong", "sent_at": NOW},
    "counters": {"surface": "slack", "workspace": "T1", "day": NOW.date(), "platform": "zoom", "topic": "ai-training", "asked": 3},
    "notes": {"name": "commands", "value": "abc"},
}


async def test_the_migrations_give_exactly_the_tables(store: Store) -> None:
    """Tables, columns, types, keys and indexes: who changes a table adds the step to it."""

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_server_default": True}), metadata))

    def keys(connection: Connection) -> dict[str, list[str]]:
        return {name: inspect(connection).get_pk_constraint(name)["constrained_columns"] for name in metadata.tables}

    async with store._database.reading() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(keys) == {
            table.name: [column.name for column in table.primary_key] for table in metadata.sorted_tables
        }


async def test_a_database_is_opened_again_as_it_was(store: Store, store_url: str) -> None:
    """Migrating what is up to date changes nothing."""
    await store.queue.add(delivery("E1").person, "question", "does it listen?")
    before = await rows_of(store)
    again = await Store.open(store_url, keys=None)
    assert await rows_of(again) == before
    await again.close()


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(store: Store, store_url: str) -> None:
    """The operator reads what to do; an older program must not write into tables it does not know."""
    async with store._database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text("DROP TABLE notes"))
    with pytest.raises(StoreError, match=r"newer Smallprint.*9999.*Update Smallprint.*nothing was changed") as refused:
        await Store.open(store_url, keys=None)
    assert not refused.value.transient

    async with store._database.reading() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one() == "9999"
        assert "notes" not in await connection.run_sync(lambda connection: inspect(connection).get_table_names())


async def test_a_database_from_before_the_first_release_is_refused_and_left_alone(store: Store, store_url: str) -> None:
    """Its steps are not there any more."""
    async with store._database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    with pytest.raises(StoreError, match=r"before the first release.*0003.*nothing was changed"):
        await Store.open(store_url, keys=None)


async def test_a_database_of_the_first_version_is_brought_up_to_date(store_url: str, clock: Clock) -> None:
    """Ratings, reports, deliveries, notes and what conversations were about stay, on both databases."""
    database = Database(store_url)
    await database.enable_write_ahead_log()
    async with database.writing() as connection:
        await connection.run_sync(lambda connection: command.upgrade(alembic_config(connection), "0006"))
        for table, values in FIRST_VERSION_ROWS.items():
            await connection.execute(insert(table_clause(table, *(column(name, TYPES.get(name)) for name in values))).values(values))
    await database.close()
    store = await Store.open(store_url, keys=None, clock=clock)
    [entry] = await store.queue.entries(HERE)
    assert (entry.id, entry.person, entry.text, entry.answer, entry.revision) == (7, ANN, "wrong", "zoom/ai-training", "0a1b2c3d")
    assert await store.feedback.found_unhelpful(5) == (("zoom/ai-training", "0a1b2c3d", 0, 1),)
    assert await store.deliveries.unanswered("slack", clock.now + timedelta(1)) == (delivery("E1", channel="C1"),)
    assert await store.counters.most_asked(HERE, clock.now.date(), 1) == (("zoom", 3),)
    assert await store.notes.get("commands") == "abc"
    assert await store.conversations.last(HERE, "C1") == ConversationState(("zoom",))
    assert not await store.deliveries.claim(delivery("E1"))
    await store.close()


async def test_a_stored_database_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """Every row of every table is there afterwards; what was counted by day is summed up by week."""
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / "database-0006.sql").read_text(encoding="utf-8"))
        connection.row_factory = sqlite3.Row
        tables = [table.name for table in metadata.sorted_tables if table.name not in {"counters", "topic_counters"}]
        before = {name: [*map(dict, connection.execute(f"SELECT * FROM {name}"))] for name in tables}  # noqa: S608 - our own names
    for row in before["conversations"]:
        del row["plans"]  # which were never written
    assert all(before.values())
    await (await Store.open(f"sqlite:///{path}", keys=None)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for name, rows in before.items():
            after = [*map(dict, connection.execute(f"SELECT * FROM {name}"))]  # noqa: S608
            assert [dict(row) for row in rows if not row.items() <= after[rows.index(row)].items()] == [], name
        connection.row_factory = None
        counted = connection.execute("SELECT workspace, week, platform, asked FROM counters ORDER BY 1, 2, 3").fetchall()
        topics = connection.execute("SELECT week, platform, topic, asked FROM topic_counters ORDER BY 1, 2, 3").fetchall()
    assert counted == [
        ("G1", "2026-11-23", "microsoft-teams", 4), ("G1", "2026-11-23", "zoom", 7),
        ("T1", "2026-11-16", "zoom", 6), ("T1", "2026-11-23", "zoom", 5),
    ]  # fmt: skip
    assert topics == [
        ("2026-11-16", "zoom", "ai-training", 5), ("2026-11-16", "zoom", "encryption", 1),
        ("2026-11-23", "microsoft-teams", "retention", 4), ("2026-11-23", "zoom", "ai-training", 12),
    ]  # fmt: skip


async def test_a_migration_that_fails_leaves_nothing_half_done(store_url: str) -> None:
    """It runs in one transaction on both databases; opening again, with the cause gone, succeeds."""
    database = Database(store_url)
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE ratings (mine INTEGER)"))
    with pytest.raises(StoreError, match="ratings"):
        await Store.open(store_url, keys=None)
    async with database.reading() as connection:
        assert await connection.run_sync(lambda connection: inspect(connection).get_table_names()) == ["ratings"]
    async with database.writing() as connection:
        await connection.execute(text("DROP TABLE ratings"))
    await database.close()
    store = await Store.open(store_url, keys=None)
    await store.close()


async def test_several_processes_may_open_a_new_database_at_once(store_url: str) -> None:
    """One makes the tables, the others wait for it; and of their claims of one event one succeeds."""
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", OPEN_AND_CLAIM, store_url, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=MIGRATIONS.parents[2]
        )
        for _ in range(4)
    ]
    ended = [await process.communicate() for process in processes]
    assert [error for _, error in ended] == [b""] * 4
    assert sorted(output for output, _ in ended) == [b"False\n"] * 3 + [b"True\n"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nonsense", "cannot be read"),
        ("postgresql://u:hunter2@h:port/x", "cannot be read"),
        ("mysql://u:hunter2@h/x", "names mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file:x?mode=memory&uri=true", "names no file"),
        ("postgresql://u:hun@ter2@h/x", "%40"),
        ("postgres://u:hunter2@127.0.0.1:1/x", r"u:\*\*\*@127.0.0.1:1/x failed"),
        ("postgresql+asyncpg://u@127.0.0.1:1/x?password=hunter2", "u@127.0.0.1:1/x failed"),
        ("sqlite:////proc/nowhere/x.db", "/proc/nowhere/x.db cannot be opened"),
    ],
)
async def test_an_address_that_cannot_be_used_is_refused(address: str, sentence: str) -> None:
    """With a sentence that says why, and never with the password."""
    with pytest.raises(StoreError, match=sentence) as refused:
        await Store.open(address, keys=None)
    assert "ter2" not in str(refused.value)


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    """Somebody's notes are not overwritten."""
    notes = tmp_path / "notes.txt"
    notes.write_text("not a database " * 100)
    with pytest.raises(StoreError, match=r"notes\.txt failed: file is not a database") as refused:
        await Store.open(f"sqlite:///{notes}", keys=None)
    assert not refused.value.transient
    assert notes.read_text() == "not a database " * 100


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg2"])
async def test_every_way_to_write_postgresql_is_understood(postgresql: PostgreSQL, scheme: str) -> None:
    """As hosts and other programs write it, with the settings that PostgreSQL's own clients know."""
    url = postgresql.new_database().replace("postgresql://", f"{scheme}://")
    for more in ("", "&sslmode=prefer", "&ssl=prefer&application_name=smallprint"):
        store = await Store.open(url + more, keys=None)
        await store.check()
        await store.close()


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])
async def test_every_way_to_write_sqlite_is_understood(tmp_path: Path, scheme: str) -> None:
    """And a folder that is missing is made."""
    store = await Store.open(f"{scheme}:///{tmp_path}/a/b/smallprint.db", keys=None)
    async with store._database.writing() as connection:
        settings = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        ]
    assert settings == ["wal", 1, 1, 30_000, 1]
    await store.close()


async def test_a_database_that_is_gone_fails_the_check(postgresql: PostgreSQL) -> None:
    """`/readyz` says so; once it is back, the check succeeds."""
    store = await Store.open(postgresql.new_database(), keys=None)
    await store.check()
    postgresql.stop()
    try:
        with pytest.raises(StoreError, match="failed") as failed:
            await store.check()
    finally:
        postgresql.start()
    assert failed.value.transient
    await store.check()
    await store.close()


def test_asking_in_the_terminal_needs_no_database() -> None:
    """Neither the store nor its libraries are imported for `smallprint ask`: an answer would wait for them."""
    loaded = "import sys, adapters.terminal.main; print([name for name in ('bot.storage', 'sqlalchemy', 'alembic') if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=MIGRATIONS.parents[2])
    assert shown.stdout == "[]\n"


async def test_a_name_is_held_by_one_at_a_time(store: Store, store_url: str) -> None:
    """In one process and, on PostgreSQL, in all; whoever fails lets go of it, and other names are free meanwhile."""
    others = [store] if store_url.startswith("sqlite") else [store, await Store.open(store_url, keys=None)]
    inside: list[str] = []

    async def enter(by: Store, name: str) -> None:
        async with by.alone(name):
            assert name not in inside
            inside.append(name)
            await by.check()  # others get their turn meanwhile
            inside.remove(name)
            if name == "a":
                raise ZeroDivisionError

    ended = await asyncio.gather(*(enter(by, name) for by in others * 5 for name in ("a", "b")), return_exceptions=True)
    assert len([error for error in ended if isinstance(error, ZeroDivisionError)]) == 5 * len(others)
    assert not [error for error in ended if isinstance(error, AssertionError)]
    for other in others[1:]:
        await other.close()
