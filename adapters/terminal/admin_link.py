"""The command `smallprint admin-link`: let an admin in on the web pages."""

from __future__ import annotations

import asyncio
import getpass
import re
from collections.abc import Mapping

import click

from adapters.terminal.shared import FOUND_WRONG, OK
from adapters.web.admin.one_time_links import issue_link, read_person
from bot.service.settings import ServiceSettings, SettingsError, read
from bot.storage import Person, Store, StoreError
from bot.upkeep.admins import OPERATOR

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what to open for what the service listens on


def print_link(settings: Mapping[str, str], name: str | None, person: str | None, minutes: int) -> int:
    """Print a link, and how long it is good; the result is the exit status."""
    signed_in = _person(name, person)
    try:
        own = read(ServiceSettings, settings)
        path = asyncio.run(_issue(own.database_url, signed_in, minutes * 60))
    except (SettingsError, StoreError) as error:
        click.echo(f"smallprint: {error}", err=True)
        return FOUND_WRONG
    click.echo((own.public_url or f"http://{EVERYWHERE.get(own.host, own.host)}:{own.port}") + path)
    click.echo(f"Good once, for {minutes} minutes, while `smallprint serve` runs. Whoever opens it signs in as {signed_in.id}.", err=True)
    return OK


def _person(name: str | None, person: str | None) -> Person:
    if person is None:
        chosen = name or re.sub(r"[^A-Za-z0-9._-]", "-", getpass.getuser())
        found = read_person(f"{OPERATOR}/{chosen}")
        if found is None:
            raise click.UsageError("--name is at most 64 letters, digits, dots, hyphens and underscores, for example ann")
        return found
    if name is not None:
        raise click.UsageError("--for names the person already; leave out --name")
    found = read_person(person)
    if found is None or found.workspace == OPERATOR:
        raise click.UsageError("--for is slack:TEAM/USER or discord:SERVER/USER, by their ids, for example slack:T0123/U0456")
    return found


async def _issue(database_url: str, person: Person, seconds: int) -> str:
    store = await Store.open(database_url, keys=None)
    try:
        return await issue_link(store, person, seconds)
    finally:
        await store.close()
