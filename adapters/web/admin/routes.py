"""The routes of the admins' pages. Each looks first who asks; whatever changes something is a form with the session's token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute

from adapters.web.admin.pages import NO_OWNER, by_owner, logged, press_of, watched_sources
from adapters.web.admin.preview import texts_of
from adapters.web.admin.sessions import Session, Sessions
from adapters.web.admin.sign_in import ENTER, redeem
from adapters.web.links import ServiceLinks
from adapters.web.rendering import Renderer
from adapters.web.serving import HEADERS, Handler
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.respond import card_on
from bot.replies.card import Card
from bot.replies.layout import Heading
from bot.service.rate_limiter import RateLimiter
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys
from bot.understanding.subject import Subject
from bot.upkeep.forms import LONGEST_LINE, LONGEST_PARAGRAPH, Form, FormId
from bot.upkeep.verification import COUNTED_DAYS

MOST_EDITS, MOST_COUNTED = 100, 25
Page = Callable[[Request, Session], Awaitable[Response]]


def _now() -> datetime:
    return datetime.now(UTC)


class AdminRoute(APIRoute):
    """A route whose responses are kept by nobody; not compressed, because a secret stands beside what somebody else may have written."""

    def get_route_handler(self) -> Handler:
        """Wrap the handler."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            response = await handle(request)
            for name, value in HEADERS.items():
                response.headers[name] = value
            response.headers["cache-control"] = "no-store"
            return response

        return handled


