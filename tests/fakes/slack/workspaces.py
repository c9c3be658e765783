"""Workspaces, as tests arrange them: their people and channels, what happens in them, the end of the app in them."""

from __future__ import annotations

from tests.fakes.slack.acting import Delivery
from tests.fakes.slack.checks import Json
from tests.fakes.slack.core import Core
from tests.fakes.slack.people import Person
from tests.fakes.slack.sending import Sending
from tests.fakes.slack.signing import RIGHT, Signing
from tests.fakes.slack.world import Channel, ChannelKind, Installation, Profile


class Workspace:
    """A workspace, with the driver of its people."""

    def __init__(self, core: Core, sending: Sending, team_id: str) -> None:
        self.core = core
        self.sending = sending
        self.id = team_id

    @property
    def installation(self) -> Installation:
        """The app in this workspace. LookupError where it is not installed."""
        installation = self.core.records.installation_for(self.id)
        if installation is None:
            raise LookupError(f"the app is not installed in {self.id}")
        return installation

    @property
    def token(self) -> str:
        """The bot token."""
        return self.installation.token

    def user(self, user_id: str, name: str = "", *, admin: bool = False) -> Person:
        """A person, new or known; everybody is in every public channel."""
        profile = self.core.records.people.get((self.id, user_id))
        if profile is None:
            profile = self.core.records.people[self.id, user_id] = Profile(user_id, name or user_id.lower(), admin)
            for (team_id, _), channel in self.core.records.channels.items():
                if team_id == self.id and channel.kind == "public":
                    channel.members.add(user_id)
        return Person(self.core, self.sending, self.id, profile)

    def channel(self, channel_id: str, name: str = "", kind: ChannelKind = "public", *, with_app: bool = True) -> Channel:
        """A channel, new or known. People are in a public one by themselves; `members` of a private one are for the test to fill."""
        channel = self.core.records.channels.get((self.id, channel_id))
        if channel is None:
            channel = self.core.records.channels[self.id, channel_id] = Channel(channel_id, name or channel_id.lower(), kind)
            if kind == "public":
                channel.members |= {user for team_id, user in self.core.records.people if team_id == self.id}
            if with_app:
                channel.members.add(self.bot_user_id)
        return channel

    @property
    def bot_user_id(self) -> str:
        """The app's user id here, also where it is not installed yet."""
        return f"U0BOT{self.core.records.place_of(self.id)}"

    async def event(self, kind: str, inner: Json, *, signing: Signing = RIGHT) -> Delivery:
        """Send any event, of the kind under which it is subscribed to (`message.im`, `app_mention`)."""
        return await self.sending.event(self.id, kind, {"event_ts": self.core.records.numbers.ts(), **inner}, signing)

    async def bot_says(self, user: Person, text: str) -> Delivery:
        """Another app writes into a person's conversation with ours."""
        channel = self.core.records.direct_channel(self.id, user.id)
        ts = self.core.records.numbers.ts()
        inner = {"type": "message", "subtype": "bot_message", "bot_id": "B0OTHER", "text": text, "ts": ts}
        return await self.event("message.im", inner | {"channel": channel.id, "channel_type": "im"})

    async def uninstall(self) -> list[Delivery]:
        """Remove the app: its token dies, and it is told by `tokens_revoked` and `app_uninstalled`."""
        installation = self.installation
        installation.revoked = "account_inactive"
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user_id]}}
        return [await self.event("tokens_revoked", revoked), await self.event("app_uninstalled", {"type": "app_uninstalled"})]
