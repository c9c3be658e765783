"""Installations and their secrets, OAuth states, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import Installation, Store, StoreError, Workspace
from bot.storage.secret_keys import SecretKeys
from tests.storage.databases import Clock
from tests.storage.people import HERE, THERE
from tests.storage.rows import rows_of

OLD, NEW = "an-old-passphrase-of-the-operator", "a-new-passphrase-of-the-operator!"


def installed(place: Workspace, clock: Clock, token: str = "xoxb-very-secret") -> Installation:  # noqa: S107 - nobody's token
    """An installation as an adapter makes it."""
    return Installation(place, {"bot_token": token, "scopes": ["commands"]}, {"team": "Acme"}, clock.now)


async def test_an_installation_is_kept_and_replaced(store: Store, clock: Clock) -> None:
    """One for each workspace, the last that was saved."""
    assert await store.installations.get(HERE) is None
    await store.installations.save(installed(HERE, clock))
    assert await store.installations.get(HERE) == installed(HERE, clock)
    clock.advance(days=1)
    again = installed(HERE, clock, "xoxb-another")
    await store.installations.save(again)
    await store.installations.save(installed(THERE, clock))
    assert await store.installations.all("slack") == (again, installed(THERE, clock))
    assert await store.installations.all("discord") == ()


async def test_no_token_is_stored_in_the_clear(store: Store, clock: Clock) -> None:
    """Neither a token nor the name of a secret; what is public is."""
    await store.installations.save(installed(HERE, clock))
    stored = repr(await rows_of(store))
    assert "Acme" in stored
    assert "xoxb" not in stored
    assert "bot_token" not in stored


async def test_without_a_key_nothing_secret_is_stored(store_url: str, clock: Clock) -> None:
    """And the operator reads what to set, and how."""
    store = await Store.open(store_url, keys=None, clock=clock)
    with pytest.raises(StoreError, match=r"SMALLPRINT_SECRET_KEY is not set.*token_urlsafe"):
        await store.installations.save(installed(HERE, clock))
    assert await store.installations.all("slack") == ()
    await store.close()


async def test_a_key_is_replaced_without_a_new_installation(store_url: str, clock: Clock) -> None:
    """Opened once with both keys, the store needs only the new one from then on."""
    for keys in (OLD, f"{NEW},{OLD}", NEW):
        store = await Store.open(store_url, keys=SecretKeys.read(keys), clock=clock)
        if keys == OLD:
            await store.installations.save(installed(HERE, clock))
        assert await store.installations.get(HERE) == installed(HERE, clock)
        await store.close()


async def test_a_lost_key_is_said_and_loses_nothing(store_url: str, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    """The other workspaces go on, and with the key set again so does this one."""
    store = await Store.open(store_url, keys=SecretKeys.read(OLD), clock=clock)
    await store.installations.save(installed(HERE, clock))
    await store.close()
    store = await Store.open(store_url, keys=SecretKeys.read(NEW), clock=clock)
    await store.installations.save(installed(THERE, clock))
    with pytest.raises(StoreError, match="workspace T1 were encrypted with a key that is not among those"):
        await store.installations.get(HERE)
    assert await store.installations.all("slack") == (installed(THERE, clock),)
    assert await store.installations.unreadable() == (HERE,)
    assert "T1" in caplog.text
    await store.close()
    store = await Store.open(store_url, keys=SecretKeys.read(f"{NEW},{OLD}"), clock=clock)
    assert [found.workspace for found in await store.installations.all("slack")] == [HERE, THERE]
    await store.close()


async def test_a_state_is_consumed_once_and_in_time(store: Store, clock: Clock) -> None:
    """By whoever brings it; an invented one never."""
    state, late = await store.oauth_states.issue(600), await store.oauth_states.issue(600)
    assert state != late
    assert state not in repr(await rows_of(store))
    assert await store.oauth_states.consume(state)
    assert not await store.oauth_states.consume(state)
    assert not await store.oauth_states.consume("invented")
    assert not await store.oauth_states.consume("")
    clock.advance(minutes=10)
    assert not await store.oauth_states.consume(late)


async def test_a_note_outlives_a_restart(store_url: str, clock: Clock) -> None:
    """And the next one replaces it."""
    store = await Store.open(store_url, keys=None, clock=clock)
    assert await store.notes.get("discord commands") is None
    await store.notes.put("discord commands", "1")
    await store.notes.put("discord commands", "2")
    await store.close()
    store = await Store.open(store_url, keys=None, clock=clock)
    assert await store.notes.get("discord commands") == "2"
    assert await store.notes.get("another") is None
    await store.close()


async def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    """The database, and its folder where the store made it."""
    store = await Store.open(f"sqlite:///{tmp_path}/new/a.db", keys=None)
    await store.notes.put("a", "b")
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "new", *(tmp_path / "new").iterdir()]} == {0}
    await store.close()
