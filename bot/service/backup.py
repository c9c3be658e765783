"""Back up and restore: the database and the operator's own knowledge folders, in one file.

A backup is a tar archive with gzip: `manifest.json`, the database as `database.sqlite` or `database.dump` (the custom format of
pg_dump), and under `knowledge/0`, `knowledge/1` … the folders of SMALLPRINT_KNOWLEDGE in their order. It holds no secret key:
access tokens stay encrypted in it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL

from bot.storage import Store, StoreError
from bot.storage.address import read_address
from bot.storage.secret_keys import SecretKeys
from knowledge.errors import OperatorError

FORMAT = 1
MANIFEST, KNOWLEDGE = "manifest.json", "knowledge"
DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
OWNER_ONLY = 0o600


class BackupError(OperatorError):
    """A backup cannot be made or restored; the message says why, and what to do."""


class Manifest(NamedTuple):
    """The description in a backup. `database` is sqlite or postgresql, `folders` how many knowledge folders it holds."""

    format: int
    version: str
    made_at: str
    database: str
    folders: int


def back_up(database_url: str, folders: Sequence[Path], file: Path) -> Manifest:
    """Write a backup of the database, while it is in use, and of the folders; BackupError or StoreError if that cannot be done."""
    url = read_address(database_url)
    backend = url.get_backend_name()
    manifest = Manifest(FORMAT, version("smallprint"), datetime.now(UTC).isoformat(timespec="seconds"), backend, len(folders))
    if file.exists():
        raise BackupError(f"{file} exists already; name another file, so that no backup is overwritten")
    with tempfile.TemporaryDirectory(dir=_existing(file.parent)) as name:
        scratch = Path(name)
        (scratch / MANIFEST).write_text(json.dumps(manifest._asdict(), indent=1), encoding="utf-8")
        dump = scratch / DATABASES[backend]
        _copy_sqlite(Path(str(url.database)), dump) if backend == "sqlite" else _dump_postgresql(url, dump)
        archive = scratch / "backup"
        with tarfile.open(archive, "w:gz") as packed:
            packed.add(scratch / MANIFEST, MANIFEST)
            packed.add(dump, dump.name)
            for number, folder in enumerate(folders):
                packed.add(folder, f"{KNOWLEDGE}/{number}")
        archive.chmod(OWNER_ONLY)
        archive.rename(file)
    return manifest


def restore(file: Path, database_url: str, folders: Sequence[Path], keys: SecretKeys | None) -> Manifest:
    """Restore a backup into a database that is empty and folders that are missing or empty, and bring the tables up to date.

    Nothing that is there is overwritten; BackupError or StoreError says what is in the way.
    """
    url = read_address(database_url)
    backend = url.get_backend_name()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        manifest = _unpack(file, scratch)
        if manifest.database != backend:
            kinds = f"the backup is of {NAMES[manifest.database]}, DATABASE_URL names {NAMES[backend]}"
            raise BackupError(f"{kinds}; set it to one of the same kind")
        if manifest.folders != len(folders):
            raise BackupError(
                f"the backup holds {manifest.folders} knowledge folders, SMALLPRINT_KNOWLEDGE names {len(folders)}; "
                "set it to as many new folders, with : between"
            )
        for folder in folders:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise BackupError(f"{folder} is not empty; let SMALLPRINT_KNOWLEDGE name a new folder")
        dump = scratch / DATABASES[backend]
        _restore_sqlite(dump, Path(str(url.database)), keys) if backend == "sqlite" else _restore_postgresql(dump, url, keys)
        for number, folder in enumerate(folders):
            shutil.copytree(scratch / KNOWLEDGE / str(number), folder, dirs_exist_ok=True)
    return manifest


async def bring_up_to_date(database_url: str, keys: SecretKeys | None) -> None:
    """Run the migrations that a database of an earlier version lacks; StoreError if a newer one wrote it."""
    await (await Store.open(database_url, keys=keys)).close()


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise BackupError(f"there is no folder {folder}; make it first")
    return folder


def _unpack(file: Path, scratch: Path) -> Manifest:
    """Unpack a backup, and return its manifest."""
    try:
        with tarfile.open(file, "r:gz") as packed:
            packed.extractall(scratch, filter="data")
        manifest = Manifest(**json.loads((scratch / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, tarfile.TarError, EOFError, ValueError, TypeError) as error:
        raise BackupError(f"{file} cannot be read as a backup of Smallprint ({error})") from None
    if manifest.format != FORMAT or manifest.database not in DATABASES:
        raise BackupError(f"{file} was made by a newer Smallprint ({manifest.version}); update Smallprint first")
    return manifest


def _copy_sqlite(path: Path, copy: Path) -> None:
    if not path.exists():
        raise BackupError(f"there is no database {path} yet; `smallprint serve` makes it")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise BackupError(f"the database {path} cannot be copied: {error}") from None


def _restore_sqlite(dump: Path, path: Path, keys: SecretKeys | None) -> None:
    if path.exists():
        raise BackupError(f"there is a database {path} already; move it away, or let DATABASE_URL name a new file")
    asyncio.run(bring_up_to_date(f"sqlite:///{dump}", keys))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _copy_sqlite(dump, path)
    path.chmod(OWNER_ONLY)


def _dump_postgresql(url: URL, dump: Path) -> None:
    _run_tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")


def _restore_postgresql(dump: Path, url: URL, keys: SecretKeys | None) -> None:
    if asyncio.run(_has_tables(url)):
        raise BackupError("the database that DATABASE_URL names has tables already; make a new one with createdb and name that")
    _run_tool("pg_restore", url, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(dump))
    asyncio.run(bring_up_to_date(url.render_as_string(hide_password=False), keys))


def _run_tool(tool: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's tools; the password goes by the environment, which other users of the machine cannot see."""
    found = shutil.which(tool)
    if found is None:
        raise BackupError(f"{tool} is not installed; it comes with PostgreSQL's client programs (Debian: postgresql-client)")
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603 - the tool was found on the path, and no shell reads its arguments
        [found, f"--dbname={address}", *arguments], env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()}")


async def _has_tables(url: URL) -> bool:
    try:
        connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), timeout=10)
    except (asyncpg.PostgresError, OSError) as error:
        raise StoreError(f"the database that DATABASE_URL names does not answer: {error}") from None
    try:
        return bool(await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"))
    finally:
        await connection.close()
