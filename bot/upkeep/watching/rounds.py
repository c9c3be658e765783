"""Check pages and keep what was found: one, or all of a base with several servers side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

from bot.storage import NOBODY, Store
from bot.upkeep.watching.check import check, in_words, is_news
from bot.upkeep.watching.cited import AGAIN, CitedPage, by_host
from bot.upkeep.watching.fetch import Fetcher
from knowledge.watched import SourceState, under_review

SERVERS_AT_ONCE = 8


async def check_and_keep(page: CitedPage, store: Store, fetcher: Fetcher, today: date) -> SourceState:
    """Check a page and keep its state; put what a curator should look at into the queue, once.

    That a page is unreachable counts only if others can be read: else it is we who are offline.
    """
    before = await store.source_states.get(page.key)
    state, read = await check(page, before, fetcher, today)
    if state.outcome == "unreachable" and not await store.source_states.any_read_since(today - AGAIN):
        state = state._replace(failures=0 if before is None else before[0].failures)
    async with store.transaction() as connection:
        await store.source_states.put(page.key, state, read, connection)
        if is_news(None if before is None else before[0], state):
            await store.queue.add(NOBODY, "source", in_words(page, state), _answer_concerned(page, state), connection=connection)
    return state


def _answer_concerned(page: CitedPage, state: SourceState) -> str:
    """Return the first answer that a change puts under review, or else the first one that cites the page."""
    answer = next((answer for answer in page.answers if under_review(answer, page.name, state)), page.answers[0])
    return f"{page.slug}/{answer.topic}"


async def check_all(
    pages: Sequence[CitedPage], store: Store, open_fetcher: Callable[[], AbstractAsyncContextManager[Fetcher]], today: date
) -> AsyncIterator[tuple[CitedPage, SourceState]]:
    """Check pages now, some servers side by side and each server's one after the other; yield each when it is done."""
    done: asyncio.Queue[tuple[CitedPage, SourceState] | None] = asyncio.Queue()
    slots = asyncio.Semaphore(SERVERS_AT_ONCE)

    async def of_server(pages_there: Sequence[CitedPage]) -> None:
        async with slots, open_fetcher() as fetcher:
            for page in pages_there:
                done.put_nowait((page, await check_and_keep(page, store, fetcher, today)))

    async def everything() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for pages_there in by_host(pages).values():
                    group.create_task(of_server(pages_there))
        finally:
            done.put_nowait(None)

    work = asyncio.create_task(everything())
    try:
        while (found := await done.get()) is not None:
            yield found
        await work
    finally:
        work.cancel()
