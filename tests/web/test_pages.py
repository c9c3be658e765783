"""What stands on the pages, and what they owe to whoever opens them."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise, product
from typing import Literal, get_args
from xml.etree import ElementTree

import pytest

from adapters.web.links import ServiceLinks
from adapters.web.pages.matrix import Filter, matrix
from adapters.web.public import Public
from adapters.web.rendering import Renderer
from bot.replies import wording
from bot.replies.answer import answer
from bot.replies.glance import glance
from bot.replies.reply_context import ReplyContext
from bot.understanding.revision import Revision
from bot.understanding.scope import AskedScope
from knowledge.base import Knowledge
from knowledge.records import Citation, Scope, Source
from knowledge.vocabulary import Plan, PlatformKind, Region
from knowledge.watched import SourceState
from tests.conftest import TODAY
from tests.web.browser import Browser, Page
from tests.web.conftest import Open

ATOM = "{http://www.w3.org/2005/Atom}"
EVERY = 60
"""Of the pages of platforms and answers, which are many and alike, one in so many is taken apart."""
LONGEST_MATRIX = 250_000
INLINE = re.compile(r"<style|<script(?! src)|<[a-z]+[^>]* (?:style|on[a-z]+)=")
"""What the policy of the pages would not let through."""


def check(page: Page) -> None:
    """Hold a page to what every page owes."""
    elements = page.elements
    assert [one.tag for one in elements].count("h1") == 1
    assert [one.tag for one in elements].count("main") == 1
    ids = [one.attributes["id"] for one in elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in elements:
        assert one.tag != "style"
        assert one.tag != "script" or (one.attributes["src"].endswith("pages.js") and not one.text)
        assert not [name for name in one.attributes if name == "style" or name.startswith("on")]
        if one.tag in {"input", "select", "textarea"} and one.attributes.get("type") != "hidden":
            assert [label for label in elements if label.tag == "label" and label.attributes["for"] == one.attributes["id"]]
        if "href" in one.attributes:
            assert one.attributes["href"].startswith(("https://", "http://", "/", "#")), one
        if one.attributes.get("href", "").startswith("#"):
            assert one.attributes["href"][1:] in ids
        for of in ("aria-labelledby",):
            assert one.attributes.get(of, ids and ids[0]) in ids
    levels = [int(one.tag[1]) for one in elements if re.fullmatch("h[1-6]", one.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert one_title(page)


def one_title(page: Page) -> str:
    """Return the title of a page."""
    [title] = page.all("title")[:1]
    return title.text


async def test_every_page_renders_and_leads_only_to_pages(browser: Browser, revision: Revision) -> None:
    """With one heading, labels, good nesting, nothing inline, and links of which none is dead."""
    paths = Public(Renderer(), revision.knowledge, TODAY).paths()
    answers = [path for path in paths if path.startswith("/answers/")]
    others = [path for path in paths if path not in answers]
    taken_apart = {*answers[::EVERY], *others[:12], *others[12 :: EVERY // 4], "/platforms/zoom", "/answers/zoom/ai-training"}
    led_to = set()
    for path in (*paths, "/check", "/compare", "/compare?platform=zoom&platform=signal"):
        page = await browser.get(path)
        assert page.status == 200, path
        assert page.body.count("<h1") == 1, path
        assert INLINE.search(page.body) is None, path
        led_to |= {link.partition("#")[0].partition("?")[0] for link in re.findall('<a href="(/[^"]*)"', page.body)}
        if path in taken_apart or path not in paths:
            check(page)
    feeds = {f"/platforms/{slug}/changes.atom" for slug in revision.knowledge.platforms}
    known = {*paths, *feeds, "/check", "/compare", "/changes.atom", "/data/smallprint.json", "/data/schema.json", "/api/v1/openapi.json"}
    assert led_to <= known
    assert {*others, *feeds} <= led_to | {"/"} | feeds


async def test_topics_without_an_answer_have_a_page_too(browser: Browser, revision: Revision) -> None:
    """Which says so, and what there is instead."""
    slug, topic = next(
        (slug, topic)
        for slug, platform in revision.knowledge.platforms.items()
        for topic in revision.knowledge.topics
        if topic != "history" and topic not in {entry.topic for entry in platform.answers}
    )
    page = await browser.get(f"/answers/{slug}/{topic}")
    check(page)
    assert page.status == 200
    assert "No reliable source" in page.text


@pytest.mark.parametrize("path", ["/nothing", "/platforms/nope", "/answers/zoom/history", "/answers/nope/ai-training", "/topics/history",
                                  "/platforms/nope/changes.atom", "/static/nope.css", "/sitemap.xml"])  # fmt: skip
async def test_what_is_not_there_is_said_on_a_page(browser: Browser, path: str) -> None:
    """With the ways on."""
    page = await browser.get(path)
    assert page.status == 404
    check(page)
    assert "/platforms" in page.links


async def test_the_matrix_is_short_enough(browser: Browser) -> None:
    """Uncompressed; compressed the front page is far below 100 KB."""
    assert len((await browser.get("/platforms")).body.encode()) <= LONGEST_MATRIX


async def test_the_matrix_filters_and_sorts(browser: Browser, revision: Revision) -> None:
    """By what its form sends."""
    page = await browser.get("/platforms?kind=meetings&no_training=true&sort=encryption")
    check(page)
    names = [one.text for one in page.all("th", scope="row")]
    platforms = {platform.name: platform for platform in revision.knowledge.platforms.values()}
    assert names
    for name in names:
        platform = platforms[name]
        assert platform.kind == "meetings"
        assert next(entry for entry in platform.answers if entry.topic == "ai-training").verdict == "no"
    tones = ["good", "caution", "neutral", "bad"]
    ranked = [glance_on(revision, platforms[name].slug, "encryption") for name in names]
    assert ranked == sorted(ranked, key=lambda tone: tones.index(tone) if tone else len(tones))
    assert page.all("option", value="meetings", selected="")
    assert page.all("input", checked="")


def glance_on(revision: Revision, slug: str, topic: str) -> str:
    """Return the tone of an answer, "" if there is none."""
    platform = revision.knowledge.platforms[slug]
    entry = next((entry for entry in platform.answers if entry.topic == topic), None)
    return glance(revision.knowledge, platform, entry, TODAY).tone if entry else ""


async def test_an_unknown_filter_is_said(browser: Browser) -> None:
    """And the rest is shown."""
    page = await browser.get("/platforms?kind=<b>boats</b>&sort=size")
    assert page.status == 400
    assert "There is no kind “<b>boats</b>”." in page.text
    assert "There is no sort “size”." in page.text
    check(page)


def test_sorted_by_the_newest_check(revision: Revision) -> None:
    """Those never checked come last."""
    found = matrix(revision.knowledge, TODAY, Filter(sort="checked"))
    newest = [max((str(cell.last_verified or "") for cell in row.cells if cell), default="") for row in found.rows]
    assert newest == sorted(newest, reverse=True)


@pytest.mark.parametrize(
    "asked", [AskedScope(), *(AskedScope((plan,)) for plan in get_args(Plan)), AskedScope(regions=("eu",)), AskedScope(("free",), ("us",))]
)
def test_a_glance_says_what_the_answer_says(revision: Revision, asked: AskedScope) -> None:
    """For whoever asks: the same verdict, words, tone and date."""
    for slug, platform in revision.knowledge.platforms.items():
        for entry in platform.answers[:: 1 if not asked.anything else 3]:
            seen = glance(revision.knowledge, platform, entry, TODAY, asked)
            said = answer(revision.knowledge, slug, (entry.topic,), ReplyContext(TODAY, asked))
            assert (seen.verdict, seen.words, seen.tone, seen.stale) == (said.verdict, said.words, said.tone, said.evidence.stale), (
                slug,
                entry.topic,
            )
            assert seen.last_verified == said.evidence.last_verified


@pytest.mark.parametrize("outcome", ["changed", "unchanged"])
def test_a_glance_knows_of_watched_sources(revision: Revision, outcome: Literal["changed", "unchanged"]) -> None:
    """As the answer does."""
    day = date(2026, 11, 20)
    states = {("zoom", name): SourceState(outcome, day, day, date(2020, 1, 1)) for name in revision.knowledge.platforms["zoom"].sources}
    knowledge = revision.knowledge._replace(sources=states)
    for entry in knowledge.platforms["zoom"].answers:
        seen = glance(knowledge, knowledge.platforms["zoom"], entry, TODAY)
        said = answer(knowledge, "zoom", (entry.topic,), ReplyContext(TODAY))
        assert (seen.last_verified, seen.stale) == (said.evidence.last_verified, said.evidence.stale)


async def test_a_day_is_picked_on_the_timeline(browser: Browser) -> None:
    """And shows what held then, with the way back."""
    page = await browser.get("/platforms/zoom")
    assert "/platforms/zoom?as_of=2023-08-07" in page.links
    then = await browser.get("/platforms/zoom?as_of=2023-08-10")
    check(then)
    assert "On 10 August 2023: Zoom trained its AI on your calls only if somebody agreed." in then.text or "10 August 2023" in then.text
    assert "Trains only if somebody agrees" in then.text
    assert "/platforms/zoom" in then.links
    [picked] = [one for one in then.elements if one.attributes.get("aria-current") == "date"]
    assert picked.attributes["href"].endswith("2023-08-07")


async def test_an_answer_of_a_day_has_an_address(browser: Browser) -> None:
    """Which can be cited."""
    page = await browser.get("/answers/zoom/ai-training")
    assert f"/answers/zoom/ai-training?as_of={TODAY.isoformat()}" in page.links
    then = await browser.get("/answers/zoom/ai-training?as_of=2023-08-10")
    [heading] = then.all("h1")
    assert "10 August 2023" in heading.text


@pytest.mark.parametrize(("as_of", "said"), [("soon", "is not a date"), ("2023-02-30", "not a day"), ("2031", "in the future")])
async def test_a_wrong_day_is_said(browser: Browser, as_of: str, said: str) -> None:
    """And today's page is shown."""
    for path in ("/platforms/zoom", "/answers/zoom/ai-training"):
        page = await browser.get(f"{path}?as_of={as_of}")
        assert page.status == 400
        assert said in page.text
        check(page)


