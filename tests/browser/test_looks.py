"""How every kind of page looks: for everybody (axe), in both colours, on a phone; and what it costs to load it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.test_tasks import POST

PATHS = {
    "front": "/",
    "matrix": "/platforms",
    "filtered": "/platforms?plan=free&sort=encryption",
    "wrong filter": "/platforms?plan=none",
    "platform": "/platforms/signal",
    "platform then": "/platforms/zoom?as_of=2023-08-07",
    "retired": "/platforms/skype",
    "topic": "/topics/ai-training",
    "answer": "/answers/zoom/ai-training",
    "no entry": "/answers/bluejeans/ai-training",
    "compare": "/compare?platform=zoom&platform=signal",
    "compare on a topic": "/compare?platform=zoom&platform=signal&platform=otter&topic=ai-training",
    "check": "/check",
    "changes": "/changes",
    "about": "/about",
    "data": "/data",
    "privacy": "/privacy",
    "missing": "/nope",
}
IN_THE_DARK = ("front", "filtered", "platform then", "answer")
"""Pages on which every colour is; the rest of what axe looks at is the same as in the light."""
FIRST_PAGE_MOST = 100_000
"""Bytes as they are transferred."""


SHIFTS = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0)))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(0), 300);
})"""
"""How much moved while the page was loading."""


def axe(page: Page) -> list[str]:
    """The violations that axe finds, each with the first elements that it blames."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{page.url} {one['id']}: {one['help']}: {[node['html'][:150] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize(("size", "scheme", "names"), [(WIDE, "light", [*PATHS]), (PHONE, "dark", IN_THE_DARK)], ids=["wide", "phone"])
def test_axe_finds_nothing(open_page: Open, size: tuple[int, int], scheme: str, names: Sequence[str]) -> None:
    """On any kind of page."""
    page = open_page("/", size, color_scheme=scheme)
    found = []
    for path in map(PATHS.__getitem__, names):
        page.goto(path)
        found += axe(page)
    page.goto("/")
    page.get_by_label("Ask a question").fill("can zoom use my calls for ai")
    page.keyboard.press("Enter")
    page.get_by_text("Details and").click()
    found += axe(page)
    page.get_by_label("Ask on").fill("compare zoom and teams")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Side by side")).to_be_visible()
    found += axe(page)
    page.goto("/check")
    page.get_by_label("The post").fill(POST)
    page.get_by_role("button", name="Check", exact=True).click()
    found += axe(page)
    assert found == []


def test_nothing_is_cut_off_on_a_phone(open_page: Open) -> None:
    """Only what has a scroll bar of its own is wider than the screen, and what is touched is high enough for a finger."""
    page = open_page("/", PHONE, has_touch=True, is_mobile=True)
    for path in PATHS.values():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0], path
        low = page.locator("button, select, input").evaluate_all(
            "all => all.filter(one => one.checkVisibility() && one.type !== 'checkbox' && one.offsetHeight < 32).map(one => one.outerHTML)"
        )
        assert low == [], path


def test_dark_where_that_is_wanted(open_page: Open) -> None:
    """And light otherwise; the colours of verdicts change too."""
    look = """() => [document.body, document.querySelector(".good.badge")].map(one => getComputedStyle(one).backgroundColor)"""
    light = open_page("/answers/zoom/ai-training", color_scheme="light").evaluate(look)
    dark = open_page("/answers/zoom/ai-training", color_scheme="dark").evaluate(look)
    assert light[0] == "rgb(255, 255, 255)"
    assert all(brightness(one) < 60 < 200 < brightness(other) for one, other in zip(dark, light, strict=True))


def brightness(colour: str) -> float:
    """The mean of red, green and blue."""
    channels = colour.removeprefix("rgb(").removesuffix(")").split(",")
    return sum(map(float, channels)) / len(channels)


def test_the_columns_keep_their_names(open_page: Open, whole: str) -> None:
    """However far down one scrolls in the matrix, the topics stand above it and the names beside it."""
    page = open_page(f"{whole}/platforms")
    last = page.get_by_role("rowheader").last
    page.get_by_role("region", name="Platforms by topics").evaluate("table => { table.scrollIntoView(); table.scrollTo(900, 1e6); }")
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("columnheader", name="Encryption")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_first_page_is_light_and_does_not_move(open_page: Open, whole: str, size: tuple[int, int]) -> None:
    """With all platforms: what is transferred with style, script and icon; and nothing moves while it loads."""
    page = open_page("/about", size)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    loaded: list[float] = []
    network.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto(f"{whole}/", wait_until="networkidle")
    assert len(loaded) >= 3
    assert sum(loaded) <= FIRST_PAGE_MOST
    for path in ("/", "/platforms", "/platforms/zoom", "/answers/zoom/ai-training"):
        page.goto(f"{whole}{path}")
        assert page.evaluate(SHIFTS) == 0, path
