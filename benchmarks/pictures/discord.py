"""Lay out the components that are sent to Discord as Discord does on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from adapters.discord.render import Page, Setting, render
from benchmarks.pictures.markup import discord
from benchmarks.pictures.scenes import Scene

Json = dict[str, Any]
STYLE = """
.discord {width: 460px; padding: 16px; background: #313338; color: #dbdee1; font: 15px/1.4 "Noto Sans", "gg sans", sans-serif}
.discord .head {font-weight: 600; color: #f2f3f5; margin-bottom: 2px} .discord .head small {color: #949ba4; font-weight: 400; margin-left: 6px}
.discord .app {background: #5865f2; color: #fff; font-size: 10px; padding: 1px 4px; border-radius: 3px; margin-left: 4px}
.discord a {color: #00a8fc} .discord li {margin-left: 18px} .discord h2 {font-size: 18px; margin: 6px 0} .discord h3 {font-size: 16px; margin: 6px 0}
.discord small {color: #b5bac1; font-size: 12px; display: block} .discord .head small {display: inline}
.discord blockquote {border-left: 4px solid #4e5058; margin: 2px 0; padding-left: 10px}
.discord .container {background: #2b2d31; border: 1px solid #3f4147; border-left: 4px solid #4e5058; border-radius: 8px; padding: 10px 14px; margin: 6px 0}
.discord .row {display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0}
.discord .button {background: #4e5058; color: #fff; border-radius: 8px; padding: 6px 14px; font-weight: 500; font-size: 14px}
.discord .s1 {background: #5865f2} .discord .s3 {background: #248046} .discord .s4 {background: #da373c}
.discord .select {background: #1e1f22; border-radius: 8px; padding: 8px 12px; color: #949ba4; width: 100%}
.discord pre {background: #1e1f22; border-radius: 4px; padding: 8px; margin: 4px 0; font: 13px/1.35 "DejaVu Sans Mono", monospace}
.discord .title {font-weight: 600; color: #f2f3f5} .discord hr {border: 0; border-top: 1px solid #3f4147}
"""


def draw(scene: Scene) -> str:
    """Return the messages for a scene as HTML, as its asker alone sees them after `/ask`; needs a running event loop."""
    pages = render(scene.card, Setting(private=True, asker="1", question=scene.said))
    head = "<div class=head>Smallprint<span class=app>APP</span><small>Today at 10:31</small></div>"
    below = "<small>Only you can see this</small>"
    return f"<div class=discord>{head}{''.join(map(_page, pages))}{below}</div>"


def _page(page: Page) -> str:
    embeds = [embed.to_dict() for embed in getattr(page, "embeds", ())]
    view = page.view()
    return "".join(map(_embed, embeds)) + _components(view.to_components() if view else [])  # type: ignore[no-untyped-call]


def _embed(embed: Json) -> str:
    title = f"<div class=title>{discord(embed['title'])}</div>" if embed.get("title") else ""
    footer = f"<small>{escape(embed['footer']['text'])}</small>" if "footer" in embed else ""
    return f"<div class=container{_edge(embed.get('color'))}>{title}{discord(embed.get('description', ''))}{footer}</div>"


def _edge(colour: int | None) -> str:
    return f" style='border-left-color: #{colour:06x}'" if colour else ""


def _components(components: Sequence[Json]) -> str:
    return "".join(map(_component, components))


def _component(component: Json) -> str:
    held = component.get("components", [])
    match component["type"]:
        case 1:
            return f"<div class=row>{_components(held)}</div>"
        case 2:
            return f"<span class='button s{component['style']}'>{escape(component.get('label', '…'))}</span>"
        case 3 | 5 | 6 | 7 | 8:
            return f"<span class=select>{escape(component.get('placeholder') or '…')} ▾</span>"
        case 9:
            return _components(held) + f"<div class=row>{_component(component['accessory'])}</div>"
        case 10:
            return discord(component["content"])
        case 14:
            return "<hr>"
        case 17:
            return f"<div class=container{_edge(component.get('accent_color'))}>{_components(held)}</div>"
        case kind:
            raise ValueError(f"no picture of a component of type {kind}")
