"""The command `smallprint knowledge due`: which answers are past their interval."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import click

from adapters.terminal.shared import FOUND_WRONG, OK, Setup, in_store
from knowledge.errors import OperatorError


@click.command("due")
@click.option("--owner", metavar="NAME", help="Only what this owner answers for.")
@click.pass_obj
def due_command(setup: Setup, owner: str | None) -> int:
    """List the answers that are due for a check, most asked first; exit 1 if there are any."""
    from bot.replies import wording
    from bot.replies.due import due_words
    from bot.upkeep.verification import due_answers

    knowledge = setup.knowledge()
    due = due_answers(knowledge, setup.today, _asked(setup), owner)
    for each in due:
        click.echo(f"{each.answer:<40} {due_words(knowledge, each)}")
    click.echo(wording.due_answers(len(due)), err=True)
    return FOUND_WRONG if due else OK


def _asked(setup: Setup) -> Mapping[tuple[str, str], int]:
    """Return how often each answer was asked for; nothing without a database, which somebody who only keeps files does not have."""
    from bot.service.settings import ServiceSettings, read
    from bot.storage.address import names_missing_file
    from bot.upkeep.verification import COUNTED_DAYS

    since = setup.today - timedelta(days=COUNTED_DAYS)
    try:
        if names_missing_file(read(ServiceSettings, setup.settings).database_url):
            return {}
        return in_store(setup, lambda store: store.counters.asked_since(since))
    except OperatorError as error:
        click.echo(f"smallprint: how often answers were asked for is not known: {error}", err=True)
        return {}
