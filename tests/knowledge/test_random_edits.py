"""Edits of every kind at random leave files that load; a process that dies at any moment loses none (more by `benchmarks.edits`)."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from benchmarks.edits import edit_at_random, kill_at_random


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_leave_files_without_a_mistake(tmp_path: Path, seed: int) -> None:
    """What would bring one in is refused, and enough is not."""
    done = edit_at_random(60, seed, tmp_path)
    assert sum(done[kind] for kind in ("set", "verify", "new", "alias", "phrase", "undo")) > 10
    assert done["refused by the linter"] > 0


def test_a_killed_editor_loses_nothing(tmp_path: Path) -> None:
    """No file is broken, every confirmed edit is in its file and in the trail."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking, from Python 3.12 on, where other tests left threads
        assert kill_at_random(30, 7, tmp_path / "base").confirmed > 20
