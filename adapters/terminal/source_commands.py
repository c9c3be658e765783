"""Check the pages that answers cite, and print what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import click

from adapters.terminal.shared import FOUND_WRONG, OK
from bot.service.settings import ServiceSettings
from bot.storage import Store
from bot.upkeep.watching.check import in_words
from bot.upkeep.watching.cited import cited_pages
from bot.upkeep.watching.fetch import Fetcher
from bot.upkeep.watching.rounds import check_all
from knowledge.base import Knowledge

WORTH_A_LOOK = frozenset({"changed", "gone", "moved"})


async def check(store: Store, own: ServiceSettings, knowledge: Knowledge, slugs: Sequence[str], today: date) -> int:
    """Check the pages that these platforms' answers cite, all if none is named; return 1 if one needs a person's eyes."""
    pages = [page for page in cited_pages(knowledge) if not slugs or page.slug in slugs]
    open_fetcher = partial(Fetcher.open, own.watch_contact, allow_private=own.watch_private)
    outcomes: list[str] = []
    async for page, state in check_all(pages, store, open_fetcher, today):
        click.echo(in_words(page, state))
        outcomes.append(state.outcome)
    counts = ", ".join(f"{outcomes.count(outcome)} {outcome}" for outcome in sorted(set(outcomes)))
    click.echo(f"{len(outcomes)} page{'' if len(outcomes) == 1 else 's'} checked{f': {counts}' if counts else ''}", err=True)
    return FOUND_WRONG if WORTH_A_LOOK & set(outcomes) else OK
