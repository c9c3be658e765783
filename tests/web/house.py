"""A service with a small base, a folder for edits, and people who come to its admin pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Response

from adapters.web.admin.providers import Provider
from adapters.web.admin.routes import AdminPages
from adapters.web.admin.sessions import COOKIE, Sessions
from adapters.web.links import ServiceLinks
from adapters.web.rendering import Renderer
from adapters.web.routes import Pages
from bot.dialogue.dialogue import Dialogue
from bot.service.http import new_app
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.admins import Admins
from bot.upkeep.base_desk import Editing
from bot.upkeep.curators import Curator
from bot.upkeep.desk import Desk
from knowledge.base import Knowledge
from knowledge.editing import Editor
from knowledge.load import load
from tests.conftest import SMALL, TODAY
from tests.storage.databases import KEYS, Clock
from tests.upkeep.bases import holder_of, revision_of
from tests.web.browser import Browser, Page, hidden_fields

HERE = ServiceLinks()
NAMED = "42"
"""The id of the one whom the settings name."""


class Visitor(Browser):
    """Somebody with a browser that keeps cookies."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app)
        self.cookies: dict[str, str] = {}
        self.set_cookie = ""

    async def _request(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Page:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        page = await super()._request(method, address, {**headers, **({"cookie": kept} if kept else {})}, body)
        for kept in self.set_cookies:
            self.set_cookie = kept
            name, _, value = kept.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return page

    async def follow(self, page: Page) -> Page:
        """Go where a page leads."""
        assert page.status == 303, page.text
        return await self.get(page.headers["location"])


@dataclass
class House:
    """A service with a small base, a folder for edits, and a way in."""

    app: FastAPI
    store: Store
    folder: Path
    holder: KnowledgeHolder
    sessions: Sessions
    clock: Clock

    def somebody(self) -> Visitor:
        """Somebody who is not signed in."""
        return Visitor(self.app)

    async def signed_in(self, who: Curator) -> Visitor:
        """Somebody with a session."""
        response, person = Response(), self.somebody()
        self.sessions.keep(response, await self.sessions.begin(who))
        person.cookies[COOKIE] = response.headers["set-cookie"].partition(";")[0].partition("=")[2].strip('"')
        return person

    def take_up(self) -> None:
        """Answer from the files as they are now, as the service does within seconds."""
        self.holder.replace(revision_of(knowledge_of(self.folder)))

    @property
    def editor(self) -> Editor:
        """The files."""
        return Editor([SMALL, self.folder], self.folder, TODAY)


def knowledge_of(*folders: Path) -> Knowledge:
    """Return what the small base and some folders say."""
    loaded = load([SMALL, *folders], TODAY)
    assert loaded.findings == ()
    return Knowledge({topic.id: topic for topic in loaded.topics.topics}, {each.slug: each for each in loaded.platforms})


def open_house(
    folder: Path,
    store: Store,
    clock: Clock,
    providers: Callable[[Desk], Sequence[Provider]] = lambda _: (),
    links: ServiceLinks = HERE,
) -> House:
    """Open a service over the small base, which edits into a folder and names one admin of Discord."""
    folder.mkdir()
    holder = holder_of(knowledge_of())
    dialogue = Dialogue(holder, store, 90, clock, editing=Editing((folder,), base=SMALL), admins=Admins.read(f"discord:{NAMED}"))
    admin = AdminPages(dialogue, store, Renderer(), links, KEYS, providers(dialogue.desk), clock)

    async def ready() -> Sequence[str]:
        return ()

    app = new_app([admin.router(), Pages(dialogue, Renderer(), links, 90).router()], ready)
    return House(app, store, folder, holder, Sessions(store, KEYS, links, clock), clock)


def fields_of(page: Page) -> dict[str, str]:
    """Return what a browser would send of the form that is edited, without its buttons."""
    fields = dict(hidden_fields(page))
    typed = [one.attributes for one in page.all("input") if one.attributes.get("id", "").startswith("field-")]
    fields |= {one["name"]: one["value"] for one in typed}
    fields |= {one.attributes["name"]: one.text.removeprefix("\n") for one in page.all("textarea")}
    for name, body in re.findall(r'<select id="[^"]*" name="([^"]*)".*?>(.*?)</select>', page.body, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', body)
        fields[name] = chosen[1] if chosen else ""
    return fields


async def send(person: Visitor, page: Page, **typed: str) -> Page:
    """Send the form of a page with what somebody typed."""
    return await person.post("/admin/form", *{**fields_of(page), **typed}.items())


async def press(person: Visitor, page: Page, value: str) -> Page:
    """Press a button that does something."""
    assert page.all("input", name="value", value=value), page.text
    return await person.post("/admin/do", ("csrf", page.all("input", name="csrf")[0].attributes["value"]), ("value", value))
