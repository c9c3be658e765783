"""The notes of a release come from the changelog, and there is none without them."""

from __future__ import annotations

import pytest

from benchmarks.release import notes, version

CHANGELOG = """# Changelog

## Unreleased

### Added
- A bell.

## 0.1.0 (1 May 2026)

- First.

## 0.0.9
"""


def test_the_notes_are_the_section_of_the_version() -> None:
    """What is unreleased, as long as it has none."""
    assert notes(CHANGELOG, "0.1.0") == "- First."
    assert notes(CHANGELOG, "0.2.0") == "### Added\n- A bell."


def test_a_release_without_notes_is_refused() -> None:
    """With what to do."""
    with pytest.raises(ValueError, match=r"CHANGELOG\.md has no section 0\.3\.0"):
        notes("# Changelog\n\n## Unreleased\n\n## 0.1.0\n- First.\n", "0.3.0")


def test_the_version_is_that_of_the_project() -> None:
    """As the wheel names it."""
    assert version().count(".") == 2
