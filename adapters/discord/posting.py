"""Puts pages into channels as replies, edits them and takes them away; pings nobody and previews nothing.

A reply that was posted once is not posted twice: its nonce is made of the message that it answers, and Discord gives the
first one back. Where the bot may not write, the answer goes to its asker directly. Requests go to discord.py's HTTP layer,
which knows Discord's limits, with their bodies ready made: its channels would encode each page anew, and build a message with
an object for each button from each response, which nobody needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from aiohttp import BytesPayload
from discord.http import HTTPClient, Route

from adapters.discord.page import Page
from adapters.discord.said import Said

SILENT = discord.AllowedMentions.none()
"""Nobody is notified, not even the author of the message that is replied to."""
_SILENT = {"allowed_mentions": SILENT.to_dict()}


class Poster:
    """Posts with a logged-in client's HTTP layer."""

    def __init__(self, http: HTTPClient) -> None:
        """Take it."""
        self._http = http

    async def reply(self, said: Said, pages: Sequence[Page]) -> str | None:
        """Reply to a message; gives the ids of the replies, None where they had to go to the asker directly."""
        try:
            return " ".join([await self._reply(said, page, nonce=f"{said.id}.{number}") for number, page in enumerate(pages)])
        except discord.Forbidden:
            if said.guild_id is None:
                raise
        directly = await self._http.start_private_message(said.author_id)
        for page in pages:
            await self._send(_posted(directly["id"]), page)
        return None

    async def change(self, said: Said, ids: str, pages: Sequence[Page]) -> str:
        """Put pages in the place of earlier replies to a message; gives the ids of those that are there now.

        A reply that somebody took away is not forced upon them again.
        """
        before = ids.split()
        now = []
        for page, message_id in zip(pages, before, strict=False):
            with suppress(discord.NotFound):
                await self._send(_edited(said.channel_id, message_id), page)
            now.append(message_id)
        await self.remove(said.channel_id, " ".join(before[len(now) :]))
        return " ".join([*now, *[await self._reply(said, page) for page in pages[len(now) :]]])

    async def remove(self, channel_id: int, ids: str) -> None:
        """Delete replies; those that are gone already are no trouble."""
        for message_id in ids.split():
            with suppress(discord.NotFound):
                await self._http.delete_message(channel_id, int(message_id))

    async def _reply(self, said: Said, page: Page, nonce: str | None = None) -> str:
        reference = {"message_id": str(said.id), "channel_id": str(said.channel_id), "fail_if_not_exists": False}
        once = {"nonce": nonce, "enforce_nonce": True} if nonce else {}
        sent = await self._send(_posted(said.channel_id), page, message_reference=reference, **once)
        return str(sent["id"])

    async def _send(self, route: Route, page: Page, **more: Any) -> Any:  # noqa: ANN401 - JSON
        body = page.with_more({**_SILENT, **more})
        return await self._http.request(route, data=BytesPayload(body, content_type="application/json"))


def _posted(channel_id: int | str) -> Route:
    return Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)


def _edited(channel_id: int, message_id: str) -> Route:
    return Route("PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=channel_id, message_id=message_id)
