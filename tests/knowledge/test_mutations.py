"""Files damaged at random are reported, never a traceback. `make fuzz` runs 20,000 of them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.fuzz import mutate_and_check


def test_damaged_files_are_reported_with_file_and_line(small_base: Path) -> None:
    """Whatever is cut, doubled, swapped or overwritten."""
    reports = mutate_and_check(small_base / "platforms" / "parlour.toml", count=400, seed=7)
    assert reports.findings > reports.files / 2
    assert reports.unplaced == []
