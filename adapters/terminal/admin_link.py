"""The command `smallprint admin-link`: let an admin in on the web pages."""

from __future__ import annotations

import getpass
import re
from functools import partial

import click

from adapters.terminal.shared import Setup, in_store
from adapters.web.admin.one_time_links import issue_link, read_person
from bot.service.settings import ServiceSettings, read
from bot.storage import Person
from bot.upkeep.admins import OPERATOR

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what to open for what the service listens on


def print_link(setup: Setup, name: str | None, person: str | None, minutes: int) -> None:
    """Print a link, and how long it is good."""
    signed_in = _person(name, person)
    path = in_store(setup, partial(issue_link, person=signed_in, seconds=minutes * 60))
    own = read(ServiceSettings, setup.settings)
    click.echo((own.public_url or f"http://{EVERYWHERE.get(own.host, own.host)}:{own.port}") + path)
    click.echo(f"Good once, for {minutes} minutes, while `smallprint serve` runs. Whoever opens it signs in as {signed_in.id}.", err=True)


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