async def test_platforms_are_compared(browser: Browser) -> None:
    """On all topics or on one; a platform that is not on record is left out."""
    table = await browser.get("/compare?platform=zoom&platform=signal&platform=nope")
    assert [one.text for one in table.all("th", scope="col")] == ["Topic", "Zoom", "Signal"]
    card = await browser.get("/compare?platform=zoom&platform=signal&topic=encryption")
    check(card)
    assert "Zoom and Signal, encryption: Signal is better on record" in card.text
    assert "Choose at least two" in (await browser.get("/compare?platform=zoom")).text


async def test_the_feeds_can_be_read(browser: Browser, revision: Revision) -> None:
    """By a parser; newest first, each entry with an id of its own that stays."""
    for path in ("/changes.atom", "/platforms/zoom/changes.atom", "/platforms/avoma/changes.atom"):
        page = await browser.get(path)
        assert page.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(page.body)  # noqa: S314 - our own
        entries = feed.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
        days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert days == sorted(days, reverse=True)
        assert all(date.fromisoformat(day[:10]) <= TODAY for day in days)
        assert feed.findtext(f"{ATOM}updated") == (days[0] if days else "1970-01-01T00:00:00Z")
    assert len(revision.knowledge.platforms["zoom"].events) == len(
        ElementTree.fromstring((await browser.get("/platforms/zoom/changes.atom")).body).findall(f"{ATOM}entry")  # noqa: S314
    )


