"""Read what messages say: their content, embeds, components, and the posts that were forwarded in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import discord


class Post(NamedTuple):
    """The text of a message and the day on which it was written."""

    text: str
    day: date


def post_in(message: discord.Message) -> Post:
    """Return what a message says; of one that was forwarded, the words and the day of the original."""
    own = said_in(message)
    if own or not message.message_snapshots:
        return Post(own, message.created_at.date())
    forwarded = message.message_snapshots[0]
    return Post("\n\n".join(filter(None, map(said_in, message.message_snapshots))), forwarded.created_at.date())


def post_beside(message: discord.Message) -> Post | None:
    """Return what stands in a message beside its own words: posts forwarded in it, previews; None if there is nothing."""
    if message.message_snapshots:
        return post_in(message)
    embeds = [part for embed in message.embeds for part in _said_by(embed)]
    return Post("\n\n".join(filter(None, embeds)), message.created_at.date()) if embeds else None


def said_in(message: discord.Message | discord.MessageSnapshot) -> str:
    """Return the content of a message, then what its embeds and components say."""
    embeds = [part for embed in message.embeds for part in _said_by(embed)]
    return "\n\n".join(filter(None, (message.content, *embeds, *texts_of(message.components))))


def texts_of(components: Sequence[discord.Component]) -> list[str]:
    """Return the text displays among components, in reading order."""
    return list(_texts(components))


def marks_of(components: Sequence[discord.Component]) -> Iterator[int]:
    """Yield the ids of the text displays among components: the first of a message that was sent unasked is its mark."""
    for component in components:
        if isinstance(component, discord.TextDisplay) and component.id is not None:
            yield component.id
        yield from marks_of(getattr(component, "children", ()))


def _texts(components: Sequence[discord.Component]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))


def _said_by(embed: discord.Embed) -> Iterator[str | None]:
    yield embed.title
    yield embed.description
    for field in embed.fields:
        yield f"{field.name}\n{field.value}"
