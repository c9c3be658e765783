"""Look at a cited page, and say what became of it since a person confirmed what it says."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from bot.storage import SourceRead
from bot.upkeep.watching.cited import CitedPage
from bot.upkeep.watching.compare import difference, same, words_of
from bot.upkeep.watching.extract import Block, UnreadableError, main_blocks
from bot.upkeep.watching.fetch import NOTHING_KNOWN, FetchedPage, Fetcher, FetchError, Known
from bot.upkeep.watching.sections import find_part
from knowledge.watched import AWAY, FAILURES_TOLD, READ, WHOLE, Outcome, SourceState, under_review

Found = tuple[SourceState, SourceRead]
CONDITIONAL: frozenset[Outcome] = frozenset({"unchanged", "moved"})
"""After these a server is asked for the page only if it changed."""


async def check(page: CitedPage, before: Found | None, fetcher: Fetcher, today: date) -> Found:
    """Fetch a page and compare its cited parts with what was read before."""
    try:
        fetched = await fetcher.fetch(page.url, _known(page, before))
        if before is not None and fetched.text is None:
            return before[0]._replace(last_checked=today, failures=0), before[1]
        blocks = await asyncio.to_thread(main_blocks, fetched.text or "")
    except FetchError as error:
        return _failed(before, error.outcome, str(error), today)
    except UnreadableError as error:
        return _failed(before, "unreadable", str(error), today)
    return _compared(page, before, blocks, fetched, today)


def is_news(before: SourceState | None, after: SourceState) -> bool:
    """Return True if a check found something that a curator should look at and does not know yet."""
    if after.outcome in AWAY:
        return after.failures == FAILURES_TOLD
    if after.outcome not in {"changed", "moved"}:
        return False
    return before is None or (before.outcome, before.since, before.diff) != (after.outcome, after.since, after.diff)


def in_words(page: CitedPage, state: SourceState) -> str:
    """Say in one line, and with what changed below it, what became of a page."""
    line = f"{page.slug}/{page.name}: {state.outcome}{f' ({state.says})' if state.says else ''} since {state.since}, {page.url}"
    return f"{line}\n{state.diff}" if state.diff else line


def _known(page: CitedPage, before: Found | None) -> Known:
    """Return what makes the request conditional; nothing if the page has to be read in any case."""
    if before is None or before[0].outcome not in CONDITIONAL or not set(page.parts) <= set(before[1].digests):
        return NOTHING_KNOWN
    return Known(before[1].etag, before[1].last_modified)


def _failed(before: Found | None, outcome: Outcome, says: str, today: date) -> Found:
    """Return the state after a page could not be read; a change that waits for a person stays."""
    if before is None:
        return SourceState(outcome, today, today, says=says, failures=1), SourceRead()
    state, read = before
    if state.outcome == "changed":
        return state._replace(last_checked=today, failures=state.failures + 1), read
    failures = 1 if state.outcome in READ else state.failures + 1
    since = state.since if state.outcome == outcome else today
    return state._replace(outcome=outcome, since=since, last_checked=today, says=says, failures=failures), read


def _compared(page: CitedPage, before: Found | None, blocks: Sequence[Block], fetched: FetchedPage, today: date) -> Found:
    state, read = before if before is not None else (None, SourceRead())
    whole = find_part(WHOLE, blocks) or ""
    here = {part: find_part(part, blocks) for part in page.parts}
    digests = {part: _digest(whole if part in read.not_found else text) for part, text in here.items()}
    known_before = state is not None and all(read.digests.get(part) == digest for part, digest in digests.items())
    known_since = state.unchanged_since if state is not None and known_before else None
    confirmed, not_found = dict(read.confirmed), list(read.not_found)
    if state is not None and state.outcome == "changed" and known_before and not _waits(page, state):
        confirmed, not_found = {}, []
    for part in set(page.parts) - set(confirmed):
        text = here[part]
        confirmed[part] = whole if text is None else text
        if text is None:
            not_found.append(part)
    digests = {part: _digest(whole if part in not_found else text) for part, text in here.items()}
    now = {part: whole if part in not_found else text for part, text in here.items()}
    read = SourceRead(
        {part: confirmed[part] for part in page.parts}, [part for part in page.parts if part in not_found], digests, *fetched.known
    )
    changed = _changed(read.confirmed, now)
    unchanged_since = known_since or today
    outcome: Outcome = "changed" if changed else "moved" if fetched.moved_to else "unchanged"
    since = unchanged_since if changed else state.since if state is not None and state.outcome == outcome else today
    says = f"to {fetched.moved_to}" if outcome == "moved" else ""
    return SourceState(outcome, since, today, unchanged_since, "\n".join(changed.values()), tuple(changed), says), read


def _waits(page: CitedPage, state: SourceState) -> bool:
    """Return True as long as an answer that cites what changed was not verified since."""
    return any(under_review(answer, page.name, state) for answer in page.answers)


def _changed(confirmed: Mapping[str, str], now: Mapping[str, str | None]) -> dict[str, str]:
    """Return the parts that changed, each with the difference in words."""
    changed: dict[str, str] = {}
    for part, before in confirmed.items():
        after, title = now[part], part or "the whole text"
        if after is None:
            changed[part] = f"{title}: there is no such section any more"
        elif not same(before, after):
            changed[part] = f"{title}:\n{difference(before, after)}"
    return changed


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(" ".join(words_of(text)).encode()).hexdigest()[:32]
