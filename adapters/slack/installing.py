"""Installing in many workspaces by OAuth: the page that says what one installs, the exchange, and what is kept of it.

The exchange itself is bolt's. Kept is what answering needs, and nobody's name: the bot's token (encrypted by the store),
its ids, its scopes. Where the app is removed, everything of the workspace goes.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.authorizing import SURFACE, Authorize, workspaces_of
from adapters.slack.bridge import Request, Response, Route
from adapters.slack.http import as_response
from adapters.slack.incoming import Payload
from adapters.slack.landing import landing_page
from adapters.slack.scopes import BOT_SCOPES
from adapters.slack.settings import Connection, OAuthClient
from adapters.slack.web_api import BOLT_LOG, REFUSED_TOKEN, error_of
from bot.storage import Installation, Store, StoreError, Workspace

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
STATE_SECONDS = 600

log = logging.getLogger(__name__)


class _Installations(AsyncInstallationStore):
    """What bolt saves at the end of an installation, into our store."""

    def __init__(self, store: Store, authorize: Authorize) -> None:
        self._store = store
        self._authorize = authorize

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep an installation in place of an earlier one."""
        org_wide = bool(installation.is_enterprise_install)
        workspace = Workspace(SURFACE, str(installation.enterprise_id if org_wide else installation.team_id))
        public = {
            "bot_user_id": installation.bot_user_id or "",
            "bot_id": installation.bot_id or "",
            "scopes": list(installation.bot_scopes or ()),
        }
        installed_at = datetime.fromtimestamp(installation.installed_at, UTC)
        await self._store.save_installation(Installation(workspace, {"bot_token": installation.bot_token}, public, installed_at))
        self._authorize.drop(workspace)
        log.info("installed in %s", workspace.id)


class _States(AsyncOAuthStateStore):
    """The states of installations under way: each good once, for some minutes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def async_issue(self, *_: Any, **__: Any) -> str:  # noqa: ANN401 - bolt's signature
        """A new state."""
        return await self._store.issue_state(STATE_SECONDS)

    async def async_consume(self, state: str) -> bool:
        """Whether a state is good; it is not, from now on."""
        return await self._store.consume_state(state)


class _Flow(AsyncOAuthFlow):
    """Bolt's flow with our page in front."""

    def __init__(self, client: AsyncWebClient, settings: AsyncOAuthSettings, retention_days: int) -> None:
        super().__init__(client=client, logger=BOLT_LOG, settings=settings)
        self._retention_days = retention_days

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:  # noqa: ARG002 - bolt's signature
        """The page before one installs."""
        return landing_page(url, self._retention_days)


def new_flow(
    client: AsyncWebClient, connection: Connection, oauth: OAuthClient, store: Store, authorize: Authorize, retention_days: int
) -> AsyncOAuthFlow:
    """The installation of an app that many workspaces use."""
    settings = AsyncOAuthSettings(
        client_id=oauth.id,
        client_secret=oauth.secret,
        scopes=BOT_SCOPES,
        user_scopes=(),
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        authorization_url=connection.authorize_url,
        installation_store=_Installations(store, authorize),
        state_store=_States(store),
        state_expiration_seconds=STATE_SECONDS,
        logger=BOLT_LOG,
    )
    return _Flow(client, settings, retention_days)


def routes(flow: AsyncOAuthFlow) -> list[Route]:
    """The page on which one installs, and the one to which Slack sends back."""

    async def install(request: Request) -> Response:
        return as_response(await flow.handle_installation(_bolt_request(request)))

    async def redirect(request: Request) -> Response:
        return as_response(await flow.handle_callback(_bolt_request(request)))

    return [Route("GET", INSTALL_PATH, install), Route("GET", REDIRECT_PATH, redirect)]


def _bolt_request(request: Request) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=request.query, headers=dict(request.headers))


class Removal:
    """Takes everything of a workspace away once the app is removed from it."""

    def __init__(self, store: Store, authorize: Authorize) -> None:
        """Take what is emptied."""
        self._store = store
        self._authorize = authorize

    async def told(self, context: AsyncBoltContext, body: Payload) -> None:
        """Slack says that the app was uninstalled, or its tokens revoked; returns once everything is deleted.

        The word may come late, after somebody installed the app again: then the token in the store still works, and stays.
        It names a workspace also where the app was removed from its whole organisation, so that both are looked at.
        """
        event = body["event"]
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return
        for workspace in workspaces_of(context.enterprise_id, context.team_id, org_wide=context.is_enterprise_install):
            self._authorize.drop(workspace)
            if not await self._still_works(context.client, workspace):
                deleted = await self._store.delete_workspace(workspace)
                log.info("removed from %s; %d rows deleted", workspace.id, deleted)

    async def _still_works(self, client: AsyncWebClient, workspace: Workspace) -> bool:
        try:
            access = await self._authorize.access(workspace)
            if access is None:
                return False
            await client.auth_test(token=access.bot_token)
        except StoreError:  # its token cannot be read any more, or the store does not answer, as deleting will show
            return False
        except SlackApiError as error:
            if error_of(error) in REFUSED_TOKEN:
                return False
            raise
        return True
