"""Draw an answer as Slack, Discord and a terminal show it, from what the surfaces' own code sends there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from bot.replies.card import Card

WIDTH = 64


async def drawn(card: Card, said: str = "") -> Sequence[tuple[str, Markup]]:
    """Return a card as HTML by the name of the surface; `said` is what it answers, "" if nobody asked."""
    draw = await asyncio.to_thread(_drawers)
    return [(surface, Markup(html(card, said))) for surface, html in draw.items()]  # noqa: S704 - what is drawn is escaped there


def _drawers() -> dict[str, Callable[[Card, str], str]]:
    """Return what draws a card; loaded at the first look, because the surfaces' code takes a second and most services never show one."""
    from adapters.text import render as text
    from adapters.web.drawn import discord, slack

    return {
        "Slack": slack.draw,
        "Discord": discord.draw,
        "Terminal": lambda card, _: f"<pre>{escape(text.render(card, WIDTH))}</pre>",
    }
