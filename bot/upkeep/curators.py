"""Tell curators, and what each may change at the desk."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.storage import Person
from bot.upkeep.admins import OPERATOR, Admins

Rights = Literal["none", "workspace", "base"]
DIRECT = "dm"
"""The workspace of direct messages in Discord, which is nobody's."""


class Curator(NamedTuple):
    """Somebody who wants to work at the desk; `is_admin` of their workspace, which is one of several that the bot serves if `shared`."""

    person: Person
    is_admin: bool
    shared: bool

    @property
    def signature(self) -> str:
        """The name under which edits are signed."""
        return f"{self.person.workspace.surface}:{self.person.id}"

    @property
    def can_note(self) -> bool:
        """True if they are in a workspace for which a local note can be kept."""
        return self.person.workspace.id != DIRECT and self.person.workspace != OPERATOR

    def rights(self, admins: Admins) -> Rights:
        """Return what they may change, if the settings name these admins."""
        if admins.include(self.person) or (self.is_admin and not self.shared):
            return "base"
        return "workspace" if self.is_admin else "none"
