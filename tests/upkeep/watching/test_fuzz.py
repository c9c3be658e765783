"""Whatever a cited page or its server is like: read, or refused in words."""

from __future__ import annotations

from typing import get_args

from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.upkeep.watching.extract import UnreadableError, main_blocks
from bot.upkeep.watching.fetch import Fetcher, FetchError, Limits
from knowledge.watched import Outcome
from tests.damage import damaged_text, fuzzed
from tests.fakes.pages import server
from tests.fakes.pages.documents import read
from tests.fakes.pages.server import Behaviour
from tests.fakes.pages.skins import Around, buttons, folded, help_centre, plain, tables
from tests.patience import HANG

TERMS = plain(read("terms"), Around())
SKINS = (plain, help_centre, tables, folded, buttons)
PAGES = st.sampled_from([skin(read(name), Around()) for skin in SKINS for name in ("terms", "faq")])
QUICK = Limits(seconds=HANG, size=50_000, pause=0.0)
HEADERS = {
    "Content-Type": ["text/html", "text/html; charset=utf-16", "text/html; charset=\x07", "application/pdf", "image/png", "", "a" * 300],
    "Content-Encoding": ["gzip", "br", "x"],
    "Location": ["/terms", "http://[", "//", "ftp://x", "http://127.0.0.1:1/", "?" * 300, "\u00e9"],
    "ETag": ["", '"a"', "W/", "a" * 300],
    "Last-Modified": ["", "yesterday"],
}
ROBOTS = "User-agent: *\nDisallow: /private/*.html$\nAllow: /\nCrawl-delay: 0\nSitemap: x\n"


@fuzzed(150)
@given(PAGES.flatmap(damaged_text))
def test_any_page_is_taken_apart_or_refused(page: str) -> None:
    """And no block of it is empty."""
    try:
        assert all(block.text for block in main_blocks(page))
    except UnreadableError as error:
        assert str(error)


@st.composite
def answers(draw: st.DrawFn) -> Behaviour:
    """What a server may answer: any status, body and headers."""
    status = draw(st.sampled_from([200, 200, 200, 204, 301, 302, 304, 404, 410, 429, 500, 599]))
    headers = {name: draw(st.sampled_from(values)) for name, values in HEADERS.items() if draw(st.booleans())}
    body = draw(st.binary(max_size=200) | damaged_text(TERMS).map(lambda text: text.encode("utf-8", "surrogatepass")))

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=headers)

    return answer


@fuzzed(100)
@given(answers(), damaged_text(ROBOTS) | st.just(ROBOTS))
async def test_any_server_is_read_or_refused(page: Behaviour, robots: str) -> None:
    """With any robots.txt beside the page."""
    async with server.running() as site, Fetcher.open("", QUICK, allow_private=True) as fetcher:
        site.pages |= {"/terms": page, "/robots.txt": robots.encode("utf-8", "replace").decode()}
        try:
            await fetcher.fetch(f"{site.address}/terms")
        except FetchError as refused:
            assert refused.outcome in get_args(Outcome)
            assert str(refused)
