"""The doctor's checks of the Slack app: show each token and secret to Slack, and say how to mend what it refuses."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.settings import BOT_SCOPES, OPTIONAL_SCOPES, WHERE, Connection, OAuthClient
from adapters.slack.web_api import TRANSPORT_ERRORS, error_of, new_session, scopes_of, web_client
from bot.service import machine
from bot.service.adapter import Check

_REINSTALL = "add them from deploy/slack-manifest.yaml under App Manifest, then install the app again"
_NO_CODE = "a-code-that-was-never-issued"


async def examine(connection: Connection, settings: Mapping[str, str]) -> list[Check]:
    """Check everything that the way of connecting needs."""
    checks = []
    async with new_session() as session:
        client = web_client(connection.api_url, session)
        if connection.bot_token is not None:
            checks += await _bot_token(client, connection.bot_token)
        if connection.oauth is not None:
            checks += await _oauth(client, connection.oauth, settings)
        if connection.app_token is not None:
            checks.append(await _app_token(client, connection.app_token))
    if connection.app_token is None:
        checks.append(
            Check("slack requests", "ok", "come over HTTP to /slack/events; the signing secret is checked with the first of them")
        )
    return checks


async def _bot_token(client: AsyncWebClient, token: str) -> list[Check]:
    try:
        said = await client.auth_test(token=token)
    except (SlackApiError, *TRANSPORT_ERRORS) as error:
        return [Check("slack bot token", "wrong", _refused(error, "SLACK_BOT_TOKEN"))]
    checks = [
        Check("slack bot token", "ok", f"installed in {said.get('team') or said.get('team_id')}"),
        *machine.clock_by_header("Slack", said.headers),
    ]
    scopes = scopes_of(said.headers)
    missing = [scope for scope in BOT_SCOPES if scope not in scopes]
    if missing:
        return [*checks, Check("slack scopes", "wrong", f"missing: {', '.join(missing)}; {_REINSTALL}")]
    more = sorted(set(scopes) - {*BOT_SCOPES, *OPTIONAL_SCOPES})
    return [*checks, Check("slack scopes", "ok", f"complete{'; not needed: ' + ', '.join(more) if more else ''}")]


async def _oauth(client: AsyncWebClient, oauth: OAuthClient, settings: Mapping[str, str]) -> list[Check]:
    if not settings.get("SMALLPRINT_SECRET_KEY"):
        return [Check("slack installations", "wrong", "need SMALLPRINT_SECRET_KEY, which encrypts the tokens of the workspaces")]
    try:
        await client.oauth_v2_access(client_id=oauth.id, client_secret=oauth.secret, code=_NO_CODE)
    except SlackApiError as error:
        clock, said = machine.clock_by_header("Slack", error.response.headers), error_of(error)
        if said == "invalid_client_id":
            return [Check("slack installations", "wrong", f"Slack knows no such SLACK_CLIENT_ID: {WHERE['SLACK_CLIENT_ID']}")]
        if said == "bad_client_secret":
            return [Check("slack installations", "wrong", f"SLACK_CLIENT_SECRET is not this app's: {WHERE['SLACK_CLIENT_SECRET']}")]
    except TRANSPORT_ERRORS as error:
        return [Check("slack installations", "wrong", _refused(error, "SLACK_CLIENT_ID"))]
    else:
        clock = ()
    return [Check("slack installations", "ok", "Slack knows the app; workspaces install it from /slack/install"), *clock]


async def _app_token(client: AsyncWebClient, token: str) -> Check:
    try:
        await client.apps_connections_open(app_token=token)
    except (SlackApiError, *TRANSPORT_ERRORS) as error:
        return Check("slack app token", "wrong", _refused(error, "SLACK_APP_TOKEN"))
    return Check("slack app token", "ok", "Socket Mode can be opened")


def _refused(error: Exception, name: str) -> str:
    if isinstance(error, SlackApiError):
        return f"Slack refuses {name} ({error_of(error)}); find it under {WHERE[name]}"
    return f"Slack cannot be reached ({error_of(error)}); look at the network, and at SLACK_API_URL if it is set"
