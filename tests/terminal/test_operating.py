"""The commands for what failed and for the keys, on databases of both kinds of trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click import UsageError
from click.testing import Result

from bot.storage import Installation, Person, Store, Workspace
from bot.storage.secret_keys import SecretKeys
from tests.terminal import running

OLD, NEW = "an-old-passphrase-of-the-operator", "a-new-passphrase-of-the-operator!"
TEAM = Workspace("slack", "T1")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database of its own."""
    return f"sqlite:///{tmp_path}/s.db"


def run(url: str, *arguments: str, key: str = "") -> Result:
    """Run a command on a database."""
    return running.run({"DATABASE_URL": url, "SMALLPRINT_SECRET_KEY": key}, *arguments)


def in_store(url: str, do: Callable[[Store], Awaitable[None]], key: str = "") -> None:
    """Do something in the store while no command runs."""

    async def opened() -> None:
        store = await Store.open(url, keys=SecretKeys.read(key) if key else None)
        await do(store)
        await store.close()

    asyncio.run(opened())


async def _fail_both(store: Store) -> None:
    await store.outbox.add(Person(TEAM, "U7"), "K1", {"channel": "D7"}, {"text": "Zoom changed its terms."})
    await store.jobs.add("check-sources", {"host": "zoom.example"}, key="zoom.example")
    [message], [job] = await store.outbox.due("slack"), await store.jobs.due(["check-sources"])
    await store.outbox.failed(message, final=True)
    await store.jobs.failed(job, final=True)


def test_nothing_to_do_is_said(url: str) -> None:
    """And nothing is wrong with that."""
    shown = run(url, "jobs")
    assert shown.return_value == 0
    assert shown.stdout == "0 jobs and 0 messages wait; 0 jobs and 0 messages failed for good\n"


def test_what_failed_for_good_is_listed_and_tried_once_more(url: str) -> None:
    """All of it or by name; without telling what a message says, or to whom it was to go."""
    in_store(url, _fail_both)
    shown = run(url, "jobs")
    assert shown.return_value == 1
    assert "job-1  failed after 1 attempt" in shown.stdout
    assert '{"host": "zoom.example"}' in shown.stdout
    assert "message-1  failed after 1 attempt, slack T1" in shown.stdout
    assert "jobs retry" in shown.stderr
    assert "changed its terms" not in shown.output
    assert "7" not in shown.stdout.split("message-1")[1].split("\n")[0]
    assert run(url, "jobs", "retry", "message-1").stdout == "message-1 is tried again within a minute\n"
    assert run(url, "jobs", "retry").stdout == "job-1 is tried again within a minute\n"
    assert run(url, "jobs").return_value == 0

    async def due_again(store: Store) -> None:
        [message], [job] = await store.outbox.due("slack"), await store.jobs.due(["check-sources"])
        assert message.attempts > 1  # so that the surface looks first whether it arrived
        assert message.card == {"text": "Zoom changed its terms."}
        assert job.payload == {"host": "zoom.example"}

    in_store(url, due_again)


@pytest.mark.parametrize("name", ["job-1", "message-9"])
def test_what_did_not_fail_is_not_tried_again(url: str, name: str) -> None:
    """By its name."""
    refused = run(url, "jobs", "retry", name)
    assert refused.return_value == 1
    assert name in refused.stderr


@pytest.mark.parametrize("name", ["job", f"job-{9**20}", "notice-1", "job-x"])
def test_a_name_that_is_none_is_said_to_be_none(url: str, name: str) -> None:
    """With what names look like."""
    refused = run(url, "jobs", "retry", name)
    assert isinstance(refused.exception, UsageError)
    assert f"{name} is no name" in refused.exception.message


def test_a_key_is_replaced_by_a_command(url: str) -> None:
    """Then the old one can go; before that, the command says which tokens it still holds."""

    async def install(store: Store) -> None:
        await store.installations.save(Installation(TEAM, {"bot_token": "xoxb-1"}, {}, datetime.now(UTC)))

    in_store(url, install, OLD)
    lost = run(url, "keys", "rotate", key=NEW)
    assert lost.return_value == 1
    assert "slack T1" in lost.stderr
    rotated = run(url, "keys", "rotate", key=f"{NEW},{OLD}")
    assert rotated.return_value == 0
    assert "tokens of 1 installations were encrypted anew" in rotated.stdout
    assert run(url, "keys", "rotate", key=NEW).return_value == 0

    async def read(store: Store) -> None:
        found = await store.installations.get(TEAM)
        assert found is not None
        assert found.secrets == {"bot_token": "xoxb-1"}

    in_store(url, read, NEW)
    assert OLD not in lost.output + rotated.output


def test_without_a_key_there_is_nothing_to_replace(url: str) -> None:
    """The word says how to make one."""
    refused = run(url, "keys", "rotate")
    assert refused.return_value == 1
    assert "token_urlsafe" in refused.stderr
