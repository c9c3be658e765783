"""What moderators set: kept for each workspace alone, gone with it."""

from __future__ import annotations

from bot.storage import Store
from tests.storage.people import HERE, THERE


async def test_settings_are_kept_for_each_workspace_alone(store: Store) -> None:
    """The last ones count."""
    assert await store.workspace_settings.get(HERE) == {}
    await store.workspace_settings.put(HERE, {"silent": True})
    await store.workspace_settings.put(HERE, {"channels": ["1", "2"]})
    assert await store.workspace_settings.get(HERE) == {"channels": ["1", "2"]}
    assert await store.workspace_settings.get(THERE) == {}


async def test_settings_go_when_they_are_empty_and_with_their_workspace(store: Store) -> None:
    """Nothing is left behind."""
    await store.workspace_settings.put(HERE, {"silent": True})
    await store.workspace_settings.put(HERE, {})
    assert await store.personal.delete_workspace(HERE) == 0
    await store.workspace_settings.put(HERE, {"silent": True})
    assert await store.personal.delete_workspace(HERE) == 1
    assert await store.workspace_settings.get(HERE) == {}
