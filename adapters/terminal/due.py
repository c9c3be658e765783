"""The command `smallprint knowledge due`: which answers are past their interval."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import click

from adapters.terminal.shared import Setup

FOUND_WRONG = 1


@click.command("due")
@click.option("--owner", metavar="NAME", help="Only what this owner answers for.")
@click.pass_obj
def due_command(setup: Setup, owner: str | None) -> int:
    """List the answers that are due for a check, most asked first; exit 1 if there are any."""
    from bot.replies import wording
    from bot.replies.due import due_words
    from bot.upkeep.verification import COUNTED_DAYS, due_answers

    knowledge = setup.knowledge()
    asked = asyncio.run(_asked(setup.settings, setup.today - timedelta(days=COUNTED_DAYS)))
    due = due_answers(knowledge, setup.today, asked, owner)
    for each in due:
        click.echo(f"{each.answer:<40} {due_words(knowledge, each)}")
    click.echo(wording.due_answers(len(due)), err=True)
    return FOUND_WRONG if due else 0


async def _asked(settings: Mapping[str, str], since: date) -> Mapping[tuple[str, str], int]:
    """Return how often each answer was asked for; nothing without a database, which somebody who only keeps files does not have."""
    from bot.service.settings import ServiceSettings, SettingsError, read
    from bot.storage import Store, StoreError
    from bot.storage.address import names_missing_file

    try:
        own = read(ServiceSettings, settings)
        if names_missing_file(own.database_url):
            return {}
        store = await Store.open(own.database_url, keys=None)
        try:
            return await store.counters.asked_since(since)
        finally:
            await store.close()
    except (SettingsError, StoreError) as error:
        click.echo(f"smallprint: how often answers were asked for is not known: {error}", err=True)
        return {}
