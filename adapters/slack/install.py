"""Installing the app in many workspaces: the page in front, and the exchange by OAuth, which is bolt's."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installations import SlackInstallations
from adapters.slack.settings import BOT_SCOPES, OPTIONAL_SCOPES, Connection, OAuthClient
from adapters.slack.web_api import BOLT_LOG
from bot.replies import wording
from bot.storage import Store, what_is_stored

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
STATE_SECONDS = 600


class _States(AsyncOAuthStateStore):
    """The states of installations under way: each good once, for some minutes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def async_issue(self, *_: Any, **__: Any) -> str:  # noqa: ANN401 - bolt's signature
        """Issue a new state."""
        return await self._store.oauth_states.issue(STATE_SECONDS)

    async def async_consume(self, state: str) -> bool:
        """Consume a state; return False if it is unknown, expired or used."""
        return await self._store.oauth_states.consume(state)


class _Flow(AsyncOAuthFlow):
    """Bolt's flow with our page in front."""

    def __init__(self, client: AsyncWebClient, settings: AsyncOAuthSettings, retention_days: int) -> None:
        super().__init__(client=client, logger=BOLT_LOG, settings=settings)
        self._retention_days = retention_days

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:  # noqa: ARG002 - bolt's signature
        """Return the page in front of an installation."""
        return landing_page(url, self._retention_days)


def new_flow(
    client: AsyncWebClient, connection: Connection, oauth: OAuthClient, installations: SlackInstallations, store: Store, retention_days: int
) -> AsyncOAuthFlow:
    """Make the flow by which many workspaces install the app."""
    settings = AsyncOAuthSettings(
        client_id=oauth.id,
        client_secret=oauth.secret,
        scopes=(*BOT_SCOPES, *OPTIONAL_SCOPES),
        user_scopes=(),
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        authorization_url=connection.authorize_url,
        installation_store=installations,
        state_store=_States(store),
        state_expiration_seconds=STATE_SECONDS,
        logger=BOLT_LOG,
    )
    return _Flow(client, settings, retention_days)


def landing_page(link: str, retention_days: int) -> str:
    """Return the page as HTML; `link` leads to Slack's page on which the app is approved."""
    templates = Environment(loader=PackageLoader("adapters.slack"), autoescape=True, undefined=StrictUndefined)
    return templates.get_template("install.html").render(wording=wording, link=link, stored=what_is_stored(retention_days))
