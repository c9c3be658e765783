"""Finds for each request the workspace that it belongs to and the token that answers there, without asking Slack each time."""

from __future__ import annotations

import asyncio
import time
from typing import Any, NamedTuple

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.storage import Installation, Store, Workspace

SURFACE = "slack"
KEPT_SECONDS = 60.0
"""How long a token is used without a look into the store: another process may have taken the installation away or renewed it."""


class Access(AuthorizeResult):
    """What bolt knows of an authorised request, and the workspace under which everything of it is stored."""

    def __init__(self, workspace: Workspace, token: str, bot_user_id: str, bot_id: str) -> None:
        """Take what an installation or `auth.test` says."""
        super().__init__(enterprise_id=None, team_id=workspace.id, bot_token=token, bot_user_id=bot_user_id, bot_id=bot_id)
        self.workspace = workspace


class Authorize(AsyncAuthorize):
    """Gives access for a request (as bolt asks) and for a workspace (as work in the background does)."""

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002 - the rest are bolt's
        **_: Any,  # noqa: ANN401 - ids of actors, which only user tokens need
    ) -> Access | None:
        """The access of a request's workspace; None where the app is not installed there."""
        for workspace in workspaces_of(enterprise_id, team_id, org_wide=context.is_enterprise_install):
            if access := await self.access(workspace):
                return access
        return None

    async def access(self, workspace: Workspace) -> Access | None:
        """The access of a workspace; None where the app is not installed there."""
        raise NotImplementedError

    def drop(self, workspace: Workspace) -> None:
        """Forget a token that was revoked or renewed."""


def workspaces_of(enterprise_id: str | None, team_id: str | None, *, org_wide: bool | None) -> tuple[Workspace, ...]:
    """The workspaces under which a request may be known: where the whole organisation installed the app, the organisation first."""
    named = (enterprise_id, team_id) if org_wide else (team_id, enterprise_id)
    return tuple(Workspace(SURFACE, name) for name in named if name)


class OneWorkspace(Authorize):
    """Access by the one bot token of the settings; who it is was asked once."""

    def __init__(self, client: AsyncWebClient, token: str) -> None:
        """Take the client that asks."""
        self._client = client
        self._token = token
        self._known: Access | None = None
        self._asking = asyncio.Lock()

    async def access(self, workspace: Workspace) -> Access | None:  # noqa: ARG002 - there is one
        """The token's access, whatever workspace a shared channel's message comes from. SlackApiError where Slack refuses the token."""
        return self._known or await self.learn()

    async def learn(self) -> Access:
        """Ask Slack whose token it is, unless that is known. SlackApiError where Slack refuses the token."""
        async with self._asking:
            if self._known is None:
                said = await self._client.auth_test(token=self._token)
                org_wide = said.get("is_enterprise_install") and said.get("enterprise_id")
                workspace = Workspace(SURFACE, said["enterprise_id"] if org_wide else said["team_id"])
                self._known = Access(workspace, self._token, said["user_id"], said.get("bot_id") or "")
        return self._known


class _Kept(NamedTuple):
    access: Access
    until: float


class ManyWorkspaces(Authorize):
    """Access by the installations in the store."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store
        self._kept: dict[Workspace, _Kept] = {}

    async def access(self, workspace: Workspace) -> Access | None:
        """The access of a workspace; StoreError where the store does not answer."""
        kept = self._kept.get(workspace)
        if kept is not None and kept.until > time.monotonic():
            return kept.access
        installation = await self._store.installation(workspace)
        if installation is None:
            self.drop(workspace)
            return None
        access = _access(installation)
        self._kept[workspace] = _Kept(access, time.monotonic() + KEPT_SECONDS)
        return access

    def drop(self, workspace: Workspace) -> None:
        """Look it up again at the next request."""
        self._kept.pop(workspace, None)


def _access(installation: Installation) -> Access:
    public = installation.public
    return Access(installation.workspace, installation.secrets["bot_token"], public["bot_user_id"], public["bot_id"])
