"""Commit one edited file where its folder is a git checkout."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from knowledge.errors import OperatorError


class GitError(OperatorError):
    """git did not commit; the message says why."""


def in_checkout(folder: Path) -> bool:
    """Return True if git keeps this folder."""
    return shutil.which("git") is not None and _git(folder, "rev-parse", "--is-inside-work-tree").returncode == 0


def commit(path: Path, message: str) -> None:
    """Commit this file and nothing else that may be staged."""
    folder = path.parent
    if not in_checkout(folder):
        raise GitError(f"{folder} is not in a git checkout, so there is nothing to commit to")
    for arguments in (["add", "--", path.name], ["commit", "--quiet", "--message", message, "--", path.name]):
        done = _git(folder, *arguments)
        if done.returncode:
            raise GitError(f"git {arguments[0]}: {(done.stderr or done.stdout).strip()}")


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607
