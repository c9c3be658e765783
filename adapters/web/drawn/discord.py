"""Lay out the components that are sent to Discord as Discord does on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from adapters.discord.render import COLOURS, Audience, Page, render
from adapters.web.drawn.markup import discord
from bot.replies.card import Card

Json = dict[str, Any]


def draw(card: Card, said: str = "") -> str:
    """Return the messages for a card as HTML, as the person who `said` something sees them alone after `/ask`; needs an event loop."""
    pages = render(card, Audience(private=True, asker="1", question=said))
    head = "<p class=head>Smallprint<span class=app>APP</span><small>Today at 10:31</small></p>"
    below = "<div class=small>Only you can see this</div>"
    return f"<div class=discord>{head}{''.join(map(_page, pages))}{below}</div>"


def _page(page: Page) -> str:
    return _components(page.view().to_components())  # type: ignore[no-untyped-call]


def _edge(colour: int | None) -> str:
    """Return the class that gives a container the colour of its tone; a style of its own no page of ours would take."""
    tone = next((tone for tone, known in COLOURS.items() if known == colour), "neutral")
    return f" class='container {tone}'"


def _components(components: Sequence[Json]) -> str:
    return "".join(map(_component, components))


def _component(component: Json) -> str:
    children = component.get("components", [])
    match component["type"]:
        case 1:
            return f"<div class=row>{_components(children)}</div>"
        case 2:
            return f"<span class='button s{component['style']}'>{escape(component['label'])}</span>"
        case 10:
            return discord(component["content"])
        case 17:
            return f"<div{_edge(component.get('accent_color'))}>{_components(children)}</div>"
        case kind:
            raise ValueError(f"no picture of a component of type {kind}")
