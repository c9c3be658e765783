"""What people come to do, done in a browser: ask, filter, pick a day, check a post; with a keyboard, on a phone, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Open

POST = "Zoom now owns your private conversations and trains its AI on every call. Signal calls, by contrast, are end-to-end encrypted."


def rows(page: Page) -> list[str]:
    """The names in the matrix that can be seen, from top to bottom."""
    return page.locator("table.matrix tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize("settings", [{}, {"java_script_enabled": False}, {"size": PHONE}], ids=["wide", "no script", "phone"])
def test_ask_and_follow_up(open_page: Open, settings: dict[str, object]) -> None:
    """A question is answered with its date; the next one leans on it, and both have a link."""
    page = open_page("/", **settings)
    page.get_by_label("Ask a question").fill("Can Zoom use my calls for AI?")
    page.get_by_role("button", name="Ask", exact=True).click()
    answer = page.get_by_role("region", name="Answer")
    expect(answer.get_by_role("heading")).to_contain_text("Zoom does not train its AI on your calls")
    expect(answer).to_contain_text("Last checked 6 August 2026")
    answer.get_by_text("Details and").click()
    expect(answer.get_by_role("link", name="Zoom Terms of Service").first).to_be_visible()
    page.get_by_label("Ask on").fill("and who can see it?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("list", name="Earlier in this conversation")).to_contain_text("Can Zoom use my calls for AI?")
    expect(answer.get_by_role("heading").first).to_contain_text("Zoom")
    answer.get_by_role("button", name="History").click()
    expect(page.get_by_role("list", name="Earlier in this conversation").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("link", name="Link to this answer").click()
    expect(page).to_have_url(re.compile("/platforms/zoom$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_sort_and_filter_the_matrix(open_page: Open, script: bool) -> None:
    """By kind, plan and training; the address can be passed on."""
    page = open_page("/platforms", java_script_enabled=script)
    everything = rows(page)
    assert everything == sorted(everything, key=str.casefold)
    page.get_by_label("Plan").select_option("free")
    page.get_by_label("Sort by").select_option("encryption")
    page.get_by_label("Only those that do not train on calls").check()
    page.get_by_role("button", name="Show", exact=True).click()
    chosen = rows(page)
    assert set(chosen) < set(everything)
    assert chosen != sorted(chosen, key=str.casefold)
    assert page.locator("table.matrix tbody td:first-of-type").evaluate_all("cells => cells.every(cell => cell.className === 'good')")
    expect(page.get_by_role("columnheader", name="Encryption")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_label("Plan")).to_have_value("free")
    assert "sort=encryption" in page.url
    page.get_by_label("Kind").select_option("meetings")
    page.get_by_role("button", name="Show", exact=True).click()
    assert rows(page) == ["Zoom"]
    page.get_by_role("link", name="Show all", exact=True).click()
    assert rows(page) == everything


def test_narrow_the_matrix_by_name(open_page: Open) -> None:
    """While typing; the box is there only where a script can do it."""
    page = open_page("/platforms")
    page.get_by_label("Show only names with").fill("zo")
    assert "Zoom" in rows(page)
    assert all("zo" in name.casefold() for name in rows(page))
    expect(open_page("/platforms", java_script_enabled=False).get_by_label("Show only names with")).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_pick_a_day(open_page: Open, size: tuple[int, int]) -> None:
    """On the drawing or in the field; what held then is shown, and the day stays in view."""
    page = open_page("/platforms/zoom", size)
    page.get_by_role("region", name="What held when").get_by_role("link", name="7 August 2023").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoom: on 7 August 2023")
    expect(page.locator("#ai-training")).to_contain_text("Trains only if somebody agrees")
    expect(page.locator(".timeline [aria-current=date] circle")).to_be_in_viewport()
    page.get_by_label("Or another day").fill("2023-05-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#ai-training")).to_contain_text("Can train on calls")
    page.get_by_role("link", name="Show today’s").click()
    expect(page.locator("#ai-training")).to_contain_text("Does not train on calls")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_check_a_post(open_page: Open, script: bool) -> None:
    """Claims are marked where they stand, and each number leads to what holds today and held then."""
    page = open_page("/check", java_script_enabled=script)
    page.get_by_label("The post").fill(POST)
    page.get_by_label("When it was written").fill("2023-08-07")
    page.get_by_role("button", name="Check", exact=True).click()
    marked = page.locator(".post mark")
    expect(marked).to_have_count(2)
    expect(marked.first).to_contain_text("Zoom now owns your private conversations")
    page.locator(".post").get_by_role("link", name="2").click()
    claim = page.locator("#claim-2")
    expect(claim).to_be_in_viewport()
    expect(claim).to_contain_text("Today:")
    expect(claim).to_contain_text("On 7 August 2023:")


def test_compare_side_by_side(open_page: Open) -> None:
    """Two platforms on all topics, then on one."""
    page = open_page("/compare")
    page.get_by_label("Platform 1").select_option("zoom")
    page.get_by_label("Platform 2").select_option("signal")
    page.get_by_role("button", name="Compare", exact=True).click()
    side_by_side = page.get_by_role("region", name="Side by side")
    assert side_by_side.get_by_role("columnheader").all_inner_texts() == ["Topic", "Zoom", "Signal"]
    page.get_by_label("Topic").select_option("encryption")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="Zoom and Signal, encryption: Signal is better on record")).to_be_visible()


def test_everything_with_the_keyboard(open_page: Open) -> None:
    """The first stop skips to the content, each stop can be seen, and Enter and the space bar do what a click does."""
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Ask a question")).to_be_focused()
    page.keyboard.type("does zoom train on my calls")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Answer")).to_contain_text("Zoom does not train")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    expect(page.locator("article details")).to_have_attribute("open", "")
    page.goto("/platforms")
    tab_to(page, "#no-training")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**no_training=true*")
    page.goto("/platforms/zoom")
    tab_to(page, ".timeline a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Zoom: (on|in) "))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until an element has the focus; AssertionError if one on the way cannot be seen or shows no ring."""
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """wanted => {
                const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
                const ring = at.querySelector(".target") ?? at;
                return {
                    there: at.matches(wanted),
                    name: at.outerHTML.slice(0, 80),
                    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
                    ring: style.outlineStyle !== "none" || getComputedStyle(ring).strokeWidth === "3px",
                };
            }""",
            wanted,
        )
        assert stop["seen"], f"out of view: {stop['name']}"
        assert stop["ring"], f"no ring: {stop['name']}"
        if stop["there"]:
            return
    raise AssertionError(f"{wanted} is not reached with Tab")
