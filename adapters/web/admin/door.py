"""The way in: by a one-time link, or by signing in with Slack or Discord; and the way out."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from adapters.web.admin.cookies import SealedCookie
from adapters.web.admin.one_time_links import ENTER, issue_key, redeem, written
from adapters.web.admin.providers import SECONDS, Membership, Provider, SignInError, Vouched, back_path, failures
from adapters.web.admin.sessions import Session, Sessions
from adapters.web.admin.view import AdminView, values_of
from adapters.web.links import ServiceLinks
from bot.observing import incidents
from bot.replies import wording
from bot.service.rate_limiter import RateLimiter
from bot.storage import Store
from bot.storage.secret_keys import SecretKeys
from bot.upkeep.desk import Desk

COOKIE = "smallprint_sign_in"

log = logging.getLogger(__name__)


class Door:
    """Lets people in and out."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        view: AdminView,
        sessions: Sessions,
        links: ServiceLinks,
        keys: SecretKeys | None,
        providers: Sequence[Provider],
    ) -> None:
        self._desk = desk
        self._store = store
        self._view = view
        self._sessions = sessions
        self._links = links
        self._providers: Mapping[str, Provider] = {provider.name: provider for provider in providers}
        self._cookie = SealedCookie(COOKIE, f"{links.prefix}{ENTER}", timedelta(seconds=SECONDS), keys, links)
        self._limiter = RateLimiter()

    def add_routes(self, router: APIRouter) -> None:
        """Add the routes of those who are not signed in."""
        router.add_api_route(ENTER, self.show, methods=["GET", "HEAD"], response_model=None)
        router.add_api_route(ENTER, self.enter, methods=["POST"], response_model=None)
        router.add_api_route(ENTER + "/{name}", self.begin, methods=["GET"], response_model=None)
        router.add_api_route(ENTER + "/{name}/back", self.back, methods=["GET"], response_model=None)

    async def show(self, request: Request) -> Response:
        """Show how to sign in; a link leads here, and only its button signs in, so that nothing that looks links up uses it."""
        query = request.query_params
        return self._shown(who=query.get("who", ""), key=query.get("key", ""))

    async def enter(self, request: Request) -> Response:
        """Sign in by a link."""
        values = await values_of(request)
        found = None if self._is_flooding(request) else await redeem(self._store, values.get("who", ""), values.get("key", ""))
        if found is None:
            return self._shown(wording.LINK_IS_USED, 403)
        response = RedirectResponse(self._links.to("/admin"), 303)
        self._sessions.keep(response, await self._sessions.begin(found))
        return response

    async def leave(self, _request: Request, session: Session) -> Response:
        """Sign out."""
        response = RedirectResponse(self._links.to(ENTER), 303)
        await self._sessions.end(response, session)
        return response

    # With Slack or Discord

    async def begin(self, request: Request) -> Response:
        """Send somebody to the page of Slack or Discord; the state is good once, and only in this browser."""
        provider = self._providers.get(request.path_params["name"])
        if provider is None:
            return self._shown(wording.CANNOT_SIGN_IN_SO, 404)
        if self._is_flooding(request):
            return self._shown(wording.TRIED_TOO_OFTEN, 429)
        begun: dict[str, object] = {}
        request.scope["session"] = begun  # where Authlib keeps nonce and verifier until somebody is back
        state = await self._store.oauth_states.issue(SECONDS, _purpose(provider))
        try:
            response: Response = await provider.app.authorize_redirect(request, self._links.absolute(back_path(provider.name)), state=state)
        except failures() as error:
            return self._failed(provider, error)
        self._cookie.write(response, begun)
        return response

    async def back(self, request: Request) -> Response:
        """Let in whom Slack or Discord vouches for, if they may work here."""
        provider = self._providers.get(request.path_params["name"])
        begun = self._cookie.read(request)
        state = request.query_params.get("state", "")
        if provider is None or not begun or not await self._store.oauth_states.consume(state, _purpose(provider)):
            return self._shown(wording.SIGN_IN_AGAIN, 403)
        if "error" in request.query_params:
            return self._shown(f"{provider.label} says that you did not agree, so nobody is signed in.", 403)
        request.scope["session"] = begun
        try:
            token = await provider.app.authorize_access_token(request)  # type: ignore[no-untyped-call]  # its stubs lack the types
            vouched = await provider.vouch(token)
        except failures() as error:
            return self._failed(provider, error)
        response = await self._let_in(vouched)
        self._cookie.remove(response)
        return response

    async def _let_in(self, vouched: Vouched) -> Response:
        """Begin a session, after asking for which server if there are several; refuse somebody who may work in none."""
        places = [place for place in vouched.places if self._desk.rights(place.curator) != "none"]
        if not places:
            return self._view.card(await self._desk.card("", vouched.places[0].curator), None, 403)
        if len(places) > 1:
            choices = [await self._choice(place) for place in places]
            return self._view.page("choose.html", None, name=vouched.name, choices=choices)
        response = RedirectResponse(self._links.to("/admin"), 303)
        self._sessions.keep(response, await self._sessions.begin(places[0].curator, vouched.name))
        return response

    async def _choice(self, place: Membership) -> tuple[str, str, str]:
        """Return the name of a server, and a one-time sign-in for it; a bot in several servers is shared, as such sign-ins take it for."""
        person = place.curator.person
        return place.name, written(person), await issue_key(self._store, person, SECONDS)

    def _failed(self, provider: Provider, error: Exception) -> Response:
        """Say that a provider did not do its part; why is in the log, without what was sent."""
        why = str(error) if isinstance(error, SignInError) else getattr(error, "error", None) or type(error).__name__
        number = incidents.note("web", f"signing in with {provider.label}", why)
        return self._shown(f"{provider.label} did not say who you are. Try again; the operator finds why in the log under {number}.", 502)

    def _shown(self, problem: str = "", status: int = 200, who: str = "", key: str = "") -> Response:
        return self._view.page("enter.html", None, status, who=who, key=key, problem=problem, providers=self._providers.values())

    def _is_flooding(self, request: Request) -> bool:
        return self._limiter.count(request.client.host if request.client else "").action != "answer"


def _purpose(provider: Provider) -> str:
    return f"sign-in with {provider.name}"
