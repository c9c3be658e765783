"""Look up, and renew, the token with which the app acts in the workspace of a request."""

from __future__ import annotations

import time

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncInstallationStoreAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.installations import Installations, installed_in
from adapters.slack.settings import OAuthClient
from adapters.slack.web_api import BOLT_LOG, web_client
from bot.storage import Workspace

MOST_AUTHORIZED = 10_000
"""So many tokens' replies to Slack's `auth.test` bolt keeps; then it begins again."""


class NotVouchedForError(Exception):
    """Slack did not say whose token it is, although the app is installed: the request is to be sent again."""


class Authorize(AsyncInstallationStoreAuthorize):
    """Bolt's look-up of the token for a request, remembering `auth.test`; an installation that Slack has ended is removed."""

    def __init__(self, installations: Installations, client: AsyncWebClient, oauth: OAuthClient | None) -> None:
        super().__init__(
            logger=BOLT_LOG,
            installation_store=installations,
            client_id=oauth.id if oauth else None,
            client_secret=oauth.secret if oauth else None,
            client=client,
            cache_enabled=True,
        )
        self._installations = installations
        self._client = client

    async def __call__(
        self, *, context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None, user_id: str | None, **actor: str | None
    ) -> AuthorizeResult | None:
        """Return who the app is in a workspace, None if it is not installed there."""
        if len(self.authorize_result_cache) > MOST_AUTHORIZED:
            self.authorize_result_cache.clear()
        found = await super().__call__(context=context, enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, **actor)
        workspace = installed_in(enterprise_id, team_id, org_wide=context.is_enterprise_install)
        if found is None and await self._installations.still_installed(workspace):
            raise NotVouchedForError
        return found

    async def _rotate_and_save_tokens_if_necessary(self, installation: SlackInstallation | None) -> SlackInstallation | None:
        """Exchange a refresh token, which Slack takes once: by one process at a time, while others wait for what it got.

        Bolt's own method, which exchanges what it was given.
        """
        if installation is None or not _ends_within(installation, self.token_rotation_expiration_minutes):
            return None
        organisation = installation.is_enterprise_install
        async with self._installations.exchanging(installed_in(installation.enterprise_id, installation.team_id, org_wide=organisation)):
            held = await self._installations.async_find_installation(
                enterprise_id=installation.enterprise_id, team_id=installation.team_id, is_enterprise_install=organisation
            )
            return await super()._rotate_and_save_tokens_if_necessary(held) or held

    async def client_for(self, workspace: Workspace) -> AsyncWebClient | None:
        """Return a client for a workspace or organisation, for work that no request asked for; None if the app is not installed."""
        org_wide = workspace.id.startswith("E")
        context = AsyncBoltContext({"client": self._client, "is_enterprise_install": org_wide})
        enterprise_id, team_id = (workspace.id, None) if org_wide else (None, workspace.id)
        found = await self(context=context, enterprise_id=enterprise_id, team_id=team_id, user_id=None)
        return web_client(self._client.base_url, self._client.session, found.bot_token) if found else None


def _ends_within(installation: SlackInstallation, minutes: int) -> bool:
    ends = installation.bot_token_expires_at
    return ends is not None and ends <= time.time() + minutes * 60
