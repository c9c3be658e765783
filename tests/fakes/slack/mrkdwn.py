"""Slack's mrkdwn as Slack reads it: what a text shows, whom it pings, where it links and which layout it makes.

Source: docs.slack.dev/messaging/formatting-message-text. Control sequences (`<…>`) are read first and work inside code too;
formatting marks count only at the edge of a word.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Link(NamedTuple):
    """A link; `automatic` where Slack made it of a bare address."""

    url: str
    label: str
    automatic: bool = False


class Ping(NamedTuple):
    """Somebody who is notified: `kind` is user, group, here, channel or everyone; `target` the id, or the text for a broadcast."""

    kind: str
    target: str


class Mark(NamedTuple):
    """A piece of layout: bold, italic, strike, code, preformatted, quote, list, emoji or date; and the text in it."""

    kind: str
    text: str


class Reading(NamedTuple):
    """One text as a person reads it, and what it does. `bare` are `@channel` and the like typed without `<>`, which do nothing."""

    text: str
    links: tuple[Link, ...] = ()
    pings: tuple[Ping, ...] = ()
    channels: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    bare: tuple[str, ...] = ()


_CONTROL = re.compile(r"<([^<>\n]+)>")
_BARE = re.compile(r"(?<![\w.@])@(?:channel|here|everyone)\b")
_NAMED = re.compile(r"(?<![\w.@])[@#][\w.-]+")
_ADDRESS = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>|]+|(?:[\w-]+\.)+(?:com|org|net|io|ai|us|de|uk|eu|app|dev|edu|gov|info|co)(?![\w-])(?:/[^\s<>|]*)?)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_LAYOUT = (
    ("preformatted", re.compile(r"```(.+?)```", re.DOTALL)),
    ("code", re.compile(r"(?<![\w`])`([^`\n]+)`(?![\w`])")),
    ("bold", re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")),
    ("italic", re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])")),
    ("strike", re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]*[^\s~])~(?![\w~])")),
    ("emoji", re.compile(r"(?<![\w:]):([a-z0-9_+'-]+):(?![\w:])")),
)
_QUOTE = re.compile(r"^(?:&gt;|>)+ ?(.*)$", re.MULTILINE)
_LIST = re.compile(r"^\s*(?:[-*•]|\d+\.) +(.+)$", re.MULTILINE)
_HIDDEN = re.compile("\ue000(\\d+)\ue001")  # stands for a control sequence while the rest is read
_SLACK_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def unescape(text: str) -> str:
    """The three entities that Slack knows, read back; no other entity means anything to it."""
    for entity, character in _SLACK_ENTITIES:
        text = text.replace(entity, character)
    return text


def escape(text: str) -> str:
    """Text as Slack sends it when a person typed it."""
    for entity, character in reversed(_SLACK_ENTITIES):
        text = text.replace(character, entity)
    return text


class _Reader:
    def __init__(self) -> None:
        self.links: list[Link] = []
        self.pings: list[Ping] = []
        self.channels: list[str] = []
        self.marks: list[Mark] = []
        self.shown: list[str] = []

    def hide(self, shown: str) -> str:
        self.shown.append(shown)
        return f"\ue000{len(self.shown) - 1}\ue001"

    def control(self, match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target[0] == "@":
            self.pings.append(Ping("user", target[1:]))
            return self.hide(f"@{label or target[1:]}")
        if target[0] == "#":
            self.channels.append(target[1:])
            return self.hide(f"#{label or target[1:]}")
        if target[0] == "!":
            return self.hide(self.special(target[1:], label))
        self.links.append(Link(unescape(target), unescape(label or target)))
        return self.hide(label or target)

    def special(self, target: str, label: str) -> str:
        kind, _, rest = target.partition("^")
        if kind == "subteam":
            self.pings.append(Ping("group", rest))
        elif kind in ("here", "channel", "everyone", "group"):
            self.pings.append(Ping("channel" if kind == "group" else kind, f"@{kind}"))
        elif kind == "date":
            self.marks.append(Mark("date", unescape(label)))
            return label
        return label or f"@{rest or kind}"

    def address(self, match: re.Match[str]) -> str:
        raw = match[0].rstrip(".,;:!?)'\"")
        shown = unescape(raw)
        self.links.append(Link(shown if "://" in shown else f"http://{shown}", shown, automatic=True))
        return self.hide(raw) + match[0][len(raw) :]

    def mail(self, match: re.Match[str]) -> str:
        self.links.append(Link(f"mailto:{match[0]}", match[0], automatic=True))
        return self.hide(match[0])

    def restore(self, text: str) -> str:
        while _HIDDEN.search(text):
            text = _HIDDEN.sub(lambda match: self.shown[int(match[1])], text)
        return text

    def lay_out(self, text: str) -> str:
        for kind, pattern in _LAYOUT:

            def mark(match: re.Match[str], kind: str = kind) -> str:
                inside = self.restore(match[1])
                self.marks.append(Mark(kind, unescape(inside)))
                if kind in ("code", "preformatted"):  # nothing inside code is read further
                    return self.hide(inside)
                return match[0] if kind == "emoji" else match[1]

            text = pattern.sub(mark, text)
        for kind, pattern in (("quote", _QUOTE), ("list", _LIST)):
            self.marks += [Mark(kind, unescape(self.restore(match[1]))) for match in pattern.finditer(text)]
        return text


def read(raw: str, *, verbatim: bool = False, link_names: bool = False) -> Reading:
    """Read one mrkdwn text; `link_names` is what `link_names` or `parse=full` of a message switch on."""
    reader = _Reader()
    text = _CONTROL.sub(reader.control, raw)
    if not verbatim:
        text = _ADDRESS.sub(reader.address, _MAIL.sub(reader.mail, text))
    bare = tuple(match[0] for match in _BARE.finditer(text))
    if link_names:
        for match in _NAMED.finditer(text):
            reader.pings.append(Ping(match[0][1:] if match[0] in bare else "name", match[0]))
    text = unescape(reader.restore(reader.lay_out(text)))
    return Reading(text, tuple(reader.links), tuple(reader.pings), tuple(reader.channels), tuple(reader.marks), bare)


_MARKDOWN_LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\s]+)\)")


def read_markdown(raw: str) -> Reading:
    """Read the standard Markdown of a `markdown` block: links and pings; other layout is left as it is written."""
    links = tuple(Link(match[2], match[1]) for match in _MARKDOWN_LINK.finditer(raw))
    held = read(_MARKDOWN_LINK.sub(lambda match: match[1], raw))
    return held._replace(links=(*links, *held.links))
