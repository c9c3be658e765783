"""The admins whom the settings name, and the channel in which they are told what needs them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from bot.storage import Person, Workspace

_CHANNEL = re.compile(r"(slack|discord):([A-Za-z0-9]+)/([A-Za-z0-9]+)")
_PERSON = re.compile(r"(slack|discord):(?:([A-Za-z0-9]+)/)?([A-Za-z0-9]+)")


OPERATOR = Workspace("web", "operator")
"""The workspace of those who signed in on the web by a link from the machine of the service: they could edit its files as well."""


class AdminChannel(NamedTuple):
    """A channel of a workspace."""

    workspace: Workspace
    channel: str

    @classmethod
    def read(cls, setting: str) -> Self:
        """Read the setting; ValueError if it names no channel."""
        parts = _CHANNEL.fullmatch(setting.strip())
        if parts is None:
            raise ValueError('must be "slack:TEAM/CHANNEL" or "discord:SERVER/CHANNEL", by their ids, for example slack:T0123/C0456')
        surface, workspace, channel = parts.groups()
        return cls(Workspace(surface, workspace), channel)

    @property
    def address(self) -> Mapping[str, Any]:
        """The address at which the adapter posts."""
        return {"workspace": self.workspace.id, "channel": self.channel}


class NamedAdmin(NamedTuple):
    """Somebody named in the settings, in one workspace or, if that is None, in all of them."""

    surface: str
    workspace: str | None
    person: str


class Admins(NamedTuple):
    """Those named in the settings."""

    named: frozenset[NamedAdmin] = frozenset()

    @classmethod
    def read(cls, setting: str) -> Self:
        """Read the setting, a list with commas; ValueError if a part of it names nobody."""
        parts = [(part, _PERSON.fullmatch(part.strip())) for part in setting.split(",") if part.strip()]
        wrong = [part.strip() for part, found in parts if found is None]
        if wrong:
            raise ValueError(f'{wrong[0]} names nobody; write "slack:TEAM/USER" or "discord:USER", by their ids, with commas between')
        return cls(frozenset(NamedAdmin(*found.groups()) for _, found in parts if found is not None))

    def include(self, person: Person) -> bool:
        """Return True if the settings name a person, or if they are the operator."""
        surface, workspace = person.workspace
        return person.workspace == OPERATOR or any(NamedAdmin(surface, place, person.id) in self.named for place in (workspace, None))
