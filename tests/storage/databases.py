"""Databases to test on: a file of SQLite, or a PostgreSQL server that the tests start themselves.

A conftest that imports `clock`, `store_url` and `store` has a store on SQLite. One that overrides `store_url` as
`tests/storage/conftest.py` does, and imports `postgresql` too, has it on both.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.storage import Store
from bot.storage.secret_keys import SecretKeys
from tests.patience import HANG

KEYS = SecretKeys.read("a-passphrase-that-only-the-tests-use")


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        """Start on the day of the other tests."""
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def advance(self, **span: float) -> None:
        """Go on by so many `minutes`, `hours`, `days`."""
        self.now += timedelta(**span)


class PostgreSQL:
    """A server in a folder of its own, on a Unix socket in it; it listens on no port."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Make the cluster and start the server, as user postgres where the tests run as root, which PostgreSQL refuses."""
        self._programs = programs
        self.folder = folder
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._databases = count()
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", f"--pgdata={folder}/data")
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        wait = ("--wait", f"--timeout={HANG:.0f}")
        self._run("pg_ctl", "start", *wait, f"--pgdata={self.folder}/data", f"--log={self.folder}/log", f"--options={options}")

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{next(self._databases)}"
        self._run("createdb", f"--host={self.folder}", "--username=postgres", name)
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def stop(self) -> None:
        """Stop the server at once, as in a crash: every connection is lost."""
        self._run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={self.folder}/data")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments], user=self._user, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, timeout=HANG
        )


def find_postgresql() -> Path | None:
    """The folder with the server's programs: Debian keeps them beside PATH."""
    asked = shutil.which("pg_config")
    folders = [Path(subprocess.check_output([asked, "--bindir"], text=True).strip())] if asked else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    folders += [Path(on_path).parent] if on_path else []
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A running PostgreSQL; the test is skipped where none is installed, and fails where CI should have installed it."""
    programs = find_postgresql()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL server; CI has to install Debian's package postgresql")
        pytest.skip("no PostgreSQL server is installed")
    # Not pytest's own folder: only root may enter it, and the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="smallprint-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        server = PostgreSQL(programs, Path(folder))
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def clock() -> Clock:
    """The clock of the store."""
    return Clock()


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    """The URL of an empty database."""
    return f"sqlite:///{tmp_path}/smallprint.db"


@pytest.fixture
async def store(store_url: str, clock: Clock) -> AsyncIterator[Store]:
    """An open, empty store."""
    opened = await Store.open(store_url, keys=KEYS, clock=clock)
    yield opened
    await opened.close()
