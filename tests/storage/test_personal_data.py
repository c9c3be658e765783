"""What is held about whom and for how long, and that deleting it leaves nothing."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table

from bot.storage import Delivery, Installation, Person, Store, Workspace, what_is_stored
from bot.storage import address as address_module
from bot.storage import database as database_module
from bot.storage.retention import retention_of
from bot.storage.tables import metadata
from bot.understanding.question import ConversationState
from tests.storage.databases import KEYS, Clock
from tests.storage.people import ANN, BOB, HER_NAMESAKE, HERE, THERE
from tests.storage.rows import fill, put, rows_of

TABLES = metadata.sorted_tables
NOW = datetime(2026, 11, 23, tzinfo=UTC)
ON_DISCORD = Person(Workspace("discord", "T1"), "U1")


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_table_says_what_it_holds_and_how_long(table: Table) -> None:
    """`privacy` has words for it; what names a person expires or is theirs to end, and what does not says when it goes."""
    retention = retention_of(table)
    assert (retention.what, retention.how_long(90)) in what_is_stored(90)
    assert len(retention.what.split()) > 4
    if retention.since is None:
        assert retention.until
        assert "person" not in table.c or retention.until.startswith("until you ")
    else:
        assert retention.since in table.c


def test_how_long_is_said_in_words() -> None:
    """The operator's own retention among them."""
    assert {"24 hours", "365 days", "7 days", "3 days"} <= {kept for _, kept in what_is_stored(3)}


async def test_forgetting_takes_every_row_that_names_a_person(store: Store, clock: Clock) -> None:
    """In every table that names people, and only those of this workspace."""
    for person in (ANN, BOB, HER_NAMESAKE, ON_DISCORD):
        tables = await fill(store, person, clock.now, "person")
    before = await rows_of(store)
    assert len(await store.personal.held_about(ANN)) == tables
    assert await store.personal.forget(ANN) == tables
    named = {"surface": "slack", "workspace": "T1", "person": "U1"}.items()
    assert await rows_of(store) == {name: [row for row in rows if not named <= row.items()] for name, rows in before.items()}
    assert await store.personal.held_about(ANN) == ()


async def test_forgetting_everywhere_stays_on_the_surface(store: Store, clock: Clock) -> None:
    """For ids that mean one person in every workspace."""
    for person in (ANN, BOB, HER_NAMESAKE, ON_DISCORD):
        tables = await fill(store, person, clock.now, "person")
    before = await rows_of(store)
    assert {rows for _, rows in await store.personal.held_about(ANN, everywhere=True)} == {2}
    assert await store.personal.forget(ANN, everywhere=True) == 2 * tables
    named = {"surface": "slack", "person": "U1"}.items()
    assert await rows_of(store) == {name: [row for row in rows if not named <= row.items()] for name, rows in before.items()}


async def test_deleting_a_workspace_takes_everything_of_it(store: Store, clock: Clock) -> None:
    """In every table, and nothing of another workspace or surface."""
    for person in (ANN, HER_NAMESAKE, ON_DISCORD):
        tables = await fill(store, person, clock.now, "workspace")
    before = await rows_of(store)
    assert await store.personal.delete_workspace(HERE) == tables
    of_it = {"surface": "slack", "workspace": "T1"}.items()
    assert await rows_of(store) == {name: [row for row in rows if not of_it <= row.items()] for name, rows in before.items()}


@pytest.mark.parametrize("table", [table for table in TABLES if "workspace" in table.c], ids=str)
async def test_a_workspace_is_known_by_whatever_is_held_of_it(store: Store, clock: Clock, table: Table) -> None:
    """A row in any table is enough; other surfaces are left out."""
    for person in (ANN, HER_NAMESAKE, ON_DISCORD):
        await put(store, table, person, clock.now)
    assert await store.personal.workspaces("slack") == {HERE, THERE}
    assert await store.personal.workspaces("discord") == {ON_DISCORD.workspace}


@pytest.mark.parametrize("table", [table for table in TABLES if retention_of(table).since], ids=str)
async def test_a_row_goes_when_its_time_is_over(store: Store, clock: Clock, table: Table) -> None:
    """With `purge`, and not before. What is counted by day goes by day; the other times are exact."""
    await put(store, table, ANN, clock.now)
    if lifetime := retention_of(table).lifetime(90):
        clock.now += lifetime - (timedelta(days=1) if table.name in {"counters", "topic_counters"} else timedelta(microseconds=1))
        assert await store.personal.purge() == 0
        clock.now = clock.now + timedelta(days=1)
    assert await store.personal.purge() == 1
    assert (await rows_of(store))[table.name] == []


async def test_what_does_not_expire_stays(store: Store, clock: Clock) -> None:
    """The installation of a workspace is not purged, however old."""
    await fill(store, ANN, clock.now, "workspace")
    clock.advance(days=4000)
    await store.personal.purge()
    assert [name for name, rows in (await rows_of(store)).items() if rows] == [
        "follows",
        "installations",
        "local_notes",
        "workspace_settings",
    ]


