"""Lay out the Block Kit that is sent to Slack as Slack does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from adapters.slack.buttons import Audience
from adapters.slack.render import render
from adapters.web.drawn.markup import slack
from bot.replies.card import Card

Json = dict[str, Any]


def draw(card: Card, said: str = "") -> str:
    """Return the message for a card as HTML, as the person who `said` something sees it alone after the slash command."""
    blocks = render(card, Audience("U1", 90, share="channel", question=said)).blocks
    head = "<p class=private>Only visible to you</p><p class=head>Smallprint<span class=app>APP</span><small>10:31</small></p>"
    return f"<div class=slack>{head}{''.join(map(_block, blocks))}</div>"


def _block(block: Json) -> str:
    return _BLOCKS[block["type"]](block)


def _header(block: Json) -> str:
    return f"<p class=title>{escape(block['text']['text'])}</p>"


def _context(block: Json) -> str:
    return f"<div class=context>{' '.join(slack(element['text']) for element in block['elements'])}</div>"


def _rich_text(block: Json) -> str:
    return "".join(map(_rich, block["elements"]))


def _rich(element: Json) -> str:
    children = element.get("elements", [])
    match element["type"]:
        case "rich_text_list":
            tag = "ol" if element["style"] == "ordered" else "ul"
            items = "".join(f"<li>{_run(item['elements'])}</li>" for item in children)
            return f"<{tag}>{items}</{tag}>"
        case "rich_text_quote":
            return f"<blockquote>{_run(children)}</blockquote>"
        case _:
            return f"<p>{_run(children)}</p>"


def _run(elements: Sequence[Json]) -> str:
    return "".join(map(_word, elements))


def _word(element: Json) -> str:
    words = escape(element["text"]).replace("\n", "<br>")
    return f"<b>{words}</b>" if element.get("style") else words


def _table(block: Json) -> str:
    rows = ("".join(f"<td>{escape(cell['text'])}</td>" for cell in row) for row in block["rows"])
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _actions(block: Json) -> str:
    return f"<div class=actions>{''.join(map(_element, block['elements']))}</div>"


def _element(element: Json) -> str:
    match element["type"]:
        case "button":
            return f"<span class='button {element.get('style', '')}'>{escape(element['text']['text'])}</span>"
        case "overflow":
            return "<span class=button>⋯</span>"
        case _:
            return f"<span class=button>{escape(element['placeholder']['text'])} ▾</span>"


_BLOCKS: dict[str, Callable[[Json], str]] = {
    "header": _header,
    "context": _context,
    "rich_text": _rich_text,
    "table": _table,
    "divider": lambda _: "<hr>",
    "actions": _actions,
}