async def test_a_public_address_stands_in_links_that_leave(open_pages: Open) -> None:
    """In feeds, the sitemap and canonical links; under a path, in all links."""
    browser = open_pages(links=ServiceLinks("https://s.example/sp", "/sp"))
    feed = ElementTree.fromstring((await browser.get("/changes.atom")).body)  # noqa: S314 - our own
    assert {link.attrib["href"].partition("/sp/")[0] for link in feed.iter(f"{ATOM}link")} == {"https://s.example"}
    sitemap = await browser.get("/sitemap.xml")
    assert "https://s.example/sp/answers/zoom/ai-training" in sitemap.body
    ElementTree.fromstring(sitemap.body)  # noqa: S314
    page = await browser.get("/answers/zoom/ai-training")
    assert page.all("link", rel="canonical", href="https://s.example/sp/answers/zoom/ai-training")
    assert all(link.startswith(("/sp", "http", "#")) for link in page.links)


async def test_headers_keep_foreign_code_out(browser: Browser) -> None:
    """On every kind of page."""
    for page in (
        await browser.get("/"),
        await browser.get("/nope"),
        await browser.post("/ask", ("text", "hi")),
        await browser.get("/static/style.css"),
    ):
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in page.headers


async def test_a_page_that_did_not_change_is_not_sent_again(browser: Browser) -> None:
    """And one that is sent is compressed, if the browser can read that."""
    page = await browser.get("/about")
    again = await browser.get("/about", {"if-none-match": page.headers["etag"]})
    assert (again.status, again.body) == (304, "")
    packed = await browser.get("/about", {"accept-encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == page.body
    assert int(packed.headers["content-length"]) < len(page.body) / 2
    assert (await browser.get("/about", method="HEAD")).status == 200


def hostile(revision: Revision) -> Revision:
    """Return a base in which every text is markup."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    zoom = revision.knowledge.platforms["zoom"]
    script = "javascript:alert(1)"
    sources = {name: Source(bad, script, bad, "primary", script, *source[5:]) for name, source in zoom.sources.items()}
    answers = tuple(
        entry._replace(
            headline=bad, detail=bad, applies_to=Scope(bad),
            conditions=tuple(part._replace(note=bad, applies_to=part.applies_to._replace(text=bad)) for part in entry.conditions),
            steps=tuple(step._replace(do=bad, where=bad) for step in entry.steps),
            earlier=tuple(position._replace(headline=bad, detail=bad) for position in entry.earlier),
            sources=tuple(Citation(one.name, bad) for one in entry.sources),
        )
        for entry in zoom.answers
    )  # fmt: skip
    events = tuple(event._replace(what=f"{bad}\x00\x1b") for event in zoom.events)
    claims = tuple(claim._replace(text=bad, why=bad) for claim in zoom.claims)
    platform = zoom._replace(
        name=bad, vendor=bad, homepage="javascript:alert(3)", sources=sources, answers=answers, events=events, claims=claims
    )
    return Revision(Knowledge(revision.knowledge.topics, {"zoom": platform}), revision.understanding)


async def test_markup_in_the_base_does_nothing(open_pages: Open, revision: Revision) -> None:
    """It is shown as it is written, and no link leads to a script."""
    browser = open_pages(hostile(revision))
    paths = ["/", "/platforms", "/platforms/zoom", "/platforms/zoom?as_of=2023-08-10", "/answers/zoom/ai-training", "/answers/zoom/opt-out",
             "/topics/encryption", "/changes", "/compare", "/platforms?plan=free"]  # fmt: skip
    for path in paths:
        page = await browser.get(path)
        assert page.status == 200
        assert "<script>alert" not in page.body
        assert "<img" not in page.body
        assert not [link for link in page.links if link.startswith("javascript:")]
        check(page)
    for path in ("/changes.atom", "/platforms/zoom/changes.atom"):
        ElementTree.fromstring((await browser.get(path)).body)  # noqa: S314


async def test_all_kinds_can_be_chosen(browser: Browser) -> None:
    """With every plan and region."""
    page = await browser.get("/platforms")
    values = {one.attributes.get("value", one.text) for one in page.all("option")}
    assert {*get_args(PlatformKind), *get_args(Plan), *get_args(Region)} <= values
    for kind, plan in product(get_args(PlatformKind)[:2], get_args(Plan)[:2]):
        assert (await browser.get(f"/platforms?kind={kind}&plan={plan}")).status == 200


async def test_the_data_can_be_downloaded(browser: Browser, revision: Revision) -> None:
    """By pages of other hosts too."""
    page = await browser.get("/data/smallprint.json")
    assert page.headers["access-control-allow-origin"] == "*"
    assert page.body.count('"slug"') == len(revision.knowledge.platforms)
    assert '"$schema"' in (await browser.get("/data/schema.json")).body


async def test_privacy_says_what_is_stored(browser: Browser) -> None:
    """In the words of the tables."""
    page = await browser.get("/privacy")
    assert wording.NO_QUESTION_KEPT in page.text
    assert "not by whom" in page.text
