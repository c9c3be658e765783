"""What admins come to do, done in a browser: sign in, mend an entry, see it live, take it back; and how their pages look."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from adapters.web.admin.one_time_links import issue_link
from bot.storage import Person, Workspace
from bot.understanding.revision import Revision
from bot.upkeep.admins import OPERATOR
from knowledge.watched import SourceState
from tests.browser.conftest import PHONE, WIDE, Open
from tests.browser.serving import Site
from tests.browser.test_looks import axe
from tests.conftest import TODAY
from tests.web.house import knowledge_of

TRAINING = "parlour/ai-training"
HEADLINE = "Parlour rules out training on calls."
PATHS = (
    "/admin",
    "/admin/ask?text=does+signal+record+calls",
    f"/admin/answer?id={TRAINING}",
    "/admin/queue/1",
    f"/admin/form?id=correct~{TRAINING}",
    f"/admin/form?id=verify~{TRAINING}",
    f"/admin/form?id=changed~{TRAINING}",
    f"/admin/form?id=note~{TRAINING}",
    "/admin/form?id=alias~parlour",
    "/admin/sources",
    "/admin/log",
    "/admin/counts",
)


def sign_in_by_link(page: Page, desk: Site) -> None:
    """With the link from the machine of the service."""
    page.goto(desk.address + desk.run(issue_link(desk.store, Person(OPERATOR, "ann"), 900)))
    page.get_by_role("button", name="Sign in").click()


def sign_in_with_slack(page: Page, desk: Site) -> None:
    """On the page of the local Slack, which agrees at once."""
    page.goto(f"{desk.address}/admin")
    page.get_by_role("link", name="Sign in with Slack").click()


@pytest.mark.parametrize(
    ("sign_in", "script"), [(sign_in_with_slack, True), (sign_in_by_link, False)], ids=["slack and script", "link and no script"]
)
def test_mend_an_entry_and_see_it_live(
    open_page: Open, desk: Site, revision: Revision, tmp_path: Path, sign_in: Callable[[Page, Site], None], script: bool
) -> None:
    """A mistake is told at its field; mended it is saved, on the public page, and taken back by a button."""
    page = open_page("/about", java_script_enabled=script)
    sign_in(page, desk)
    page.get_by_label("Answer to work on").fill(TRAINING)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("link", name="Correct").click()
    headline, preview = page.get_by_label("Headline"), page.locator("#preview")
    was = headline.input_value()
    expect(preview).to_contain_text(was)
    headline.fill(HEADLINE.removesuffix("."))
    page.get_by_label("Why").fill("shorter")
    if not script:
        page.get_by_role("button", name="Preview").click()
    expect(page.locator("#problem-headline")).to_contain_text("full stop")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#problem-headline")).to_contain_text("full stop")
    expect(headline).to_have_value(HEADLINE.removesuffix("."))
    expect(headline).to_have_attribute("aria-invalid", "true")
    headline.fill(HEADLINE)
    if not script:
        page.get_by_role("button", name="Preview").click()
    expect(preview).to_contain_text(HEADLINE)
    expect(page.locator("#problem-headline")).to_be_empty()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("saved as edit 1")).to_be_visible()
    take_up(desk, revision, tmp_path)
    public = page.context.new_page()
    public.goto(f"{desk.address}/answers/{TRAINING}")
    expect(public.locator(".headline").first).to_have_text(HEADLINE)
    page.get_by_role("link", name="Edits").click()
    page.get_by_role("button", name="Undo edit 1").click()
    expect(page.get_by_text("Edit 1 is undone")).to_be_visible()
    take_up(desk, revision, tmp_path)
    public.reload()
    expect(public.locator(".headline").first).to_have_text(was)
    page.get_by_role("button", name=re.compile("^Sign out")).click()
    expect(page.get_by_role("heading", name="Sign in as an admin")).to_be_visible()
    page.goto(f"{desk.address}/admin/log")
    expect(page.get_by_role("heading", name="Sign in as an admin")).to_be_visible()


def take_up(desk: Site, revision: Revision, folder: Path) -> None:
    """Answer from the files as they are now, as the service does within seconds."""
    desk.holder.replace(Revision(knowledge_of(folder / "own"), revision.understanding))


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "phone in the dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page: Open, desk: Site, size: tuple[int, int], scheme: str) -> None:
    """On any admin page with something on it, and before one has signed in."""
    fill(desk)
    page = open_page("/about", size, color_scheme=scheme)
    found = []
    for path in ("/admin/enter", "/admin/enter/slack/back"):
        page.goto(desk.address + path)
        found += axe(page)
    sign_in_with_slack(page, desk)
    for path in PATHS:
        page.goto(desk.address + path)
        expect(page.get_by_role("navigation", name="For admins")).to_be_visible()
        found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0], path
    page.goto(f"{desk.address}/admin/form?id=correct~{TRAINING}")
    page.get_by_label("Headline").fill("too short")
    expect(page.locator("#problem-headline")).not_to_be_empty()
    found += axe(page)
    assert found == []


def fill(desk: Site) -> None:
    """Let something wait on every page."""
    asker = Person(Workspace("slack", "T1"), "U9")
    desk.run(desk.store.queue.add(asker, "report", "Is this still so? Their help page reads otherwise.", TRAINING))
    desk.run(desk.store.queue.add(asker, "question", "does parlour read what I draw on the whiteboard"))
    desk.run(desk.store.counters.count(asker.workspace, "parlour", "ai-training"))
    diff = "4.1:\n- We never train on calls.\n+ We may train on calls.\n+ Ask us."
    state = SourceState("changed", TODAY, TODAY, TODAY, diff, ("4.1",))
    desk.loop.call_soon_threadsafe(desk.holder.watched, {("parlour", "terms"): state})
