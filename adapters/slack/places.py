"""Where a person can be told something, in a form that outlives a restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self


class Place(NamedTuple):
    """Where an answer goes, and to whom.

    `user` is who asked; `channel` and `thread` where (the thread's first message); `response_url` takes private answers for
    half an hour; `open` tells that the answer is for everybody in the conversation: a mention, a direct message.
    """

    user: str
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    open: bool = False

    def address(self) -> dict[str, str]:
        """The place as a delivery's address."""
        held = {"user": self.user, "channel": self.channel, "thread": self.thread, "response_url": self.response_url}
        return {name: value for name, value in held.items() if value} | ({"open": "yes"} if self.open else {})

    @classmethod
    def at(cls, address: Mapping[str, str]) -> Self:
        """The place behind an address."""
        named = {name: address.get(name, "") for name in ("user", "channel", "thread", "response_url")}
        return cls(**named, open=address.get("open") == "yes")
