"""The weekly checks: spread, polite, one process a server, and shown on answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from adapters.terminal import source_commands
from bot.service.settings import ServiceSettings
from bot.service.settings import read as read_settings
from bot.service.source_watch import SourceWatch
from bot.storage import NOBODY, Store
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.upkeep.watching.cited import cited_pages
from bot.upkeep.watching.fetch import Fetcher, Limits
from bot.upkeep.watching.rounds import check_and_keep
from tests.fakes.pages import server, skins
from tests.fakes.pages.documents import read
from tests.fakes.pages.server import Site
from tests.fakes.pages.skins import Around
from tests.patience import HANG
from tests.storage.databases import Clock, clock, store, store_url
from tests.upkeep.watching.base import base

__all__ = ["clock", "store", "store_url"]

TERMS, CHANGED = skins.plain(read("terms"), Around()), skins.plain(read("terms", ("have opted in", "have opted out")), Around())
FAQ = skins.folded(read("faq"), Around())
CONTACT = "curators@smallprint.example"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """The site of both platforms."""
    async with server.running() as site:
        site.pages |= {"/terms": TERMS, "/faq": FAQ}
        yield site


@pytest.fixture
def holder(site: Site, revision: Revision) -> KnowledgeHolder:
    """What is answered from, with a base that cites the site."""
    return KnowledgeHolder(Revision(base(site.address), revision.understanding))


def watching(holder: KnowledgeHolder, store: Store, clock: Clock, contact: str = CONTACT) -> SourceWatch:
    """A process that watches."""
    return SourceWatch(holder, store, contact, allow_private=True, limits=Limits(seconds=HANG, pause=0), clock=clock)


async def week(watch: SourceWatch, clock: Clock, days: int = 7) -> None:
    """Let days pass, and do each day what is due."""
    for _ in range(days):
        clock.advance(days=1)
        await watch.plan()
        await watch.check_due()
        await watch.show()


async def test_each_page_is_read_once_a_week(holder: KnowledgeHolder, store: Store, clock: Clock, site: Site) -> None:
    """And what came of it is known to answers."""
    watch = watching(holder, store, clock)
    await week(watch, clock, 21)
    assert sorted(set(site.paths)) == ["/faq", "/terms"]
    assert site.paths.count("/terms") in {2, 3}
    assert {key: state.outcome for key, state in holder.sources.items()} == {
        ("harrow", "terms"): "unchanged",
        ("fenwick", "faq"): "unchanged",
    }
    site.pages["/terms"] = CHANGED
    await week(watch, clock, 8)
    assert holder.sources["harrow", "terms"].outcome == "changed"
    assert holder.sources["harrow", "terms"].sections == ("10.2",)


async def test_a_change_waits_for_the_curators_once(holder: KnowledgeHolder, store: Store, clock: Clock, site: Site) -> None:
    """With the difference and an answer that it concerns, however often it is seen."""
    watch = watching(holder, store, clock)
    await week(watch, clock, 8)
    assert await store.queue.entries(None) == ()
    site.pages["/terms"] = CHANGED
    await week(watch, clock, 21)
    [entry] = await store.queue.entries(None)
    assert (entry.kind, entry.person, entry.answer) == ("source", NOBODY, "harrow/ai-training")
    assert "harrow/terms: changed since" in entry.text
    assert "have opted out" in entry.text


async def test_a_server_has_one_job_at_a_time_of_day_of_its_own(holder: KnowledgeHolder, store: Store, clock: Clock, site: Site) -> None:
    """However many processes plan."""
    watches = [watching(holder, store, clock) for _ in range(3)]
    await asyncio.gather(*(watch.plan() for watch in watches))
    jobs = await store.jobs.all()
    assert [job.key for job in jobs] == [urlsplit(site.address).netloc]
    assert clock.now <= jobs[0].due_at <= clock.now + timedelta(days=1)
    clock.advance(days=1)
    await asyncio.gather(*(watch.check_due() for watch in watches))
    assert sorted(site.paths) == ["/faq", "/terms"]
    assert site.most_together == 1
    [job] = await store.jobs.all()
    assert timedelta(0) < job.due_at - clock.now <= timedelta(days=1)


async def test_without_a_contact_nothing_is_fetched(holder: KnowledgeHolder, store: Store, clock: Clock, site: Site) -> None:
    """But what another process found out is shown."""
    await week(watching(holder, store, clock), clock, 2)
    asked = len(site.asked)
    other = KnowledgeHolder(Revision(holder.current.knowledge._replace(sources={}), holder.current.understanding))
    await week(watching(other, store, clock, contact=""), clock, 20)
    assert len(site.asked) == asked
    assert other.sources == holder.sources != {}


@pytest.mark.parametrize(("others", "failures"), [(FAQ, 3), (server.answering(503), 0)])
async def test_that_a_page_is_unreachable_counts_only_if_others_can_be_read(
    holder: KnowledgeHolder, store: Store, clock: Clock, site: Site, others: str | server.Behaviour, failures: int
) -> None:
    """A bot without a network says nothing of its sources."""
    watch = watching(holder, store, clock)
    site.pages |= {"/terms": server.answering(503), "/faq": others}
    today = clock.now.date()
    pages = {page.name: page for page in cited_pages(holder.current.knowledge)}
    async with Fetcher.open(limits=Limits(seconds=HANG, pause=0), allow_private=True) as fetcher:
        for day in range(3):
            for name in ("faq", "terms"):
                await check_and_keep(pages[name], store, fetcher, today + timedelta(days=day))
    await watch.show()
    assert (holder.sources["harrow", "terms"].outcome, holder.sources["harrow", "terms"].failures) == ("unreachable", failures)


async def test_a_page_that_nobody_cites_any_more_is_forgotten(holder: KnowledgeHolder, store: Store, clock: Clock) -> None:
    """With its text."""
    watch = watching(holder, store, clock)
    await week(watch, clock, 2)
    known = holder.current.knowledge
    holder.replace(Revision(known._replace(platforms={"harrow": known.platforms["harrow"]}), holder.current.understanding))
    await week(watch, clock, 1)
    assert set(await store.source_states.all()) == set(holder.sources) == {("harrow", "terms")}


async def test_the_service_does_not_wait_for_a_page_when_it_stops(holder: KnowledgeHolder, store: Store, clock: Clock, site: Site) -> None:
    """The check is dropped, and done again by whoever takes the job next."""
    asked = asyncio.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        asked.set()
        return await server.silent(request)

    site.pages["/terms"] = silent
    watch = SourceWatch(holder, store, CONTACT, allow_private=True, limits=Limits(seconds=HANG, pause=0), clock=clock)
    await watch.plan()
    clock.advance(days=1)
    stopping = asyncio.Event()
    running = asyncio.create_task(watch.run(stopping))
    async with asyncio.timeout(HANG):
        await asked.wait()
        stopping.set()
        await running
    assert len(await store.jobs.all()) == 1


async def test_the_command_tells_what_became_of_each_page(
    site: Site, store: Store, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change with its words, and an exit status for scripts."""
    settings = {"SMALLPRINT_WATCH_PRIVATE": "1", "SMALLPRINT_WATCH_CONTACT": CONTACT}
    own, known, today = read_settings(ServiceSettings, settings), base(site.address), clock.now.date()
    assert await source_commands.check(store, own, known, ["harrow"], today) == 0
    said = capsys.readouterr()
    assert said.out == f"harrow/terms: unchanged since {today}, {site.address}/terms\n"
    assert said.err == "1 page checked: 1 unchanged\n"
    site.pages |= {"/terms": CHANGED, "/faq": server.answering(404)}
    later = today + timedelta(days=7)
    assert await source_commands.check(store, own, known, [], later) == 1
    said = capsys.readouterr()
    assert f"harrow/terms: changed since {later}" in said.out
    assert "+ 10.2 We will not use Customer Content" in said.out
    assert f"fenwick/faq: gone (its server answers 404) since {later}" in said.out
    assert said.err == "2 pages checked: 1 changed, 1 gone\n"
