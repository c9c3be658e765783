"""The pages as somebody sees them in Chromium. Where it is missing the tests are skipped, but not in CI."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from bot.understanding.revision import Revision
from bot.upkeep.base_desk import Editing
from knowledge.base import Knowledge
from tests.browser.chromium import MISSING, find_chromium, opened
from tests.browser.serving import Site, running, served
from tests.conftest import SMALL, TODAY
from tests.fakes.slack import SigningIn
from tests.patience import HANG
from tests.web.house import knowledge_of

WIDE, PHONE = (1280, 900), (390, 844)
SHOWN = ("zoom", "signal", "microsoft-teams", "otter", "avoma", "skype", "bluejeans", "whatsapp")
"""Enough for every kind of page; axe takes seconds for each thousand elements."""
Open = Callable[..., Page]
_VISITORS = count()
expect.set_options(timeout=HANG * 1_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address(revision: Revision, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages of a few platforms are."""
    platforms = {slug: revision.knowledge.platforms[slug] for slug in SHOWN}
    few = Revision(Knowledge(revision.knowledge.topics, platforms), revision.understanding)
    with served(few, TODAY, tmp_path_factory.mktemp("pages")) as address:
        yield address


@pytest.fixture(scope="session")
def whole(revision: Revision, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages of all platforms are."""
    with served(revision, TODAY, tmp_path_factory.mktemp("pages")) as address:
        yield address


@pytest.fixture
def desk(revision: Revision, tmp_path: Path) -> Iterator[Site]:
    """The pages of the small base and of Signal; the former can be edited, by an admin of the one workspace of a local Slack."""
    own = tmp_path / "own"
    own.mkdir()
    shipped = revision.knowledge
    shown = Knowledge(shipped.topics, {**knowledge_of().platforms, "signal": shipped.platforms["signal"]})
    with running(Revision(shown, revision.understanding), TODAY, tmp_path, Editing((own,), base=SMALL)) as site:
        site.slack.workspace("T1").user("U1", "ann", admin=True)
        site.slack.openid.person = SigningIn("T1", "U1")
        yield site


@pytest.fixture(scope="module")  # not longer: Playwright keeps a loop running, which tests that await would meet
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with opened(path) as browser:
        yield browser


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Open]:
    """Open an empty tab: `size`, and what else a Playwright context takes. A mistake that the browser reports fails the test."""
    mistakes: list[str] = []
    contexts = []
    visitor = {"X-Forwarded-For": f"198.51.{next(_VISITORS) % 256}.7"}  # as a proxy names them, so that tests share no rate limit

    def open_page(path: str = "/", size: tuple[int, int] = WIDE, **settings: Any) -> Page:
        context = chromium.new_context(
            base_url=address, viewport={"width": size[0], "height": size[1]}, extra_http_headers=visitor, **settings
        )
        context.set_default_timeout(HANG * 1_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda said: mistakes.append(said.text) if _is_mistake(said) else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert mistakes == []


def _is_mistake(said: ConsoleMessage) -> bool:
    """Return True for what the browser complains of, but not that a page has the status of an error, which some have."""
    missing = said.text.startswith("Failed to load resource")
    return said.type in {"error", "warning"} and not (missing and "/static/" not in said.location["url"])
