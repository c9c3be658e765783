"""The routes of the public pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from adapters.web.conversation import LONGEST_QUESTION, Turn, about, context_in, read_turns, shown
from adapters.web.links import ServiceLinks
from adapters.web.pages.matrix import answerable, matrix
from adapters.web.pages.posts import checked_post
from adapters.web.public import Public, example
from adapters.web.queries import MatrixQuery, day_of, filter_of
from adapters.web.rendering import Renderer
from adapters.web.serving import PageRoute, exported
from adapters.web.static_files import static_files
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import MAX_POST, Dialogue
from bot.dialogue.direct import MAX_COMPARED
from bot.dialogue.respond import card_on
from bot.replies import wording
from bot.replies.addresses import answer_path
from bot.replies.card import Action, Card
from bot.replies.claims import FoundClaim, find_claims
from bot.replies.claims.card import summary
from bot.service.rate_limiter import RateLimiter
from bot.storage import Person, Workspace, what_is_stored
from bot.understanding.subject import Subject
from knowledge.dates import PartialDate

VISITOR = Asker(Person(Workspace("web", "public"), "visitor"), outside=True)
"""The user of the pages: nobody is told from anybody else, and no conversation is stored."""
ATOM, SCHEMA, XML = "application/atom+xml", "application/schema+json", "application/xml"
FIELDS = 3
"""Fields for platforms at first; there is always one more until there are as many as can be read."""
POST_COST = 3
"""Checking a post is worth so many questions."""


class Pages:
    """The public pages of a running service."""

    def __init__(
        self,
        dialogue: Dialogue,
        renderer: Renderer,
        links: ServiceLinks,
        retention_days: int,
        unconnected: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._dialogue = dialogue
        self._renderer = renderer
        self._links = links
        self._retention_days = retention_days
        self._unconnected = unconnected
        self._static = static_files()
        self._limiter = RateLimiter()

    def router(self) -> APIRouter:
        """Return the routes; the last one answers whatever nothing else does, so the pages come last among the adapters."""
        router = APIRouter(include_in_schema=False, route_class=PageRoute)
        shown_pages: dict[str, Callable[..., Awaitable[Response]]] = {
            "/": self.index,
            "/platforms": self.platforms,
            "/platforms/{slug}": self.platform,
            "/platforms/{slug}/changes.atom": self.platform_feed,
            "/topics/{topic}": self.topic,
            "/answers/{slug}/{topic}": self.answer,
            "/compare": self.compare,
            "/changes": self.changes,
            "/changes.atom": self.feed,
            "/check": self.check_form,
            "/data": self.data,
            "/data/smallprint.json": self.document,
            "/data/schema.json": self.schema,
            "/privacy": self.privacy,
            "/about": self.about,
            "/sitemap.xml": self.sitemap,
            "/static/{name}": self.static,
            "/ask": self.ask_form,
        }
        for path, page in shown_pages.items():
            router.add_api_route(path, page, methods=["GET", "HEAD"], response_model=None)
        router.add_api_route("/ask", self.ask, methods=["POST"], response_model=None)
        router.add_api_route("/check", self.check, methods=["POST"], response_model=None)
        router.add_api_route("/{path:path}", self.nothing, methods=["GET", "HEAD"], response_model=None)
        return router

    @property
    def _public(self) -> Public:
        return Public(self._renderer, self._dialogue.holder.current.knowledge, self._dialogue.today)

    async def index(self) -> Response:
        """Show the front page."""
        public = self._public
        return HTMLResponse(public.front(self._links, example(self._dialogue.holder.current, public.today), self._unconnected))

    async def platforms(self, wanted: Annotated[MatrixQuery, Query()]) -> Response:
        """Show the matrix, filtered and sorted."""
        public = self._public
        chosen, problem = filter_of(wanted, public.knowledge)
        return HTMLResponse(public.platforms(self._links, chosen, problem), 400 if problem else 200)

    async def platform(self, slug: str, as_of: str = "") -> Response:
        """Show a platform, today or on a day."""
        public = self._public
        if slug not in public.knowledge.platforms:
            return self._missing(wording.nothing_under(slug))
        day, problem = day_of(as_of, public.today)
        return HTMLResponse(public.platform(self._links, slug, day, problem), 400 if problem else 200)

    async def platform_feed(self, slug: str) -> Response:
        """Give the feed of a platform."""
        if slug not in self._public.knowledge.platforms:
            return self._missing(wording.nothing_under(slug))
        return Response(self._public.feed(self._links, slug), media_type=ATOM)

    async def topic(self, topic: str) -> Response:
        """Show a topic."""
        if topic not in {known.id for known in answerable(self._public.knowledge)}:
            return self._missing(wording.no_such("topic", topic))
        return HTMLResponse(self._public.topic(self._links, topic))

    async def answer(self, slug: str, topic: str, as_of: str = "") -> Response:
        """Show an answer, today's or that of a day."""
        public = self._public
        if slug not in public.knowledge.platforms or topic not in {known.id for known in answerable(public.knowledge)}:
            return self._missing(wording.nothing_under(f"{slug}/{topic}"))
        day, problem = day_of(as_of, public.today)
        return HTMLResponse(public.answer(self._links, slug, topic, day, problem), 400 if problem else 200)

    async def compare(self, platform: Annotated[list[str], Query()] = [], topic: str = "") -> Response:  # noqa: B006 - FastAPI copies it
        """Show platforms side by side, on one topic or on all."""
        public = self._public
        knowledge = public.knowledge
        topics = answerable(knowledge)
        chosen = tuple(dict.fromkeys(slug for slug in platform if slug in knowledge.platforms))[:MAX_COMPARED]
        fields = min(MAX_COMPARED, max(FIELDS, len(chosen) + 1))
        problem = wording.CHOOSE_TWO if len(chosen) == 1 else ""
        card = table = None
        if len(chosen) > 1 and topic in {known.id for known in topics}:
            card = card_on(knowledge, Subject("compare", chosen, (topic,)), public.today)
        elif len(chosen) > 1:
            found = matrix(knowledge, public.today)
            rows = {row.platform.slug: row for row in found.rows}
            table = found._replace(rows=tuple(rows[slug] for slug in chosen))
        return self._page(
            "compare.html", "/compare", platforms=sorted(knowledge.platforms.values(), key=lambda known: known.name.casefold()),
            topics=topics, chosen=chosen, fields=fields, topic=topic, problem=problem, card=card, matrix=table,
        )  # fmt: skip

    async def changes(self) -> Response:
        """Show what changed."""
        return HTMLResponse(self._public.changes(self._links))

    async def feed(self) -> Response:
        """Give the feed of all platforms."""
        return Response(self._public.feed(self._links), media_type=ATOM)

    async def data(self) -> Response:
        """Show what can be downloaded."""
        return HTMLResponse(self._public.data(self._links))

    async def document(self, request: Request) -> Response:
        """Give the whole base."""
        return await exported(request, self._dialogue.holder.current, {"access-control-allow-origin": "*"})

    async def schema(self) -> Response:
        """Give the schema of the base."""
        return Response(Public.schema(), media_type=SCHEMA, headers={"access-control-allow-origin": "*"})

    async def privacy(self) -> Response:
        """Show what is stored."""
        return HTMLResponse(self._public.privacy(self._links, what_is_stored(self._retention_days)))

    async def about(self) -> Response:
        """Show how answers are made."""
        return HTMLResponse(self._public.about(self._links))

    async def sitemap(self) -> Response:
        """List the pages for search engines, if the public address is known."""
        if not self._links.public_url:
            return self._missing(wording.NO_PUBLIC_URL)
        return Response(self._public.sitemap(self._links), media_type=XML)

    async def static(self, name: str) -> Response:
        """Give the style sheet, the script or the icon."""
        file = self._static.get(name)
        if file is None:
            return self._missing(wording.NO_SUCH_FILE)
        return Response(file.content, media_type=file.media_type)

    async def ask_form(self) -> Response:
        """Lead a reload of an answer's address to the front page."""
        return RedirectResponse(self._links.to("/"), 303)

    async def ask(
        self,
        request: Request,
        text: Annotated[str, Form()] = "",
        tried: Annotated[str, Form(alias="example")] = "",
        ask: Annotated[str, Form()] = "",
        show: Annotated[str, Form()] = "",
        asked: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
        about_before: Annotated[list[str], Form(alias="about")] = [],  # noqa: B006
    ) -> Response:
        """Answer a question, or what was pressed, in the conversation that the form carries."""
        turns = read_turns(asked, about_before)
        if (refused := self._too_fast(request)) is not None:
            return refused
        question, card = await self._card((tried or text).strip()[:LONGEST_QUESTION], ask, show, turns)
        knowledge = self._public.knowledge
        subject = card.about.subject if card.about is not None else None
        return self._page(
            "ask.html", "/ask", card=card, question=question, earlier=shown(turns, knowledge, self._dialogue.today),
            turns=(*turns, Turn(question, about(card))), choices=[button for button in card.buttons if button.action in {"ask", "show"}],
            answer_path=answer_path(subject),
        )  # fmt: skip

    async def _card(self, text: str, ask: str, show: str, turns: Sequence[Turn]) -> tuple[str, Card]:
        """Return the question in words and its answer."""
        action: Action | None = "show" if show else "ask" if ask else None
        if action == "show":
            card = await self._dialogue.press("show", show, VISITOR)
            return (card.reply.title if card.reply else ""), card
        text = ask or text
        context = context_in(turns, self._public.knowledge)
        return text, await self._dialogue.answer(text, VISITOR, wording.ON_WEB, context)

    async def check_form(self) -> Response:
        """Show the form for a post."""
        return self._post_page()

    async def check(self, request: Request, post: Annotated[str, Form()] = "", day: Annotated[str, Form()] = "") -> Response:
        """Mark the claims of a post."""
        if (refused := self._too_fast(request, POST_COST)) is not None:
            return refused
        written, problem = day_of(day, self._dialogue.today)
        current = self._dialogue.holder.current
        post = post[:MAX_POST]
        found = await asyncio.to_thread(find_claims, current.knowledge, current.understanding, post, written)
        return self._post_page(post, written, problem, found)

    def _post_page(
        self, post: str = "", day: PartialDate | None = None, problem: str = "", found: Sequence[FoundClaim] | None = None
    ) -> Response:
        result = None if found is None else checked_post(post, found, day)
        said = "" if found is None else summary(found) if found else wording.NO_CLAIM
        return self._page("check.html", "/check", post=post, day=day, problem=problem, result=result, summary=said, longest=MAX_POST)

    async def nothing(self, request: Request) -> Response:
        """Say that there is no such page."""
        return self._missing(wording.nothing_at(request.url.path))

    def _too_fast(self, request: Request, cost: int = 1) -> Response | None:
        """Return what to say to an address that asks very much."""
        ruling = self._limiter.count(request.client.host if request.client else "", cost)
        if ruling.action == "answer":
            return None
        return self._page("missing.html", "/ask", 429, said=wording.slow_down(ruling.seconds), title=wording.PLEASE_WAIT)

    def _missing(self, said: str) -> Response:
        return self._page("missing.html", "", 404, said=said, title=wording.NO_SUCH_PAGE)

    def _page(self, template: str, path: str, status: int = 200, **content: object) -> Response:
        return HTMLResponse(self._renderer.render(template, self._links, path, self._dialogue.today, **content), status)
