"""Installing the app in many workspaces: the page in front, and the exchange by OAuth, which is bolt's."""

from __future__ import annotations

from html import escape
from typing import Any

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


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Smallprint for Slack</title>
<style>
body {{ max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.05rem/1.5 system-ui, sans-serif; color: #1d1c1d; background: #fff }}
h1 {{ font-size: 1.7rem }} h2 {{ font-size: 1.2rem; margin-top: 2rem }}
a.add {{ display: inline-block; padding: .7rem 1.4rem; border-radius: .4rem; background: #4a154b; color: #fff; text-decoration: none }}
a.add:focus, a.add:hover {{ outline: 3px solid #1264a3 }}
</style>
</head>
<body>
<h1>Can this platform use my calls for AI?</h1>
<p>{purpose}</p>
<p><a class="add" href="{link}">Add to Slack</a></p>
<h2>What it does</h2>
<ul>
<li><code>/smallprint can zoom use my calls for ai</code> answers you alone; you decide what is shared.</li>
<li>Mentioned in a channel, it answers in the thread. Written to, it answers there.</li>
<li>The message shortcut <em>Check claims</em> says what a message claims and what there is to it.</li>
</ul>
<p>{how}</p>
<p>An answer says what a document said on a date; it is not legal advice.</p>
<h2>What it stores</h2>
<p>{no_question}</p>
<ul>
{stored}
</ul>
<p>Everybody sees what is stored about them in the app's Home tab, with a button that deletes it. If the app is removed
from a workspace, everything of that workspace is deleted at once. It reads no messages but those that are written to it,
mention it, or are handed to it with the shortcut.</p>
</body>
</html>
"""


def landing_page(link: str, retention_days: int) -> str:
    """Return the page as HTML; `link` leads to Slack's page on which the app is approved."""
    stored = "\n".join(f"<li>{escape(words)}: {escape(how_long)}</li>" for words, how_long in what_is_stored(retention_days))
    return _PAGE.format(
        purpose=escape(wording.PURPOSE),
        link=escape(link),
        how=escape(wording.HOW_IT_ANSWERS),
        no_question=escape(wording.NO_QUESTION_KEPT),
        stored=stored,
    )
