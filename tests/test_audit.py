"""A known hole fails the audit; a network without the advisories does not, and is said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.audit import read

SOUND: dict[str, Any] = {"name": "rich", "version": "14.0", "vulns": []}
HOLED = {"name": "aiohttp", "version": "3.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1"]}, {"id": "PYSEC-2", "fix_versions": []}]}
SKIPPED = {"name": "uvloop", "skip_reason": "Dependency not found on PyPI"}


def _report(*dependencies: dict[str, Any]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_a_known_hole_fails_and_is_named() -> None:
    """Also beside dependencies that could not be asked about."""
    outcome = read(_report(SOUND, HOLED, SKIPPED))
    assert outcome.found
    assert outcome.lines == (
        "aiohttp 3.0: PYSEC-1, mended in 3.1",
        "aiohttp 3.0: PYSEC-2, mended in no version yet",
        "2 of 3 dependencies audited, 2 known holes; the others: Dependency not found on PyPI",
    )


def test_without_holes_it_passes() -> None:
    """And says how much was audited."""
    assert read(_report(SOUND)) == (("1 of 1 dependencies audited, 0 known holes",), False)


@pytest.mark.parametrize(
    ("report", "trouble", "said"), [("", "Traceback\nConnectionError: no", "ConnectionError: no"), ("{}", "", "no word")]
)
def test_what_could_not_be_asked_is_said_and_fails_nothing(report: str, trouble: str, said: str) -> None:
    """No check of a change depends on a network."""
    outcome = read(report, trouble)
    assert not outcome.found
    assert said in outcome.lines[0]
