"""Who asks, and in which conversation."""

from __future__ import annotations

from typing import NamedTuple

from bot.storage import Person


class Asker(NamedTuple):
    """A person and the key of the conversation: a thread, a channel in which they use commands, a direct message.

    `everywhere` tells that the surface knows a person by one id in all workspaces (Discord), so that what is stored
    about them is shown and deleted in all of them.
    """

    person: Person
    conversation: str
    everywhere: bool = False
