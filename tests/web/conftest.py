"""The web pages over the shipped base, on the day of the tests, and somebody who opens them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from adapters.web.links import ServiceLinks
from adapters.web.rendering import Renderer
from adapters.web.routes import Pages
from bot.dialogue.dialogue import Dialogue
from bot.service.http import new_app
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder, Revision
from tests.storage.databases import Clock, clock, store, store_url
from tests.web.browser import Browser

__all__ = ["clock", "store", "store_url"]

Open = Callable[..., Browser]
HERE = ServiceLinks()


@pytest.fixture
def open_pages(revision: Revision, store: Store, clock: Clock) -> Open:
    """Open the pages of a revision, the shipped one if none is given."""

    def open_pages(shown: Revision = revision, links: ServiceLinks = HERE, unconnected: Sequence[tuple[str, str]] = ()) -> Browser:
        async def ready() -> Sequence[str]:
            return ()

        dialogue = Dialogue(KnowledgeHolder(shown), store, 90, clock)
        pages = Pages(dialogue, Renderer(), links, 90, unconnected)
        return Browser(new_app([pages.router()], ready))

    return open_pages


@pytest.fixture
def browser(open_pages: Open) -> Browser:
    """Somebody who opens the pages of the shipped base."""
    return open_pages()