async def test_the_operators_retention_holds_for_what_was_sent_before(tmp_path: Path, clock: Clock) -> None:
    """Who lowers SMALLPRINT_RETENTION_DAYS need not wait for older entries; what has expired is not shown before it is purged."""
    url = f"sqlite:///{tmp_path}/a.db"
    store = await Store.open(url, keys=None, retention_days=90, clock=clock)
    entry = await store.queue.add(ANN, "question", "does it listen?")
    assert entry.expires_at == clock.now + timedelta(days=90)
    await store.close()
    clock.advance(days=30)
    store = await Store.open(url, keys=None, retention_days=30, clock=clock)
    assert await store.queue.entries(None) == ()
    assert await store.personal.purge() == 1
    await store.close()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("whole_workspace", [False, True])
async def test_nothing_is_left_in_any_file(tmp_path: Path, seed: int, *, whole_workspace: bool) -> None:
    """Neither the ids nor the words, in the database, its log or whatever else SQLite left beside it, while others' rows stay.

    The next minute's `purge` makes sure of that, also that of a process that was started since.
    """
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=KEYS)
    chance = random.Random(seed)
    people = [Person(Workspace("slack", f"TEAM-{number % 3}-"), f"PERSON-{number}-") for number in range(12)]
    await _use(store, people, chance)
    gone = chance.choice(people)
    if whole_workspace:
        await store.personal.delete_workspace(gone.workspace)
        traces = [gone.workspace.id.encode(), *(person.id.encode() for person in people if person.workspace == gone.workspace)]
    else:
        await store.personal.forget(gone)
        traces = [gone.id.encode()]
    await store.close()
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=KEYS)
    await store.personal.purge()
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert "a.db" in files
    assert [(name, trace) for name, content in files.items() for trace in traces if trace in content] == []
    kept = next(person for person in people if person.workspace != gone.workspace)
    assert await store.personal.held_about(kept)
    assert any(kept.id.encode() in content for content in files.values())
    await store.close()


async def _use(store: Store, people: list[Person], chance: random.Random) -> None:
    """Short rows and long ones, written, wiped and deleted in turn, so that SQLite moves them from page to page."""
    for number in range(160):
        person = chance.choice(people)
        key = f"{person.id}{chance.randrange(10**9)}"
        told = Delivery(person, key, {"user": person.id, "channel": "x" * chance.randrange(600)})
        await store.deliveries.claim(told)
        if chance.random() < 0.8:
            await store.deliveries.done(told, "r" * chance.randrange(50))
        await store.conversations.remember(person, f"dm-{key}", ConversationState(("zoom",) * chance.randrange(1, 30)))
        await store.counters.count(person.workspace, "zoom", "ai-training")
        await store.feedback.rate(person, f"platform-{chance.randrange(20)}/encryption", "v" * chance.randrange(1, 40), True)
        card = {"for": person.id, "words": "w" * chance.randrange(600)}
        await store.outbox.add(person, key, {"user": person.id}, card)
        if chance.random() < 0.3:
            for message in await store.outbox.due("slack"):
                await store.outbox.sent(message)
        words = f"does {person.id} in {person.workspace.id} " + "hear " * chance.choice([1, 10, 100, 3000])
        entry = await store.queue.add(person, "question", words)
        if chance.random() < 0.3:
            await store.queue.resolve(entry.id)
        if number % 40 == 39:
            await store.personal.forget(chance.choice(people))
    for person in people:
        await store.queue.add(person, "report", f"{person.id} says so")
        await store.installations.save(Installation(person.workspace, {"token": person.workspace.id}, {"team": person.workspace.id}, NOW))


async def test_a_large_file_is_not_written_anew_all_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else can be written meanwhile; what was not done is done later, also by a process that was started since."""
    monkeypatch.setattr(database_module, "REBUILD_SHARE", 1e-9)
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None)

    async def wanted_after_deleting() -> int:
        await store.queue.add(ANN, "question", "a text to be found")
        await store.personal.forget(ANN)
        await store.personal.purge()
        with closing(sqlite3.connect(tmp_path / "a.db")) as reader:
            return int(reader.execute("PRAGMA user_version").fetchone()[0])

    assert await wanted_after_deleting() == 0
    assert await wanted_after_deleting() == 1
    await store.close()
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None)
    assert await wanted_after_deleting() == 0
    await store.close()


async def test_traces_that_another_process_holds_go_with_the_next_purge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A reader keeps SQLite's log from being emptied; the rows are deleted all the same, and the log says so."""
    monkeypatch.setattr(address_module, "BUSY_SECONDS", 0)
    store = await Store.open(f"sqlite:///{tmp_path}/a.db", keys=None)
    await store.queue.add(ANN, "question", "a text to be found")
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM queue").fetchall()
        assert await store.personal.forget(ANN) == 1
        assert "wiped from its files by the next purge" in caplog.text
        reader.execute("ROLLBACK")
    assert await store.queue.entries(None) == ()
    await store.personal.purge()
    assert [path.name for path in tmp_path.iterdir() if b"a text to be found" in path.read_bytes()] == []
    await store.close()
