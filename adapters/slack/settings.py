"""The settings of the Slack app, the three ways of connecting that they describe, and what the app asks Slack for.

One workspace over HTTP (bot token and signing secret), one workspace by Socket Mode (bot token and app token), or many by
OAuth (client id and secret, over HTTP or Socket Mode). Settings that are only half there are refused, naming what is missing. With a
client id and secret, admins can also sign in on the web pages, in one workspace as in many.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.service.settings import ServiceAddress, SettingsError, read

SURFACE = "slack"
BOT_SCOPES = ("app_mentions:read", "assistant:write", "chat:write", "commands", "im:history")
"""The scopes of the bot token, in alphabetical order; `deploy/slack-manifest.yaml` says the same, with a reason for each."""
OPTIONAL_SCOPES = ("channels:history", "groups:history", "im:write", "users:read")
"""Scopes without which everything works but "@Smallprint is this true?" below a post, which is one post read on request, and looking
whether a message that was cut off arrived, before it is posted again; and `/smallprint admin` for admins whom the settings do not name."""
COMMAND = "/smallprint"
"""The command in the manifest; an operator may give it another name, so any command that Slack sends is answered."""
CLAIMS_SHORTCUT = "check_claims"
API_URL = "https://slack.com/api/"
RESPONSE_ORIGIN = "https://hooks.slack.com"
WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions > Bot User OAuth Token (xoxb-…)",
    "SLACK_SIGNING_SECRET": "Basic Information > App Credentials > Signing Secret",
    "SLACK_APP_TOKEN": "Basic Information > App-Level Tokens (xapp-…, with the scope connections:write)",
    "SLACK_CLIENT_ID": "Basic Information > App Credentials > Client ID",
    "SLACK_CLIENT_SECRET": "Basic Information > App Credentials > Client Secret",
}
"""Place of each setting on the app's page at api.slack.com/apps."""


class SlackSettings(BaseModel):
    """The settings as they are set."""

    model_config = ConfigDict(frozen=True)

    bot_token: Annotated[SecretStr | None, Field(alias="SLACK_BOT_TOKEN")] = None
    signing_secret: Annotated[SecretStr | None, Field(alias="SLACK_SIGNING_SECRET")] = None
    app_token: Annotated[SecretStr | None, Field(alias="SLACK_APP_TOKEN")] = None
    client_id: Annotated[str | None, Field(alias="SLACK_CLIENT_ID")] = None
    client_secret: Annotated[SecretStr | None, Field(alias="SLACK_CLIENT_SECRET")] = None
    api_url: Annotated[ServiceAddress, Field(alias="SLACK_API_URL")] = API_URL


class OAuthClient(NamedTuple):
    """The app as Slack knows it when it is installed, or when somebody signs in with it."""

    id: str
    secret: str


class Connection(NamedTuple):
    """The way in which the app connects. Exactly one of `bot_token` and `oauth` is set; `app_token` means Socket Mode.

    `signing_secret` is "" only if nothing comes over HTTP. `sign_in` is the app with which admins sign in on the web, None if they cannot.
    """

    bot_token: str | None
    oauth: OAuthClient | None
    app_token: str | None
    signing_secret: str
    api_url: str
    sign_in: OAuthClient | None

    @property
    def site(self) -> str:
        """Slack's address, beside whose pages the Web API stands."""
        return self.api_url.removesuffix("/").removesuffix("/api")

    @property
    def authorize_url(self) -> str:
        """Slack's page on which the app is approved."""
        return f"{self.site}/oauth/v2/authorize"

    @property
    def response_origins(self) -> frozenset[str]:
        """Scheme and host of the only addresses that answers are posted to: Slack's own, and those of the configured API."""
        return frozenset({RESPONSE_ORIGIN, origin_of(self.api_url)})


def origin_of(url: str) -> str:
    """Return the scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def nothing_set(settings: Mapping[str, str]) -> bool:
    """Return True if none of the settings that connect the app is set."""
    return not any(settings.get(name) for name in WHERE)


def read_connection(settings: Mapping[str, str]) -> Connection:
    """Return the way of connecting that the settings describe; SettingsError says what is missing or does not go together."""
    given = read(SlackSettings, settings)
    problems = [*_misplaced(given), *_missing(given)]
    if problems:
        raise SettingsError("\n".join(problems))
    client = OAuthClient(given.client_id, _open(given.client_secret)) if given.client_id else None
    return Connection(
        bot_token=_open(given.bot_token) or None,
        oauth=None if given.bot_token else client,
        app_token=_open(given.app_token) or None,
        signing_secret=_open(given.signing_secret),
        api_url=f"{given.api_url.removesuffix('/')}/",
        sign_in=client,
    )


def _misplaced(given: SlackSettings) -> list[str]:
    """Report tokens in the wrong setting."""
    problems = []
    for name, secret, start in (("SLACK_BOT_TOKEN", given.bot_token, "xoxb-"), ("SLACK_APP_TOKEN", given.app_token, "xapp-")):
        if secret is not None and not _open(secret).startswith(start):
            problems.append(f"{name}: must start with {start}; it is found under {WHERE[name]}")
    return problems


def _missing(given: SlackSettings) -> list[str]:
    wanted: list[tuple[str, str]] = []
    if given.client_id or given.client_secret:
        purpose = "signing in on the web pages" if given.bot_token else "installing in many workspaces"
        wanted += [("SLACK_CLIENT_ID", purpose)] if not given.client_id else []
        wanted += [("SLACK_CLIENT_SECRET", purpose)] if not given.client_secret else []
        if not given.signing_secret and not given.app_token:
            wanted.append(("SLACK_SIGNING_SECRET", "checking that requests come from Slack"))
    elif not given.bot_token:
        wanted.append(("SLACK_BOT_TOKEN", "answering in one workspace"))
    elif not given.signing_secret and not given.app_token:
        either = f"or SLACK_APP_TOKEN for Socket Mode: {WHERE['SLACK_APP_TOKEN']}"
        return [f"SLACK_SIGNING_SECRET is missing, for requests over HTTP: {WHERE['SLACK_SIGNING_SECRET']}; {either}"]
    return [f"{name} is missing, for {purpose}: {WHERE[name]}" for name, purpose in wanted]


def _open(secret: SecretStr | None) -> str:
    return secret.get_secret_value().strip() if secret is not None else ""
