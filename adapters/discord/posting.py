"""Puts pages into channels as replies, edits them and takes them away; pings nobody and previews nothing.

A reply that was posted once is not posted twice: its nonce is the id of the message it answers, and Discord gives the
first one back. Where the bot may not write, the answer goes to its asker directly.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord

from adapters.discord.render import Page

SILENT = discord.AllowedMentions.none()
"""Nobody is notified, not even the author of the message that is replied to."""


async def reply(message: discord.Message, pages: Sequence[Page]) -> str | None:
    """Reply to a message; gives the ids of the replies, None where they had to go to the asker directly."""
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        first, *further = pages
        ids = [await _send(message.channel, first, reference, f"{message.id}.0")]
        ids += [await _send(message.channel, page, reference, f"{message.id}.{number}") for number, page in enumerate(further, start=1)]
    except discord.Forbidden:
        if isinstance(message.channel, discord.DMChannel):
            raise
        directly = await message.author.create_dm()
        for page in pages:
            await _send(directly, page)
        return None
    return " ".join(ids)


async def change(channel: discord.PartialMessageable, question: int, ids: str, pages: Sequence[Page]) -> str:
    """Put pages in the place of earlier replies to a message; gives the ids of those that are there now.

    A reply that somebody took away is not forced upon them again.
    """
    before = ids.split()
    now = []
    for page, message_id in zip(pages, before, strict=False):
        target = channel.get_partial_message(int(message_id))
        with suppress(discord.NotFound):
            await target.edit(embeds=list(page.embeds), view=page.view, allowed_mentions=SILENT)
        now.append(message_id)
    await remove(channel, " ".join(before[len(now) :]))
    reference = discord.MessageReference(message_id=question, channel_id=channel.id, fail_if_not_exists=False)
    return " ".join([*now, *[await _send(channel, page, reference) for page in pages[len(now) :]]])


async def remove(channel: discord.PartialMessageable, ids: str) -> None:
    """Delete replies; those that are gone already are no trouble."""
    for message_id in ids.split():
        with suppress(discord.NotFound):
            await channel.get_partial_message(int(message_id)).delete()


async def _send(
    channel: discord.abc.Messageable, page: Page, reference: discord.MessageReference | None = None, nonce: str | None = None
) -> str:
    options: dict[str, Any] = {"view": page.view} if page.view is not None else {}
    if nonce is not None:
        options["nonce"] = nonce
    if reference is not None:
        options |= {"reference": reference, "mention_author": False}
    sent = await channel.send(embeds=list(page.embeds), allowed_mentions=SILENT, **options)
    return str(sent.id)
