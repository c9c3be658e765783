"""Sixty pairs of versions of a page, replayed by a server: what is a change, and what is none."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.upkeep.watching.check import check
from bot.upkeep.watching.cited import CitedPage
from bot.upkeep.watching.compare import same
from bot.upkeep.watching.extract import main_blocks
from bot.upkeep.watching.fetch import Fetcher, Limits
from bot.upkeep.watching.sections import find_part
from knowledge.watched import parts_of
from tests.fakes.pages import server, skins
from tests.fakes.pages.documents import Block, Document, read
from tests.fakes.pages.pairs import LATER, TODAY, pairs
from tests.fakes.pages.skins import Skin
from tests.patience import HANG

FIRST, NEXT = date(2026, 11, 23), date(2026, 11, 30)
MOST_FALSE_ALARMS = 1


async def test_changes_of_the_cited_section_are_told_from_all_others() -> None:
    """No miss, and at most one false alarm; each change is shown with its words."""
    all_pairs = list(pairs())
    assert sum(pair.changed for pair in all_pairs) == len(all_pairs) / 2 == 30
    async with server.running() as site, Fetcher.open(limits=Limits(seconds=HANG, pause=0), allow_private=True) as fetcher:
        missed, false_alarms = [], []
        for number, pair in enumerate(all_pairs):
            path = f"/{number}"
            page = CitedPage("merle", "terms", site.address + path, parts_of(pair.section), ())
            site.pages[path] = pair.before
            before = await check(page, None, fetcher, FIRST)
            assert before[0].outcome == "unchanged", pair.name
            assert not before[1].not_found, pair.name
            site.pages[path] = pair.after
            after, _ = await check(page, before, fetcher, NEXT)
            assert after.outcome in {"changed", "unchanged"}, pair.name
            if pair.changed and after.outcome == "unchanged":
                missed.append(pair.name)
            elif not pair.changed and after.outcome == "changed":
                false_alarms.append(f"{pair.name}: {after.diff}")
            elif pair.changed:
                assert re.search("^[-+] |no such section", after.diff, re.MULTILINE), pair.name
                assert (after.since, after.unchanged_since) == (NEXT, NEXT), pair.name
            else:
                assert (after.since, after.unchanged_since) == (FIRST, FIRST), pair.name
    assert not missed
    assert len(false_alarms) <= MOST_FALSE_ALARMS, false_alarms


RANKED = (skins.plain, skins.help_centre, skins.hashed, skins.manual)
"""Markup that says which heading stands below which."""
UNRANKED = (skins.tables, skins.folded, skins.buttons, skins.exported)


@pytest.mark.parametrize("skin", [*RANKED, *UNRANKED], ids=lambda skin: skin.__name__)
@pytest.mark.parametrize("name", ["privacy", "terms", "help", "faq", "admin", "training"])
def test_one_word_anywhere_is_a_change_of_its_own_section_alone(name: str, skin: Skin) -> None:
    """Whatever the word and the markup, with everything around the text changed too."""
    document = read(name)
    sections = list(_sections(document, nested=skin in RANKED))
    blocks = main_blocks(skin(document, TODAY))
    before = {heading: find_part(heading, blocks) for heading, _ in sections}
    assert None not in before.values()
    words = random.Random(name)
    for place, block in enumerate(document):
        if block.kind in {"h1", "h2", "h3"}:
            continue
        said = block.text.split()
        said[words.randrange(len(said))] += "ish"
        edited = (*document[:place], Block(block.kind, " ".join(said)), *document[place + 1 :])
        after = main_blocks(skin(edited, LATER))
        changed = {heading for heading, text in before.items() if not same(text or "", find_part(heading, after) or "")}
        assert changed == {heading for heading, places in sections if place in places}, block.text


def _sections(document: Document, *, nested: bool) -> Iterator[tuple[str, range]]:
    """Yield each heading with the places of what stands below it, `nested` with what stands below lower headings."""
    ranks = [int(block.kind[1]) if block.kind in {"h1", "h2", "h3"} else 0 for block in document]
    for start, rank in enumerate(ranks):
        if rank >= 2:
            ends = (place for place in range(start + 1, len(ranks)) if 0 < ranks[place] <= (rank if nested else 6))
            yield document[start].text, range(start + 1, next(ends, len(ranks)))
