"""Every test that asks for `store` or `store_url` runs on SQLite and on PostgreSQL; and a small base that changes."""

from __future__ import annotations

from tests.storage.conftest import clock, postgresql, store, store_url

__all__ = ["clock", "postgresql", "store", "store_url"]
