"""Write files so that a crash at any moment leaves the old file or the new one, and one writer at a time."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.errors import OperatorError

LOCK = ".edits.lock"
DRAFT = ".draft"
PATIENCE = 10.0
"""Seconds to wait for somebody else's edit, which takes a second or two."""


class LockedError(OperatorError):
    """Somebody else has been editing the folder for too long."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it if the process dies. Drafts that a dead process left are taken away."""
    import fcntl  # here, because Windows has none, and only editing needs it

    with (folder / LOCK).open("a") as lock:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise LockedError(f"somebody else is editing {folder}; try again in a moment") from None
                time.sleep(0.02)
        for draft in folder.rglob(f".*{DRAFT}"):
            draft.unlink(missing_ok=True)
        yield


def write(path: Path, text: str) -> None:
    """Replace a file in one step, with its permissions kept; a link stays a link."""
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}{DRAFT}")
    with draft.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        shutil.copymode(path, draft)
    draft.replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Take a file away for good."""
    path.unlink()
    sync_folder(path.parent)


def read(path: Path) -> str | None:
    """Return a file's text with its line ends as they are, None if there is no such file."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
