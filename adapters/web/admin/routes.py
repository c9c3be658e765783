"""The routes of the admins' pages. Each looks first who asks; whatever changes something is a form with the session's token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from adapters.web.admin.door import Door
from adapters.web.admin.one_time_links import ENTER
from adapters.web.admin.pages import by_owner, logged, watched_sources
from adapters.web.admin.preview import drawn
from adapters.web.admin.providers import Provider
from adapters.web.admin.sessions import Session, Sessions
from adapters.web.admin.view import AdminView, values_of
from adapters.web.conversation import LONGEST_QUESTION
from adapters.web.links import ServiceLinks
from adapters.web.rendering import Renderer
from adapters.web.serving import HEADERS, Handler
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.respond import Message, card_on, respond
from bot.replies import wording
from bot.replies.card import Card
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys
from bot.understanding.subject import Subject
from bot.upkeep.forms import LONGEST_LINE, LONGEST_PARAGRAPH, Form, FormId
from bot.upkeep.verification import COUNTED_DAYS
from knowledge.base import Knowledge
from knowledge.dates import now

MOST_EDITS, MOST_COUNTED = 100, 25
Page = Callable[[Request, Session], Awaitable[Response]]


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
        providers: Sequence[Provider] = (),
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._dialogue = dialogue
        self._desk = dialogue.desk
        self._store = store
        self._links = links
        self._sessions = Sessions(store, keys, links, clock)
        self._view = AdminView(dialogue, renderer, links)
        self._door = Door(self._desk, store, self._view, self._sessions, links, keys, providers)

    @property
    def _knowledge(self) -> Knowledge:
        return self._dialogue.holder.current.knowledge

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(include_in_schema=False, route_class=AdminRoute)
        self._door.add_routes(router)
        shown: dict[str, Page] = {
            "/admin": self.overview,
            "/admin/ask": self.ask,
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
        done: dict[str, Page] = {"/admin/form": self.send, "/admin/do": self.do, "/admin/leave": self._door.leave}
        for path, page in done.items():
            router.add_api_route(path, self._guarded(page), methods=["POST"], response_model=None)
        return router

    def _guarded(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """Let a page be seen by admins only, and let a form through only if it is one that was shown to them."""

        async def guarded(request: Request) -> Response:
            session = await self._sessions.read(request)
            sent = request.method == "POST"
            if session is None and not sent:
                return RedirectResponse(self._links.to(ENTER), 303)
            if session is None or (sent and not session.sent_by((await values_of(request)).get("csrf", ""))):
                return self._view.refusal(wording.NOT_SENT, wording.SESSION_IS_OVER)
            if self._desk.rights(session.curator) == "none":
                return self._view.card(await self._desk.card("", session.curator), session, 403)
            response = await page(request, session)
            if page != self._door.leave:
                self._sessions.keep(response, session)
            return response

        return guarded

    # Looking

    async def overview(self, request: Request, session: Session) -> Response:
        """Show what waits."""
        return await self._overview(session, request.query_params.get("owner"))

    async def _overview(self, session: Session, owner: str | None = None, sought: str = "", problem: str = "") -> Response:
        curator, knowledge = session.curator, self._knowledge
        due = await self._desk.due(curator)
        wanted = "" if owner == wording.NOBODY_IN_PARTICULAR else owner
        base = self._desk.rights(curator) == "base"
        waiting = [entry for entry in await self._desk.waiting(curator) if entry.merged_into is None]
        return self._view.page(
            "desk.html", session, 400 if problem else 200, waiting=waiting, due_count=len(due),
            owned=by_owner(knowledge, due, wanted), owner=owner, no_owner=wording.NOBODY_IN_PARTICULAR, base=base,
            changed=len(watched_sources(knowledge)) if base else 0, sought=sought, problem=problem,
            warning=self._dialogue.holder.warning if base else None, card=None if base else await self._desk.card("", curator),
        )  # fmt: skip

    async def ask(self, request: Request, session: Session) -> Response:
        """Answer a question as every surface does, with the local notes of the workspace."""
        text = request.query_params.get("text", "").strip()[:LONGEST_QUESTION]
        workspace = session.curator.person.workspace
        preview = None
        if text:
            revision = self._dialogue.holder.current.with_notes(await self._store.local_notes.of(workspace))
            message = Message(text, workspace=str(workspace))
            card = (await asyncio.to_thread(respond, revision, message, self._dialogue.today)).card
            preview = card, await drawn(card, text)
        return self._view.page("ask.html", session, text=text, preview=preview, longest=LONGEST_QUESTION)

    async def find(self, request: Request, session: Session) -> Response:
        """Lead to the answer that a text names."""
        sought = request.query_params.get("text", "")[:LONGEST_LINE]
        answer = await asyncio.to_thread(self._desk.wanted, sought)
        if not answer:
            return await self._overview(session, sought=sought, problem=wording.NAMES_NOTHING)
        return RedirectResponse(self._links.to("/admin/answer", id=answer), 303)

    async def answer(self, request: Request, session: Session) -> Response:
        """Show an answer with what can be done about it."""
        answer = request.query_params.get("id", "")
        if not answer or ":" in answer:  # what changes something is sent by a form
            return RedirectResponse(self._links.to("/admin"), 303)
        return self._view.card(await self._desk.card(answer, session.curator), session)

    async def entry(self, request: Request, session: Session) -> Response:
        """Show an entry of the queue."""
        return self._view.card(await self._desk.card(f"entry:{request.path_params['number']}", session.curator), session)

    async def sources(self, _request: Request, session: Session) -> Response:
        """Show the sources that changed, what they said beside what they say."""
        if self._desk.rights(session.curator) != "base":
            return self._view.card(await self._desk.card("entry:", session.curator), session, 403)
        return self._view.page("sources.html", session, sources=watched_sources(self._knowledge))

    async def log(self, _request: Request, session: Session) -> Response:
        """Show the audit trail."""
        if self._desk.rights(session.curator) != "base":
            return self._view.card(await self._desk.card("entry:", session.curator), session, 403)
        edits = await self._desk.edits(session.curator)
        return self._view.page("log.html", session, logged=[*logged(edits)][:MOST_EDITS], more=max(0, len(edits) - MOST_EDITS))

    async def counts(self, _request: Request, session: Session) -> Response:
        """Show what is asked about most."""
        curator, knowledge = session.curator, self._knowledge
        asked = sorted((await self._desk.asked(curator)).items(), key=lambda item: (-item[1], item[0]))
        known = [(slug, topic, count) for (slug, topic), count in asked if slug in knowledge.platforms and topic in knowledge.topics]
        own = [(slug, count) for slug, count in await self._desk.most_asked(curator, MOST_COUNTED) if slug in knowledge.platforms]
        return self._view.page(
            "counts.html", session, asked=known[:MOST_COUNTED], own=own, unhelpful=await self._desk.unhelpful(curator, MOST_COUNTED),
            days=COUNTED_DAYS, knowledge=knowledge, total=sum(count for _, count in asked), base=self._desk.rights(curator) == "base",
        )  # fmt: skip

    # Changing

    async def form(self, request: Request, session: Session) -> Response:
        """Show a form, with the answer as it is on record."""
        form = await self._desk.open(request.query_params.get("id", ""), session.curator)
        if isinstance(form, Card):
            return self._view.card(form, session)
        if form.is_note:  # notes are no part of the base
            look = await self._desk.look(form.id, {field.key: field.value for field in form.fields}, session.curator)
            return self._view.card(look, session) if isinstance(look, Card) else await self._form(form, session, look.knowledge)
        return await self._form(form, session, self._knowledge)

    async def send(self, request: Request, session: Session) -> Response:
        """Save a form, or only look at what was typed."""
        values = await values_of(request)
        form_id = values.get("id", "")
        if "look" in values:
            look = await self._desk.look(form_id, values, session.curator)
            return self._view.card(look, session) if isinstance(look, Card) else await self._form(look.form, session, look.knowledge)
        done = await self._desk.submit(form_id, values, session.curator)
        return self._view.card(done, session) if isinstance(done, Card) else await self._form(done, session, None, 422)

    async def _form(self, form: Form, session: Session, knowledge: Knowledge | None, status: int = 200) -> Response:
        """Show a form with the answer that it is about as it is, or would be, on record."""
        known = FormId.decode(form.id)
        slug, slash, topic = known.target.partition("/") if known is not None else ("", "", "")
        preview = None
        if slash and knowledge is not None:
            sees = str(session.curator.person.workspace) if form.is_note else ""
            card = card_on(knowledge, Subject("answer", (slug,), (topic,)), self._dialogue.today, sees)
            preview = card, await drawn(card)
        return self._view.page(
            "form.html", session, status, form=form, preview=preview, has_preview=bool(slash),
            longest_line=LONGEST_LINE, longest_paragraph=LONGEST_PARAGRAPH,
        )  # fmt: skip

    async def do(self, request: Request, session: Session) -> Response:
        """Do what a button says."""
        return self._view.card(await self._desk.card((await values_of(request)).get("value", ""), session.curator), session)
