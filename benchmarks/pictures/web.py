"""Photograph every kind of web page, on a phone and on a wide screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote_plus

from playwright.sync_api import Browser, Page

from adapters.web.admin.one_time_links import issue_link
from benchmarks.pictures.scenes import DAY, POST, POSTED, QUESTIONS, folder
from bot.storage import Person, Workspace
from bot.understanding.revision import Revision
from bot.upkeep.admins import OPERATOR
from bot.upkeep.base_desk import Editing
from knowledge.editing import Editor
from knowledge.watched import SourceState
from tests.browser.chromium import opened
from tests.browser.serving import Site, running, served

SIZES = {390: 844, 1280: 900}
ANSWER = "zoom/ai-training"
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
"""The way to each picture."""
DARK = ("platform",)
"""The pictures that are made in the dark too."""


def type_a_mistake(page: Page) -> None:
    """Correct an answer, with a mistake in it; what is shown begins with the first field."""
    page.goto(f"/admin/form?id=correct~{ANSWER}")
    page.get_by_label("Headline").fill(
        "Zoom promises not to train its AI on your calls, its chats, its whiteboards, or anything else you say or show in them"
    )
    page.get_by_text("full stop").wait_for()


ADMIN_WAYS: Mapping[str, Callable[[Page], None]] = {
    "admin": partial(open_path, "/admin"),
    "admin-ask": partial(open_path, f"/admin/ask?text={quote_plus(QUESTIONS['answer'])}"),
    "admin-answer": partial(open_path, f"/admin/answer?id={ANSWER}"),
    "admin-form": type_a_mistake,
    "admin-sources": partial(open_path, "/admin/sources"),
    "admin-log": partial(open_path, "/admin/log"),
    "admin-counts": partial(open_path, "/admin/counts"),
}
"""The same for whoever has signed in."""


def photograph(chromium: str, revision: Revision) -> None:
    """Write the pictures: the first screen of each page."""
    with tempfile.TemporaryDirectory() as work, opened(chromium) as browser:
        with served(revision, DAY, Path(work)) as address:
            for width in SIZES:
                _photograph(browser, address, width, "", WAYS)
                _photograph(browser, address, width, "-dark", {name: WAYS[name] for name in DARK})
        photograph_admin(browser, revision, Path(work))


def photograph_admin(browser: Browser, revision: Revision, work: Path) -> None:
    """Write the pictures of the admin pages, with something on each."""
    editing = Editing((work / "own",))
    editing.folders[0].mkdir()
    with running(revision, DAY, work, editing) as site:
        fill(site, revision)
        edit(editing)
        for width in SIZES:
            door = {"admin-enter": partial(open_path, "/admin/enter")}
            _photograph(browser, site.address, width, "", door)
            _photograph(browser, site.address, width, "", ADMIN_WAYS, site.run(issue_link(site.store, Person(OPERATOR, "ann"), 900)))


def fill(site: Site, revision: Revision) -> None:
    """Let something wait on every page."""
    asker = Person(Workspace("slack", "T1"), "U9")
    site.run(site.store.queue.add(asker, "report", "Is this still so? Their help page reads otherwise.", ANSWER))
    site.run(site.store.queue.add(asker, "question", "Does Zoom read what I draw on the whiteboard?"))
    for slug, topic, count in (("zoom", "ai-training", 7), ("microsoft-teams", "opt-out", 4), ("otter", "access", 2)):
        for _ in range(count):
            site.run(site.store.counters.count(asker.workspace, slug, topic))
    answer = next(answer for answer in revision.knowledge.platforms["zoom"].answers if answer.topic == "ai-training")
    diff = (
        "10.2:\n- We do not use your content to train our models.\n+ We do not use your content to train our models without your consent."
    )
    state = SourceState("changed", DAY, DAY, DAY, diff, ("10.2",))
    site.loop.call_soon_threadsafe(site.holder.watched, {("zoom", answer.verified_in or ""): state})


def edit(editing: Editing) -> None:
    """Make an edit, for the page that lists them."""
    editor = Editor((editing.base, *editing.folders), editing.folders[0], DAY)
    editor.apply(editor.add_alias("zoom", "the blue camera app"), "web:ann", "people call it that")


def _photograph(browser: Browser, address: str, width: int, mark: str, ways: Mapping[str, Callable[[Page], None]], link: str = "") -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": SIZES[width]}, color_scheme="dark" if mark else "light"
    )
    page = context.new_page()
    if link:
        page.goto(link)
        page.get_by_role("button", name="Sign in").click()
    for name, get_to in ways.items():
        get_to(page)
        page.screenshot(path=folder() / f"web-{name}{mark}-{width}.png")
    context.close()
