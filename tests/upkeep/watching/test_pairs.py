"""Sixty pairs of versions of a page, replayed by a server: what is a change, and what is none."""

from __future__ import annotations

import re
from datetime import date

from bot.upkeep.watching.check import check
from bot.upkeep.watching.cited import CitedPage
from bot.upkeep.watching.fetch import Fetcher, Limits
from knowledge.watched import parts_of
from tests.fakes.pages import server
from tests.fakes.pages.pairs import Pair, pairs

FIRST, LATER = date(2026, 11, 23), date(2026, 11, 30)
MOST_FALSE_ALARMS = 1


async def test_changes_of_the_cited_section_are_told_from_all_others() -> None:
    """No miss, and at most one false alarm; each change is shown with its words."""
    all_pairs = list(pairs())
    assert sum(pair.changed for pair in all_pairs) == len(all_pairs) / 2 == 30
    async with server.running() as site, Fetcher.open(limits=Limits(pause=0), allow_private=True) as fetcher:
        missed, false_alarms = [], []
        for number, pair in enumerate(all_pairs):
            path = f"/{number}"
            page = CitedPage("merle", "terms", site.address + path, parts_of(pair.section), ())
            site.pages[path] = pair.before
            before = await check(page, None, fetcher, FIRST)
            assert before[0].outcome == "unchanged", pair.name
            assert not before[1].not_found, pair.name
            site.pages[path] = pair.after
            after, _ = await check(page, before, fetcher, LATER)
            assert after.outcome in {"changed", "unchanged"}, pair.name
            if pair.changed and after.outcome == "unchanged":
                missed.append(pair.name)
            elif not pair.changed and after.outcome == "changed":
                false_alarms.append(f"{pair.name}: {after.diff}")
            elif pair.changed:
                assert re.search("^[-+] |no such section", after.diff, re.MULTILINE), pair.name
                assert (after.since, after.unchanged_since) == (LATER, LATER), pair.name
            else:
                assert (after.since, after.unchanged_since) == (FIRST, FIRST), pair.name
    assert not missed
    assert len(false_alarms) <= MOST_FALSE_ALARMS, false_alarms


def test_the_same_page_is_never_a_change() -> None:
    """Each version has different bytes, or the pairs would test nothing."""
    assert all(pair.before != pair.after for pair in pairs() if isinstance(pair, Pair))
