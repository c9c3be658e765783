"""The person who asks, and the conversation."""

from __future__ import annotations

from typing import NamedTuple

from bot.storage import Destination, Person


class Asker(NamedTuple):
    """A person and the conversation in which they ask.

    `conversation` is the key of what is visibly there: a thread, a direct conversation; None if there is nothing of the kind. With
    `leaning_only` it stands for the private answers of one person in one place (slash commands): it is used only by a message that
    plainly leans on the one before. `everywhere` says that the surface knows a person by one id in all workspaces (Discord), so that
    what is stored about them is shown and deleted in all of them. `outside` says that people of other workspaces may see the answer
    (a channel shared with another company), so that nothing is shown that is kept to some workspaces. `direct` is where
    the bot can write to them alone, `here` the channel in which they ask, if they and the bot may both post there; in a direct
    conversation it is the same.
    """

    person: Person
    conversation: str | None = None
    everywhere: bool = False
    leaning_only: bool = False
    outside: bool = False
    direct: Destination | None = None
    here: Destination | None = None

    @property
    def workspace(self) -> str:
        """The workspace that sees the answer ("slack:T1"); "" if others may see it too."""
        return "" if self.outside else str(self.person.workspace)
