"""Every test that asks for `store` or `store_url` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.databases import clock, postgresql, store

__all__ = ["clock", "postgresql", "store", "store_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of one kind and then of the other."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/smallprint.db"
    return str(request.getfixturevalue("postgresql").new_database())
