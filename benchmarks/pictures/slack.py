"""Lay out the Block Kit that is sent to Slack as Slack does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from adapters.slack.render import Setting, render
from benchmarks.pictures.markup import slack
from benchmarks.pictures.scenes import Scene

Json = dict[str, Any]
STYLE = """
.slack {width: 700px; padding: 16px 20px; background: #fff; color: #1d1c1d; font: 15px/1.47 Lato, "Noto Sans", sans-serif}
.slack .head {font-weight: 900} .slack .head small {color: #616061; font-weight: 400; margin-left: 8px}
.slack .app {background: #e8e8e8; color: #616061; font-size: 10px; padding: 1px 3px; border-radius: 2px; margin-left: 4px}
.slack h1 {font-size: 18px; margin: 8px 0 4px; font-weight: 900} .slack p {margin: 4px 0} .slack a {color: #1264a3}
.slack ul, .slack ol {margin: 4px 0; padding-left: 26px} .slack blockquote {border-left: 4px solid #ddd; margin: 4px 0; padding-left: 12px}
.slack .context {font-size: 12px; color: #616061; margin: 6px 0} .slack hr {border: 0; border-top: 1px solid #ddd; margin: 10px 0}
.slack table {border-collapse: collapse; margin: 8px 0; font-size: 14px} .slack td {border: 1px solid #ddd; padding: 6px 10px; vertical-align: top}
.slack tr:first-child td {font-weight: 700; background: #f8f8f8}
.slack .actions {display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 4px}
.slack .button {border: 1px solid #bbb; border-radius: 8px; padding: 4px 12px; font-weight: 700; font-size: 14px}
.slack .primary {background: #007a5a; color: #fff; border-color: #007a5a} .slack .danger {color: #e01e5a; border-color: #e01e5a}
.slack .box {border: 1px solid #ddd; border-radius: 8px; padding: 8px 12px; margin: 8px 0} .slack .private {color: #616061; font-size: 12px}
"""


def draw(scene: Scene) -> str:
    """Return the message for a scene as HTML, as its asker alone sees it after the slash command."""
    blocks = render(scene.card, Setting("U1", 90, share="channel", question=scene.said)).blocks
    head = "<div class=private>Only visible to you</div><div class=head>Smallprint<span class=app>APP</span><small>10:31</small></div>"
    return f"<div class=slack>{head}{''.join(map(_block, blocks))}</div>"


def _block(block: Json) -> str:
    return _BLOCKS[block["type"]](block)


def _header(block: Json) -> str:
    return f"<h1>{escape(block['text']['text'])}</h1>"


def _section(block: Json) -> str:
    fields = [block["text"]] if "text" in block else block.get("fields", [])
    accessory = f"<div class=actions>{_element(block['accessory'])}</div>" if "accessory" in block else ""
    return "".join(f"<p>{_text(field)}</p>" for field in fields) + accessory


def _context(block: Json) -> str:
    return f"<div class=context>{' '.join(map(_text, block['elements']))}</div>"


def _text(text: Json) -> str:
    return slack(text["text"]) if text["type"] == "mrkdwn" else escape(text["text"])


def _rich_text(block: Json) -> str:
    return "".join(map(_rich, block["elements"]))


def _rich(element: Json) -> str:
    held = element.get("elements", [])
    match element["type"]:
        case "rich_text_list":
            tag = "ol" if element["style"] == "ordered" else "ul"
            items = "".join(f"<li>{_run(item['elements'])}</li>" for item in held)
            return f"<{tag}>{items}</{tag}>"
        case "rich_text_quote":
            return f"<blockquote>{_run(held)}</blockquote>"
        case _:
            return f"<p>{_run(held)}</p>"


def _run(elements: Sequence[Json]) -> str:
    return "".join(map(_word, elements))


def _word(element: Json) -> str:
    words = escape(element.get("text") or element.get("url", "")).replace("\n", "<br>")
    if element["type"] == "link":
        return f"<a>{words}</a>"
    style = element.get("style", {})
    words = f"<i>{words}</i>" if style.get("italic") else words
    return f"<b>{words}</b>" if style.get("bold") else words


def _table(block: Json) -> str:
    rows = ("".join(map(_cell, row)) for row in block["rows"])
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _cell(cell: Json) -> str:
    return f"<td>{escape(cell['text']) if cell['type'] == 'raw_text' else _rich_text(cell)}</td>"


def _actions(block: Json) -> str:
    return f"<div class=actions>{''.join(map(_element, block['elements']))}</div>"


def _element(element: Json) -> str:
    match element["type"]:
        case "button":
            return f"<span class='button {element.get('style', '')}'>{escape(element['text']['text'])}</span>"
        case "overflow":
            return "<span class=button>⋯</span>"
        case "feedback_buttons":
            return "<span class=button>👍</span><span class=button>👎</span>"
        case _:
            return f"<span class=button>{escape(element.get('placeholder', {}).get('text', '…'))} ▾</span>"


def _container(block: Json) -> str:
    title = block.get("title", {}).get("text", "")
    if block.get("default_collapsed"):
        return f"<div class=box>▸ <b>{escape(title)}</b></div>"
    held = block.get("blocks") or block.get("child_blocks") or block.get("elements") or []
    return f"<div class=box>▾ <b>{escape(title)}</b>{''.join(map(_block, held))}</div>"


_BLOCKS: dict[str, Callable[[Json], str]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "rich_text": _rich_text,
    "table": _table,
    "divider": lambda _: "<hr>",
    "actions": _actions,
    "context_actions": _actions,
    "container": _container,
}
