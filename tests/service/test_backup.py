"""Backup and restore, by the command: what was stored and edited is there again, and nothing that is there is overwritten."""

from __future__ import annotations

import asyncio
import stat
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import Result

from bot.storage import Person, Store, Workspace
from tests.storage.databases import PostgreSQL, postgresql
from tests.terminal.running import run

__all__ = ["postgresql"]
ANN = Person(Workspace("slack", "T1"), "U1")
KEY = {"SMALLPRINT_SECRET_KEY": "a-passphrase-that-only-the-tests-use"}


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two empty databases of one kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/one.db", f"sqlite:///{tmp_path}/elsewhere/two.db"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database(), server.new_database()


async def _report(url: str, text: str) -> None:
    store = await Store.open(url, keys=None)
    await store.queue.add(ANN, "report", text, "zoom/ai-training", "12345678")
    await store.close()


async def _reports(url: str) -> list[str]:
    store = await Store.open(url, keys=None)
    entries = await store.queue.entries(None)
    await store.close()
    return [entry.text for entry in entries]


def _run(command: str, settings: dict[str, str], folders: Sequence[Path], file: Path) -> Result:
    return run({**settings, "SMALLPRINT_KNOWLEDGE": ":".join(map(str, folders))}, command, str(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with a file."""
    folder = tmp_path / "ours"
    (folder / "platforms").mkdir(parents=True)
    (folder / "platforms" / "acme.toml").write_text('slug = "acme"  # ours\n', encoding="utf-8")
    return folder


def test_what_was_stored_is_there_again(databases: tuple[str, str], folder: Path, tmp_path: Path) -> None:
    """Rows, files and comments come back in a new place."""
    one, two = databases
    asyncio.run(_report(one, "the date is wrong"))
    file = tmp_path / "backup.tar.gz"
    assert _run("backup", {"DATABASE_URL": one, **KEY}, [folder], file).return_value == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    asyncio.run(_report(one, "written after the backup"))
    restored = tmp_path / "restored"
    assert _run("restore", {"DATABASE_URL": two, **KEY}, [restored], file).return_value == 0
    assert asyncio.run(_reports(two)) == ["the date is wrong"]
    assert (restored / "platforms" / "acme.toml").read_text(encoding="utf-8") == 'slug = "acme"  # ours\n'


def test_nothing_that_is_there_is_overwritten(databases: tuple[str, str], folder: Path, tmp_path: Path) -> None:
    """A database with tables, a folder with files and a backup of the same name each stay, and the message says so."""
    one, two = databases
    asyncio.run(_report(one, "first"))
    file = tmp_path / "backup.tar.gz"
    assert _run("backup", {"DATABASE_URL": one}, [folder], file).return_value == 0
    refused = _run("backup", {"DATABASE_URL": one}, [folder], file)
    assert refused.return_value == 1
    assert "exists already" in refused.stderr
    asyncio.run(_report(two, "of somebody else"))
    refused = _run("restore", {"DATABASE_URL": two}, [tmp_path / "new"], file)
    assert refused.return_value == 1
    assert "already" in refused.stderr
    assert asyncio.run(_reports(two)) == ["of somebody else"]
    assert not (tmp_path / "new").exists()
    refused = _run("restore", {"DATABASE_URL": two}, [folder], file)
    assert refused.return_value == 1
    assert "is not empty" in refused.stderr


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    """Rubbish, an archive of something else and a path out of the folder restore nothing."""
    rubbish = tmp_path / "rubbish"
    rubbish.write_bytes(b"no archive")
    outside = tmp_path / "outside.tar.gz"
    with tarfile.open(outside, "w:gz") as packed:
        packed.add(rubbish, "../escaped")
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    for file in (rubbish, outside):
        refused = _run("restore", settings, [], file)
        assert refused.return_value == 1
        assert "cannot be read as a backup" in refused.stderr
    assert not (tmp_path / "new.db").exists()
    assert not (tmp_path.parent / "escaped").exists()


def test_a_backup_of_a_newer_database_is_refused(tmp_path: Path) -> None:
    """Its tables are at a step that this version does not know: nothing is put in place."""
    import sqlite3
    from contextlib import closing

    path = tmp_path / "one.db"
    asyncio.run(_report(f"sqlite:///{path}", "first"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    file = tmp_path / "backup.tar.gz"
    assert _run("backup", {"DATABASE_URL": f"sqlite:///{path}"}, [], file).return_value == 0
    refused = _run("restore", {"DATABASE_URL": f"sqlite:///{tmp_path}/two.db"}, [], file)
    assert refused.return_value == 1
    assert "newer Smallprint" in refused.stderr
    assert not (tmp_path / "two.db").exists()
