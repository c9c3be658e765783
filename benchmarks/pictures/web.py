"""Photograph every kind of web page, on a phone and on a wide screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.pictures.scenes import DAY, POST, POSTED, QUESTIONS, folder
from bot.understanding.revision import Revision
from tests.browser.chromium import opened
from tests.browser.serving import served

SIZES = {390: 844, 1280: 900}
FOLLOW_UP = "and how do I turn it off?"


def open_path(path: str, page: Page) -> None:
    """Open a page."""
    page.goto(path)


def ask(page: Page) -> None:
    """Ask, and ask on."""
    page.goto("/")
    page.get_by_label("Ask a question").fill(QUESTIONS["answer"])
    page.keyboard.press("Enter")
    page.get_by_label("Ask on").fill(FOLLOW_UP)
    page.keyboard.press("Enter")
    page.get_by_text(FOLLOW_UP).wait_for()


def check(page: Page) -> None:
    """Check a post; what is shown begins with its claims."""
    page.goto("/check")
    page.get_by_label("The post").fill(POST)
    page.get_by_label("When it was written").fill(POSTED)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("#result").evaluate("heading => heading.scrollIntoView()")


WAYS: Mapping[str, Callable[[Page], None]] = {
    "front": partial(open_path, "/"),
    "ask": ask,
    "matrix": partial(open_path, "/platforms?plan=free&sort=encryption"),
    "platform": partial(open_path, "/platforms/zoom"),
    "platform-then": partial(open_path, "/platforms/zoom?as_of=2023-08-07"),
    "topic": partial(open_path, "/topics/ai-training"),
    "answer": partial(open_path, "/answers/zoom/ai-training"),
    "compare": partial(open_path, "/compare?platform=zoom&platform=signal&platform=microsoft-teams"),
    "check": check,
    "changes": partial(open_path, "/changes"),
    "about": partial(open_path, "/about"),
    "data": partial(open_path, "/data"),
    "privacy": partial(open_path, "/privacy"),
    "missing": partial(open_path, "/nothing"),
}
"""How one gets to each picture."""
DARK = ("platform",)
"""What is shown in the dark too."""


def photograph(chromium: str, revision: Revision) -> None:
    """Write the pictures: the first screen of each page."""
    with (
        tempfile.TemporaryDirectory() as work,
        served(revision, DAY, Path(work)) as address,
        opened(chromium) as browser,
    ):
        for width in SIZES:
            _photograph(browser, address, width, "", WAYS)
            _photograph(browser, address, width, "-dark", {name: WAYS[name] for name in DARK})


def _photograph(browser: Browser, address: str, width: int, mark: str, ways: Mapping[str, Callable[[Page], None]]) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": SIZES[width]}, color_scheme="dark" if mark else "light"
    )
    page = context.new_page()
    for name, get_to in ways.items():
        get_to(page)
        page.screenshot(path=folder() / f"web-{name}{mark}-{width}.png")
    context.close()
