"""Sign in with Slack (OpenID Connect): Slack says who it is, the app in that workspace says if they are an admin.

Without PKCE, because Slack takes it from apps without a secret only: the nonce in the signed token does the same for us.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.slack.settings import SURFACE, Connection, nothing_set, read_connection
from adapters.web.admin.providers import Membership, Provider, SignInError, Token, Vouched, new_app
from bot.service.settings import SettingsError
from bot.storage import Person, Store, Workspace
from bot.upkeep.curators import Curator

HOW = "set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, which stand under Basic Information > App Credentials, beside what connects the app"
TEAM, USER, ENTERPRISE = "https://slack.com/team_id", "https://slack.com/user_id", "https://slack.com/enterprise_id"
"""The claims of the token that say where and who somebody is."""


def slack_connection(settings: Mapping[str, str]) -> Connection | None:
    """Return how the app is connected, None if nobody can sign in by it; SettingsError if a setting is wrong."""
    connection = None if nothing_set(settings) else read_connection(settings)
    return connection if connection is not None and connection.sign_in is not None else None


def slack_provider(connection: Connection, store: Store) -> Provider:
    """Return how people sign in with Slack."""
    if connection.sign_in is None:
        raise SettingsError(HOW)
    app = new_app(
        SURFACE,
        client_id=connection.sign_in.id,
        client_secret=connection.sign_in.secret,
        server_metadata_url=f"{connection.site}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "token_endpoint_auth_method": "client_secret_post"},
    )

    async def vouch(token: Token) -> Vouched:
        claims = token.get("userinfo")
        if not claims:
            raise SignInError("Slack sent no identity")
        curator = await _curator(connection, store, claims)
        return Vouched(claims.get("name") or curator.person.id, [Membership(curator, str(curator.person.workspace))])

    return Provider(SURFACE, app, vouch)


async def _curator(connection: Connection, store: Store, claims: Mapping[str, str]) -> Curator:
    """Return who somebody is where the app is installed: in their workspace or, if it is there, in their whole organisation.

    Slack's libraries are loaded at the first sign-in, because they take a second.
    """
    from slack_sdk.errors import SlackApiError

    from adapters.slack.desk import is_admin
    from adapters.slack.installations import Authorize, SlackInstallations
    from adapters.slack.web_api import TRANSPORT_ERRORS, error_of, web_client

    slack = web_client(connection.api_url, token=connection.bot_token)
    workspaces = [Workspace(SURFACE, place) for place in (claims[TEAM], claims.get(ENTERPRISE)) if place]
    try:
        if connection.oauth is None:
            here = (await slack.auth_test()).get("team_id")
            clients = [(workspace, slack) for workspace in workspaces if workspace.id == here]
        else:
            authorize = Authorize(SlackInstallations(store, slack), slack, connection.oauth)
            found = [(workspace, await authorize.client_for(workspace)) for workspace in workspaces]
            clients = [(workspace, client) for workspace, client in found if client is not None]
        for workspace, client in clients:
            person = Person(workspace, claims[USER])
            return Curator(person, await is_admin(client, person), connection.oauth is not None)
    except (SlackApiError, *TRANSPORT_ERRORS) as error:
        raise SignInError(f"Slack did not say who is an admin ({error_of(error)})") from None
    return Curator(Person(workspaces[0], claims[USER]), is_admin=False, shared=True)
