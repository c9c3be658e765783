"""Messages that a proxy (PluralKit, Tupperbox) takes down and posts again by webhook, in the name that its writer chose.

The second one is answered in place of the first, once the first is gone. For some seconds the first is kept in memory, nowhere else.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import discord

PROXIED_WITHIN = 10.0
"""Seconds in which a proxy posts a message again and takes the first down; it usually needs less than two."""
_MOST_KEPT = 200


@dataclass(slots=True)
class _Heard:
    message: discord.Message
    at: float
    posted_again: discord.Message | None = None
    deleted: bool = False


class Proxied(NamedTuple):
    """A message that was posted again, and what its writer wrote first."""

    message: discord.Message
    original: discord.Message


class Proxies:
    """Notices when a webhook stands in for a person."""

    def __init__(self) -> None:
        self._heard: deque[_Heard] = deque(maxlen=_MOST_KEPT)

    def on_person(self, message: discord.Message) -> None:
        """Note what a person wrote, for some seconds."""
        self._forget_old()
        self._heard.append(_Heard(message, time.monotonic()))

    def on_webhook(self, message: discord.Message) -> Proxied | None:
        """Note what a webhook posted; return it if it took the place of a person's message that is gone already.

        A proxy leaves out the marks that call it, so that its message is a part of the first one.
        """
        self._forget_old()
        for heard in self._heard:
            same_place = heard.message.channel.id == message.channel.id
            if heard.posted_again is None and same_place and message.content and message.content in heard.message.content:
                heard.posted_again = message
                return self._taken_over(heard)
        return None

    def on_deleted(self, message_id: int) -> Proxied | None:
        """Note that a message is gone; return what took its place, if that was posted already."""
        self._forget_old()
        for heard in self._heard:
            if heard.message.id == message_id:
                heard.deleted = True
                return self._taken_over(heard)
        return None

    def _taken_over(self, heard: _Heard) -> Proxied | None:
        if heard.posted_again is None or not heard.deleted:
            return None
        self._heard.remove(heard)
        return Proxied(heard.posted_again, heard.message)

    def _forget_old(self) -> None:
        while self._heard and time.monotonic() - self._heard[0].at > PROXIED_WITHIN:
            self._heard.popleft()
