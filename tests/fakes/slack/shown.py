"""What somebody sees of a message or a view, in reading order, and what it does to them: pings, links, layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from tests.fakes.slack.checks import Json
from tests.fakes.slack.elements import interactive
from tests.fakes.slack.mrkdwn import Link, Mark, Ping, Reading, read, read_markdown, unescape

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class Laid(Protocol):
    """Something with a text and blocks: a message, a view."""

    @property
    def text(self) -> str:
        """The plain-text equivalent."""

    @property
    def blocks(self) -> list[Json]:
        """The blocks."""

    @property
    def payload(self) -> Json:
        """What the app sent."""


class Control(NamedTuple):
    """Something to press or fill in, with its label."""

    label: str
    action_id: str
    kind: str
    value: str = ""
    url: str = ""


class Shown(NamedTuple):
    """What a reader sees and what it does.

    `texts` are the visible texts in reading order, marks removed; `links`, `pings`, `channels` and `marks` what they do;
    `bare` are `@channel` and the like that Slack leaves alone; `controls` the buttons and menus; `fallback` is the top-level
    `text`, read in notifications and by screen readers (it pings too, so that its pings are in `pings`).
    """

    texts: tuple[str, ...]
    links: tuple[Link, ...]
    pings: tuple[Ping, ...]
    channels: tuple[str, ...]
    marks: tuple[Mark, ...]
    bare: tuple[str, ...]
    controls: tuple[Control, ...]
    fallback: str

    @property
    def text(self) -> str:
        """All visible texts, one below the other."""
        return "\n".join(self.texts)

    def says(self, words: str) -> bool:
        """Whether the words can be read somewhere, whatever invisible characters or line breaks stand between them."""
        return _bare(words) in _bare(self.text)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the buttons and menus say."""
        return tuple(control.label for control in self.controls)


def _bare(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())


def shown(message: Laid | Json) -> Shown:
    """What a reader sees of a message or view, given as recorded or as the JSON that was sent."""
    if isinstance(message, dict):
        return _shown(message.get("text") or "", message.get("blocks") or [], message)
    return _shown(message.text, message.blocks, message.payload)


def _shown(text: str, blocks: list[Json], payload: Json) -> Shown:
    link_names = bool(payload.get("link_names")) or payload.get("parse") == "full"
    unmarked = payload.get("mrkdwn") is False
    fallback = Reading(unescape(text)) if unmarked else read(text, link_names=link_names)
    readings = [*_title(payload), *_read_all(blocks, link_names)] if blocks else [fallback]
    pinging = [*readings, fallback] if blocks else readings
    return Shown(
        texts=tuple(reading.text for reading in readings),
        links=tuple(link for reading in readings for link in reading.links),
        pings=tuple(dict.fromkeys(ping for reading in pinging for ping in reading.pings)),
        channels=tuple(channel for reading in readings for channel in reading.channels),
        marks=tuple(mark for reading in readings for mark in reading.marks),
        bare=tuple(dict.fromkeys(bare for reading in pinging for bare in reading.bare)),
        controls=tuple(_controls(blocks)),
        fallback=fallback.text,
    )


def _title(payload: Json) -> Iterator[Reading]:
    title = payload.get("title")
    if isinstance(title, dict):
        yield Reading(title["text"])


def _read_all(blocks: Iterable[Json], link_names: bool) -> Iterator[Reading]:
    for block in blocks:
        yield from _read_block(block, link_names)


def _read_block(block: Json, link_names: bool) -> Iterator[Reading]:
    kind = block["type"]
    if kind == "markdown":
        yield read_markdown(block["text"])
    elif kind == "rich_text":
        yield from map(_read_rich, block["elements"])
    elif kind == "table":
        for row in block["rows"]:
            for cell in row:
                yield from map(_read_rich, cell["elements"]) if cell["type"] == "rich_text" else [Reading(cell["text"])]
    else:
        for name in ("title", "label", "text", "hint"):
            yield from _read_text(block.get(name), link_names)
        for held in (*block.get("fields", ()), *block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())):
            if held["type"] in ("mrkdwn", "plain_text"):
                yield from _read_text(held, link_names)
            elif held["type"] == "image":
                yield Reading(held["alt_text"])
        if kind == "image":
            yield Reading(block["alt_text"])


def _read_text(held: Any, link_names: bool) -> Iterator[Reading]:
    if isinstance(held, dict):
        if held["type"] == "mrkdwn":
            yield read(held["text"], verbatim=bool(held.get("verbatim")), link_names=link_names)
        else:
            yield Reading(held["text"])


def _read_rich(element: Json) -> Reading:
    kind = element["type"]
    if kind == "rich_text_list":
        held = [_read_rich(entry) for entry in element["elements"]]
        return _join(held, "\n", [Mark("list", reading.text) for reading in held])
    reading = _join([_read_part(part) for part in element["elements"]], "", [])
    marks = {"rich_text_quote": "quote", "rich_text_preformatted": "preformatted"}
    return reading._replace(marks=(*reading.marks, Mark(marks[kind], reading.text))) if kind in marks else reading


def _join(held: list[Reading], between: str, marks: list[Mark]) -> Reading:
    return Reading(
        text=between.join(reading.text for reading in held),
        links=tuple(link for reading in held for link in reading.links),
        pings=tuple(ping for reading in held for ping in reading.pings),
        channels=tuple(channel for reading in held for channel in reading.channels),
        marks=(*marks, *(mark for reading in held for mark in reading.marks)),
    )


def _read_part(part: Json) -> Reading:
    kind = part["type"]
    if kind == "text":
        marks = tuple(Mark(name, part["text"]) for name, on in part.get("style", {}).items() if on)
        return Reading(part["text"], marks=marks)
    if kind == "link":
        label = part.get("text") or part["url"]
        return Reading(label, links=(Link(part["url"], label),))
    if kind in ("user", "usergroup"):
        target = part["user_id"] if kind == "user" else part["usergroup_id"]
        return Reading(f"@{target}", pings=(Ping("user" if kind == "user" else "group", target),))
    if kind == "broadcast":
        return Reading(f"@{part['range']}", pings=(Ping(part["range"], f"@{part['range']}"),))
    if kind == "channel":
        return Reading(f"#{part['channel_id']}", channels=(part["channel_id"],))
    if kind == "emoji":
        return Reading(f":{part['name']}:", marks=(Mark("emoji", part["name"]),))
    return Reading(part.get("fallback") or part.get("value") or "")


def _controls(blocks: Iterable[Json]) -> Iterator[Control]:
    for block in blocks:
        for element in interactive(block):
            kind, action_id = element["type"], element.get("action_id", "")
            if kind == "feedback_buttons":
                for side in ("positive_button", "negative_button"):
                    yield Control(element[side]["text"]["text"], action_id, kind, element[side]["value"])
            else:
                label = element.get("text") or element.get("placeholder") or block.get("label") or {"text": ""}
                yield Control(label["text"], action_id, kind, element.get("value", ""), element.get("url", ""))