class AdminPages:
    """The admins' pages of a running service."""

    def __init__(
        self,
        dialogue: Dialogue,
        store: Store,
        renderer: Renderer,
        links: ServiceLinks,
        keys: SecretKeys | None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._dialogue = dialogue
        self._desk = dialogue.desk
        self._store = store
        self._renderer = renderer
        self._links = links
        self._sessions = Sessions(keys, links, clock)
        self._limiter = RateLimiter()

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(include_in_schema=False, route_class=AdminRoute)
        router.add_api_route(ENTER, self.door, methods=["GET", "HEAD"], response_model=None)
        router.add_api_route(ENTER, self.enter, methods=["POST"], response_model=None)
        shown: dict[str, Page] = {
            "/admin": self.overview,
            "/admin/find": self.find,
            "/admin/answer": self.answer,
            "/admin/queue/{number}": self.entry,
            "/admin/form": self.form,
            "/admin/sources": self.sources,
            "/admin/log": self.log,
            "/admin/counts": self.counts,
        }
        for path, page in shown.items():
            router.add_api_route(path, self._guarded(page), methods=["GET", "HEAD"], response_model=None)
        done: dict[str, Page] = {"/admin/form": self.send, "/admin/do": self.do, "/admin/leave": self.leave}
        for path, page in done.items():
            router.add_api_route(path, self._guarded(page), methods=["POST"], response_model=None)
        return router

    def _guarded(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """Let a page be seen by admins only, and let a form through only if it is one that was shown to them."""

        async def guarded(request: Request) -> Response:
            session = self._sessions.read(request)
            sent = request.method == "POST"
            if session is None and not sent:
                return RedirectResponse(self._links.to(ENTER), 303)
            if session is None or (sent and not session.sent_by((await _values(request)).get("csrf", ""))):
                return self._told(
                    "This was not sent",
                    "Your session is over, or the form is not one that this page showed you. Nothing was changed. Sign in again; "
                    "with the browser’s Back you still find what you typed.",
                )
            if self._desk.rights(session.curator) == "none":
                return self._card(await self._desk.card("", session.curator), session, 403)
            response = await page(request, session)
            if page != self.leave:
                self._sessions.keep(response, session)
            return response

        return guarded

    # Signing in

    async def door(self, request: Request) -> Response:
        """Show how to sign in; a link leads here, and only its button signs in, so that nothing that looks links up uses it."""
        query = request.query_params
        return self._page("enter.html", None, who=query.get("who", ""), key=query.get("key", ""), problem="")

    async def enter(self, request: Request) -> Response:
        """Sign in by a link."""
        ruling = self._limiter.count(request.client.host if request.client else "")
        values = await _values(request)
        found = await redeem(self._store, values.get("who", ""), values.get("key", "")) if ruling.action == "answer" else None
        if found is None:
            problem = "This link is no longer good: it was used, or it is too old. Make a new one."
            return self._page("enter.html", None, 403, who="", key="", problem=problem)
        response = RedirectResponse(self._links.to("/admin"), 303)
        self._sessions.keep(response, self._sessions.begin(found))
        return response

    async def leave(self, _request: Request, _session: Session) -> Response:
        """Sign out."""
        response = RedirectResponse(self._links.to(ENTER), 303)
        self._sessions.end(response)
        return response

    # Looking

    async def overview(self, request: Request, session: Session) -> Response:
        """Show what waits."""
        return await self._overview(session, request.query_params.get("owner"))

    async def _overview(self, session: Session, owner: str | None = None, sought: str = "", problem: str = "") -> Response:
        curator, knowledge = session.curator, self._dialogue.holder.current.knowledge
        due = await self._desk.due(curator)
        wanted = "" if owner == NO_OWNER else owner
        base = self._desk.rights(curator) == "base"
        waiting = [entry for entry in await self._desk.waiting(curator) if entry.merged_into is None]
        return self._page(
            "desk.html", session, 400 if problem else 200, waiting=waiting, due_count=len(due),
            owned=by_owner(knowledge, due, wanted), owner=owner, no_owner=NO_OWNER, base=base,
            changed=len(watched_sources(knowledge)) if base else 0, sought=sought, problem=problem,
            warning=self._dialogue.holder.warning if base else None, card=None if base else await self._desk.card("", curator),
        )  # fmt: skip

    async def find(self, request: Request, session: Session) -> Response:
        """Lead to the answer that a text names."""
        sought = request.query_params.get("text", "")[:LONGEST_LINE]
        answer = await asyncio.to_thread(self._desk.wanted, sought)
        if not answer:
            return await self._overview(session, sought=sought, problem="That names no platform and topic on record.")
        return RedirectResponse(self._links.to("/admin/answer", id=answer), 303)

    async def answer(self, request: Request, session: Session) -> Response:
        """Show an answer with what can be done about it."""
        answer = request.query_params.get("id", "")
        if not answer or ":" in answer:  # what changes something is sent by a form
            return RedirectResponse(self._links.to("/admin"), 303)
        return self._card(await self._desk.card(answer, session.curator), session)

    async def entry(self, request: Request, session: Session) -> Response:
        """Show an entry of the queue."""
        return self._card(await self._desk.card(f"entry:{request.path_params['number']}", session.curator), session)

    async def sources(self, _request: Request, session: Session) -> Response:
        """Show the sources that changed, what they said beside what they say."""
        if self._desk.rights(session.curator) != "base":
            return self._card(await self._desk.card("entry:", session.curator), session, 403)
        return self._page("sources.html", session, sources=watched_sources(self._dialogue.holder.current.knowledge))

    async def log(self, _request: Request, session: Session) -> Response:
        """Show the audit trail."""
        if self._desk.rights(session.curator) != "base":
            return self._card(await self._desk.card("entry:", session.curator), session, 403)
        edits = await self._desk.edits(session.curator)
        return self._page("log.html", session, logged=[*logged(edits)][:MOST_EDITS], more=max(0, len(edits) - MOST_EDITS))

    async def counts(self, _request: Request, session: Session) -> Response:
        """Show what is asked about most."""
        curator, knowledge = session.curator, self._dialogue.holder.current.knowledge
        asked = sorted((await self._desk.asked(curator)).items(), key=lambda item: (-item[1], item[0]))
        known = [(slug, topic, count) for (slug, topic), count in asked if slug in knowledge.platforms and topic in knowledge.topics]
        own = [(slug, count) for slug, count in await self._desk.most_asked(curator, MOST_COUNTED) if slug in knowledge.platforms]
        return self._page(
            "counts.html", session, asked=known[:MOST_COUNTED], own=own, unhelpful=await self._desk.unhelpful(curator, MOST_COUNTED),
            days=COUNTED_DAYS, knowledge=knowledge, total=sum(count for _, count in asked), base=self._desk.rights(curator) == "base",
        )  # fmt: skip

    # Changing

    async def form(self, request: Request, session: Session) -> Response:
        """Show a form."""
        return await self._form(await self._desk.open(request.query_params.get("id", ""), session.curator), session)

    async def send(self, request: Request, session: Session) -> Response:
        """Save a form, or only look at what was typed."""
        values = await _values(request)
        form_id = values.get("id", "")
        if "look" not in values:
            return await self._form(await self._desk.submit(form_id, values, session.curator), session, values, 422)
        wrong = await self._desk.check(form_id, values, session.curator)
        if wrong is None:
            opened = await self._desk.open(form_id, session.curator)
            wrong = opened.filled(values) if isinstance(opened, Form) else opened
        return await self._form(wrong, session, values)

    async def _form(self, form: Form | Card, session: Session, values: Mapping[str, str] | None = None, status: int = 200) -> Response:
        if isinstance(form, Card):
            return self._card(form, session)
        preview = await self._preview(form, values or {field.key: field.value for field in form.fields}, session)
        return self._page(
            "form.html", session, status, form=form, preview=preview,
            longest_line=LONGEST_LINE, longest_paragraph=LONGEST_PARAGRAPH,
        )  # fmt: skip

    async def _preview(self, form: Form, values: Mapping[str, str], session: Session) -> tuple[Card, object] | None:
        """Return the answer as people would see it, as a card and as texts."""
        known = FormId.decode(form.id)
        knowledge = await self._desk.previewed(form.id, values, session.curator)
        if known is None or knowledge is None:
            return None
        slug, _, topic = known.target.partition("/")
        sees = str(session.who.person.workspace) if known.task == "note" else ""
        card = card_on(knowledge, Subject("answer", (slug,), (topic,)), self._dialogue.today, sees)
        return card, await asyncio.to_thread(texts_of, card)

    async def do(self, request: Request, session: Session) -> Response:
        """Do what a button says."""
        return self._card(await self._desk.card((await _values(request)).get("value", ""), session.curator), session)

    # Pages

    def _card(self, card: Card, session: Session | None, status: int = 200) -> Response:
        first = card.brief[0] if card.brief else None
        title = first.text if isinstance(first, Heading) else ""
        presses = [press for button in card.buttons if (press := press_of(button)) is not None]
        return self._page("card.html", session, status, title=title, blocks=card.brief[1 if title else 0 :], presses=presses)

    def _told(self, title: str, said: str) -> Response:
        return self._page("told.html", None, 403, title=title, said=said)

    def _page(self, template: str, session: Session | None, status: int = 200, **content: object) -> Response:
        base = session is not None and self._desk.rights(session.curator) == "base"
        page = self._renderer.render(
            f"admin/{template}", self._links, "/admin", self._dialogue.today, session=session, may_edit=base, **content
        )
        return HTMLResponse(page, status)


async def _values(request: Request) -> Mapping[str, str]:
    """Return the fields of a form that was sent; files are none."""
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
