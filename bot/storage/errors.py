"""What callers of the store have to catch."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do what it was asked; the message is a sentence for the operator, without anybody's data.

    `transient` says that the same call may succeed a moment later: the database was busy, or away.
    """

    def __init__(self, message: str, *, transient: bool = False) -> None:
        """Take the sentence."""
        super().__init__(message)
        self.transient = transient
