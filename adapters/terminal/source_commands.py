"""The commands under `smallprint sources`, for those who keep the answers true."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from adapters.terminal.shared import FOUND_WRONG, OK
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.storage import Store, StoreError
from bot.upkeep.watching.check import in_words
from bot.upkeep.watching.cited import CitedPage, cited_pages
from bot.upkeep.watching.fetch import Fetcher
from bot.upkeep.watching.rounds import check_all
from knowledge.base import Knowledge

WORTH_A_LOOK = frozenset({"changed", "gone", "moved"})


def check(settings: Mapping[str, str], knowledge: Knowledge, slugs: Sequence[str], today: date) -> int:
    """Check the pages that these platforms' answers cite, all if none is named; return 1 if one needs a person's eyes."""
    pages = [page for page in cited_pages(knowledge) if not slugs or page.slug in slugs]
    try:
        return asyncio.run(_check(read(ServiceSettings, settings), pages, today))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG


async def _check(own: ServiceSettings, pages: Sequence[CitedPage], today: date) -> int:
    store = await Store.open(own.database_url, keys=secret_keys(own), retention_days=own.retention_days)
    outcomes: list[str] = []
    try:
        open_fetcher = partial(Fetcher.open, own.watch_contact, allow_private=own.watch_private)
        async for page, state in check_all(pages, store, open_fetcher, today):
            print(in_words(page, state), flush=True)
            outcomes.append(state.outcome)
    finally:
        await store.close()
    counts = ", ".join(f"{outcomes.count(outcome)} {outcome}" for outcome in sorted(set(outcomes)))
    print(f"{len(outcomes)} page{'' if len(outcomes) == 1 else 's'} checked{f': {counts}' if counts else ''}", file=sys.stderr)
    return FOUND_WRONG if WORTH_A_LOOK & set(outcomes) else OK
