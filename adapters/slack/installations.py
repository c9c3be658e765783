"""Bolt's installation store, on our store: the tokens of each workspace, their look-up for a request, renewal and removal.

We keep what answering needs and nobody's name: the bot's tokens (encrypted by the store), its ids and scopes. If the app is removed,
everything of the workspace is deleted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncInstallationStoreAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.settings import SURFACE, OAuthClient
from adapters.slack.web_api import BOLT_LOG, DEAD_TOKEN, REFUSED_TOKEN, TRANSPORT_ERRORS, error_of, note_incident, web_client
from bot.storage import Installation, Store, StoreError, Workspace

log = logging.getLogger(__name__)


class SlackInstallations(AsyncInstallationStore):
    """Bolt's installation store, on our store."""

    def __init__(self, store: Store, client: AsyncWebClient) -> None:
        self._store = store
        self._client = client

    async def async_save(self, installation: SlackInstallation) -> None:
        """Keep an installation, or its renewed tokens, in place of the earlier one."""
        workspace = installed_in(installation.enterprise_id, installation.team_id, org_wide=installation.is_enterprise_install)
        secrets = {"bot_token": installation.bot_token, "refresh_token": installation.bot_refresh_token}
        public = {
            "bot_user_id": installation.bot_user_id or "",
            "bot_id": installation.bot_id or "",
            "scopes": list(installation.bot_scopes or ()),
            "expires_at": installation.bot_token_expires_at,
        }
        installed_at = datetime.fromtimestamp(installation.installed_at, UTC)
        await self._store.installations.save(Installation(workspace, _present(secrets), _present(public), installed_at))
        log.info("keeping the tokens of %s", workspace.id)

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> SlackInstallation | None:
        """Return the installation of a workspace or organisation; there are none of single users."""
        if user_id is not None:
            return None
        workspace = installed_in(enterprise_id, team_id, org_wide=is_enterprise_install)
        kept = await self._store.installations.get(workspace)
        if kept is None:
            return None
        return SlackInstallation(
            user_id="",
            enterprise_id=enterprise_id,
            team_id=None if is_enterprise_install else team_id,
            is_enterprise_install=is_enterprise_install,
            bot_token=kept.secrets["bot_token"],
            bot_refresh_token=kept.secrets.get("refresh_token"),
            bot_token_expires_at=kept.public.get("expires_at"),
            bot_id=kept.public["bot_id"],
            bot_user_id=kept.public["bot_user_id"],
            bot_scopes=kept.public["scopes"],
            installed_at=kept.installed_at.timestamp(),
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Slack says that the app was removed; delete everything of the workspace, unless its token still works.

        The word may come late, after somebody installed the app again. It names a workspace also if the app was removed from the
        whole organisation, so both are looked at.
        """
        for name in filter(None, (team_id, enterprise_id)):
            await self.remove_if_refused(Workspace(SURFACE, name), REFUSED_TOKEN)

    async def async_delete_installation(self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None) -> None:
        """Do nothing: no tokens of people are kept."""

    async def remove_if_refused(self, workspace: Workspace, errors: frozenset[str] = DEAD_TOKEN) -> bool:
        """Delete everything of a workspace if Slack refuses its token with one of these errors; return True if it is gone."""
        try:
            token = await self._token(workspace)
        except StoreError as error:  # the key that encrypted it was lost, so it cannot be used any more
            log.warning("%s", error)
            token = None
        if token is not None and not await self._is_refused(token, errors):
            return False
        deleted = await self._store.personal.delete_workspace(workspace)
        log.info("removed from %s; %d rows deleted", workspace.id, deleted)
        return True

    async def remove_all_refused(self) -> None:
        """Remove the workspaces whose removal was missed while the service was down."""
        for installation in await self._store.installations.all(SURFACE):
            try:
                await self.remove_if_refused(installation.workspace)
            except (SlackApiError, *TRANSPORT_ERRORS) as error:
                log.warning("Slack does not say whether %s still has the app (%s)", installation.workspace.id, error_of(error))

    async def still_installed(self, workspace: Workspace) -> bool:
        """Return True if the app is installed, as far as is known; if Slack refuses the token for good, it is not any more."""
        token = await self._token(workspace)
        if token is None:
            return False
        try:
            refused = await self._is_refused(token, DEAD_TOKEN)
        except SlackApiError:
            return True
        if refused:
            await self._found_dead(workspace)
        return not refused

    def exchanging(self, workspace: Workspace) -> AbstractAsyncContextManager[None]:
        """Keep every other process from exchanging the refresh token of a workspace meanwhile."""
        return self._store.alone(f"slack tokens of {workspace.id}")

    @asynccontextmanager
    async def calling(self, workspace: Workspace) -> AsyncIterator[None]:
        """Watch a call of the Web API: if Slack refuses the token for good, everything of the workspace is deleted."""
        try:
            yield
        except SlackApiError as error:
            if error_of(error) in DEAD_TOKEN:
                await self._found_dead(workspace)
            raise

    async def _found_dead(self, workspace: Workspace) -> None:
        try:
            await self.remove_if_refused(workspace)
        except (SlackApiError, StoreError, *TRANSPORT_ERRORS) as error:
            note_incident(error, "removing a workspace that Slack has removed")

    async def _token(self, workspace: Workspace) -> str | None:
        kept = await self._store.installations.get(workspace)
        return kept.secrets["bot_token"] if kept is not None else None

    async def _is_refused(self, token: str, errors: frozenset[str]) -> bool:
        try:
            await self._client.auth_test(token=token)
        except SlackApiError as error:
            if error_of(error) in errors:
                return True
            raise
        return False


class OneInstallation(SlackInstallations):
    """The one installation of the settings, which nothing but its removal in Slack ends."""

    def __init__(self, store: Store, client: AsyncWebClient, token: str) -> None:
        super().__init__(store, client)
        self._only = token

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,  # noqa: ARG002 - the SDK's signature
    ) -> SlackInstallation | None:
        """Return the installation, whatever workspace a shared channel's message comes from."""
        if user_id is not None:
            return None
        return SlackInstallation(user_id="", enterprise_id=enterprise_id, team_id=team_id, bot_token=self._only)

    async def remove_all_refused(self) -> None:
        """Do nothing: a token in the settings that is refused is the operator's to mend."""

    async def _found_dead(self, workspace: Workspace) -> None:
        """Do nothing, for the same reason."""

    async def _token(self, workspace: Workspace) -> str:  # noqa: ARG002 - there is one
        return self._only


def installed_in(enterprise_id: str | None, team_id: str | None, *, org_wide: bool | None) -> Workspace:
    """Return the workspace, or the organisation if the app is installed for all of it."""
    return Workspace(SURFACE, (enterprise_id if org_wide else team_id) or "")


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


MOST_AUTHORIZED = 10_000
"""Most replies of Slack's `auth.test`, one a token, that bolt keeps; then it begins again.

Without them every request would ask Slack first. Bolt itself never lets go of one, and a rotated token leaves one behind twice a day.
"""


class NotVouchedForError(Exception):
    """Slack did not say whose token it is, although the app is installed: the request is to be sent again."""


class Authorize(AsyncInstallationStoreAuthorize):
    """Bolt's look-up of the token for a request, remembering `auth.test`; an installation that Slack has ended is removed."""

    def __init__(self, installations: SlackInstallations, client: AsyncWebClient, oauth: OAuthClient | None) -> None:
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
            kept = await self._installations.async_find_installation(
                enterprise_id=installation.enterprise_id, team_id=installation.team_id, is_enterprise_install=organisation
            )
            return await super()._rotate_and_save_tokens_if_necessary(kept) or kept

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
