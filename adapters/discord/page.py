"""One message as the JSON that Discord takes for it, made once; discord.py's objects only where an interaction asks for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import discord

from adapters.discord.buttons import view_of

encode = json.JSONEncoder(separators=(",", ":")).encode
"""Compact and in ASCII, so that halves of characters pass too."""


class Page(NamedTuple):
    """The embeds and the buttons of a message, encoded: most pages are sent as they are, many times."""

    json: bytes

    @classmethod
    def of(cls, embeds: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]] = ()) -> Page:
        """A page of embeds and rows of buttons, in Discord's words."""
        return cls(encode({"embeds": embeds, "components": rows}).encode())

    @property
    def body(self) -> dict[str, Any]:
        """The JSON, read."""
        body: dict[str, Any] = json.loads(self.json)
        return body

    def objects(self) -> tuple[list[discord.Embed], discord.ui.View | None]:
        """The embeds and the buttons as discord.py takes them for the answer to an interaction."""
        body = self.body
        return [discord.Embed.from_dict(embed) for embed in body["embeds"]], view_of(body["components"])

    def with_more(self, more: Mapping[str, Any]) -> bytes:
        """The JSON of a message that has further properties, one at least."""
        return b"%s,%s" % (self.json[:-1], encode(more)[1:].encode())
