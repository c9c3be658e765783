"""What the fake Slack knows: workspaces, people, channels, installations, messages and views. It decides nothing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.slack.checks import Json
from tests.fakes.slack.elements import interactive
from tests.fakes.slack.shown import Shown, shown

ChannelKind = Literal["public", "private", "im"]
ALL_SCOPES = frozenset(
    "app_mentions:read assistant:write channels:history channels:read chat:write commands groups:history groups:read im:history "
    "im:read im:write users:read".split()
)
_ASSISTANT = ("assistant_thread_started", "assistant_thread_context_changed")
ALL_EVENTS = frozenset(("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked", *_ASSISTANT))


class Clock:
    """Slack's clock: the real one, which a test can put forward.

    How old something is, is what it was put `ahead` since then alone: that a machine is slow is no mistake of the app.
    """

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.ahead

    def advance(self, seconds: float) -> None:
        """Let time pass for trigger ids, response URLs and rate limits."""
        self.ahead += seconds


@dataclass(slots=True, eq=False)
class Channel:
    """A conversation: `members` are user ids, the bot's among them where it was invited."""

    id: str
    name: str
    kind: ChannelKind = "public"
    members: set[str] = field(default_factory=set)
    archived: bool = False


@dataclass(slots=True, eq=False)
class Installation:
    """The app in a workspace, or in a whole organisation where `team_id` is None."""

    token: str
    team_id: str | None
    enterprise_id: str | None
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str]
    revoked: str = ""  # the error that the token gives since it was revoked
    refresh_token: str = ""


@dataclass(slots=True, eq=False)
class Message:
    """A message that somebody can see: the app's, or a person's where `from_app` is false.

    `ephemeral_to` is the only user who sees it, or None; `via` is the method, `response_url` or `answer` it came by;
    `payload` what was sent.
    """

    team_id: str
    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json]
    payload: Json
    via: str
    from_app: bool = True
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    deleted: bool = False
    edited: bool = False
    asked: object = None
    attachments: list[Json] = field(default_factory=list)  # what a person forwards with it
    number: int = 0  # of the journal; the later message has the higher one

    @property
    def shown(self) -> Shown:
        """What a reader sees of it, and what it does."""
        return shown(self)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.ephemeral_to is not None

    def element(self, action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
        """The block and the element with this action id. LookupError names those that there are."""
        return find_element(self.blocks, action_id, block_id)


@dataclass(slots=True, eq=False)
class View:
    """A home tab or a modal, as it stands; `closed` once it was closed or submitted."""

    id: str
    team_id: str
    user: str
    kind: str
    payload: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    closed: bool = False
    typed: dict[str, dict[str, Json]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Nothing: a view has no plain-text equivalent."""
        return ""

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        blocks: list[Json] = self.payload["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """The app's own name for it."""
        return str(self.payload.get("callback_id", ""))

    @property
    def shown(self) -> Shown:
        """What a reader sees of it."""
        return shown(self)

    def element(self, action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
        """The block and the element with this action id. LookupError names those that there are."""
        return find_element(self.blocks, action_id, block_id)


def find_element(blocks: Iterable[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The block and the element with an action id."""
    held = [(block, element) for block in blocks for element in interactive(block)]
    for block, element in held:
        if element.get("action_id") == action_id and block_id in (None, block.get("block_id")):
            return block, element
    raise LookupError(f"nothing here has the action id {action_id!r}; there are {[element.get('action_id') for _, element in held]}")


class Numbers:
    """Ids and timestamps that never come twice."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._count = itertools.count(1)

    def next(self, prefix: str) -> str:
        """An id with this prefix."""
        return f"{prefix}{next(self._count):09X}"

    def ts(self) -> str:
        """A message's timestamp."""
        return f"{int(self._clock())}.{next(self._count) % 1_000_000:06d}"


def completed(blocks: Any, numbers: Numbers) -> list[Json]:
    """Checked blocks with the block and action ids that Slack adds where the app gave none."""
    done: list[Json] = []
    for block in blocks or ():
        block = {"block_id": numbers.next("b"), **block}
        for name in ("accessory", "element"):
            if name in block:
                block[name] = {**_with_action_id(block[name], numbers)}
        if block["type"] in ("actions", "context_actions"):
            block["elements"] = [_with_action_id(element, numbers) for element in block["elements"]]
        done.append(block)
    return done


def _with_action_id(element: Json, numbers: Numbers) -> Json:
    return element if element["type"] == "image" or "action_id" in element else {**element, "action_id": numbers.next("a")}


@dataclass(slots=True, eq=False)
class Profile:
    """What is on record of a user."""

    id: str
    name: str
    admin: bool = False
    locale: str = "en-US"
    timezone: str = "Europe/Amsterdam"


class Records:
    """One Slack: its workspaces with all that is in them, found by id."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.numbers = Numbers(clock)
        self.people: dict[tuple[str, str], Profile] = {}
        self.channels: dict[tuple[str, str], Channel] = {}
        self.installations: dict[str, Installation] = {}
        self.enterprise_of: dict[str, str | None] = {}
        self.team_names: dict[str, str] = {}
        self.homes: dict[tuple[str, str], View] = {}
        self.views: dict[str, View] = {}

    def installation_for(self, team_id: str) -> Installation | None:
        """The living installation that serves a workspace, its own before the organisation's."""
        living = [held for held in self.installations.values() if not held.revoked]
        own = [held for held in living if held.team_id == team_id]
        enterprise = self.enterprise_of.get(team_id)
        org = [held for held in living if held.team_id is None and enterprise and held.enterprise_id == enterprise]
        return next(iter((*reversed(own), *reversed(org))), None)

    def place_of(self, team_id: str) -> str:
        """The organisation of a workspace, or itself: within it, the app has one user id."""
        return self.enterprise_of.get(team_id) or team_id

    def teams_of(self, installation: Installation) -> list[str]:
        """The workspaces that a token reaches."""
        if installation.team_id is not None:
            return [installation.team_id]
        return [team for team, enterprise in self.enterprise_of.items() if enterprise == installation.enterprise_id]

    def find_channel(self, teams: Iterable[str], name: str) -> tuple[str, Channel] | None:
        """A channel by id, `#name` or user id (then the direct conversation with that user)."""
        for team in teams:
            channel = self.channels.get((team, name))
            if channel is None and name.startswith("#"):
                channel = next((held for (of, _), held in self.channels.items() if of == team and held.name == name[1:]), None)
            if channel is None and (team, name) in self.people:
                channel = self.direct_channel(team, name)
            if channel is not None:
                return team, channel
        return None

    def direct_channel(self, team_id: str, user: str) -> Channel:
        """The conversation between a user and the app, opened where it was not yet."""
        installation = self.installation_for(team_id)
        channel = self.channels.setdefault((team_id, f"D{user[1:]}"), Channel(f"D{user[1:]}", user, "im", {user}))
        if installation:
            channel.members.add(installation.bot_user_id)
        return channel

    def modals_of(self, team_id: str, user: str) -> list[View]:
        """The open modals of a user, the topmost last."""
        return [view for view in self.views.values() if (view.team_id, view.user) == (team_id, user) and not view.closed]
