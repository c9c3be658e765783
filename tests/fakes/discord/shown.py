"""What a reader sees of a message, and what it does to others: texts in reading order, links, forged layout, pings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.fakes.discord import components, markdown
from tests.fakes.discord.markdown import Link, Markdown
from tests.fakes.discord.model import SUPPRESS_EMBEDS, Message
from tests.fakes.discord.pings import Pings


class Shown(NamedTuple):
    """A message as it is read."""

    texts: tuple[str, ...]
    """Everything written, from top to bottom, in markdown; also labels of buttons and options."""
    buttons: tuple[str, ...]
    """The labels of the buttons."""
    links: tuple[Link, ...]
    """Whatever leads away: masked and bare links, titles with an address, link buttons."""
    pings: Pings
    """Whom the message would notify, as it is now."""
    headings: tuple[str, ...]
    quotes: tuple[str, ...]
    lists: tuple[str, ...]
    spoilers: tuple[str, ...]
    code: tuple[str, ...]
    """Code blocks and inline code."""
    mentions: tuple[str, ...]
    """What is drawn as a mention, an emoji or a time, whether it pings or not, as it is written: `<@1>`, `<#1>`, `<t:1>`."""

    @property
    def text(self) -> str:
        """All texts, a line break between."""
        return "\n".join(self.texts)

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses of all links, in order."""
        return tuple(link.url for link in self.links)

    @property
    def masked(self) -> tuple[Link, ...]:
        """The links that hide their address behind words."""
        return tuple(link for link in self.links if link.label is not None)

    @property
    def unfurled(self) -> tuple[str, ...]:
        """The addresses that would unfold into a preview."""
        return tuple(link.url for link in self.links if link.unfurls)


def shown(message: Message) -> Shown:
    """What a reader sees of a message. Embeds are not seen where they are suppressed."""
    texts: list[str] = []
    links: list[Link] = []
    parts: list[Markdown] = []
    suppressed = bool(message.flags & SUPPRESS_EMBEDS)

    def take(text: str, *, previews: bool = False) -> None:
        if text:
            texts.append(text)
            parts.append(markdown.read(text, previews=previews))
            links.extend(parts[-1].links)

    take(message.content, previews=not suppressed)
    for embed in () if suppressed else message.embeds:
        for text, address, formatted in _embed(embed):
            if formatted:
                take(text)
            elif text:
                texts.append(text)
            if address:
                links.append(Link(address, text))
    buttons = []
    for component in components.walk(message.components):
        if component["type"] == components.TEXT_DISPLAY:
            take(str(component["content"]))
            continue
        texts.extend(_labels(component))
        if component["type"] == components.BUTTON:
            buttons.append(str(component.get("label") or ""))
            if component.get("url"):
                links.append(Link(component["url"], buttons[-1]))
    together = [tuple(entry for part in parts for entry in getattr(part, name)) for name in Markdown._fields[1:]]
    headings, quotes, lists, spoilers, code, mentions = together
    return Shown(tuple(texts), tuple(buttons), tuple(links), message.pings, headings, quotes, lists, spoilers, code, mentions)


def _embed(embed: dict[str, Any]) -> Iterator[tuple[str, str | None, bool]]:
    """Texts of an embed from top to bottom, with their address, and whether markdown counts in them."""
    author, footer = embed.get("author") or {}, embed.get("footer") or {}
    yield str(author.get("name") or ""), author.get("url"), False
    yield str(embed.get("title") or ""), embed.get("url"), True
    yield str(embed.get("description") or ""), None, True
    for field in embed.get("fields") or ():
        yield str(field["name"]), None, True
        yield str(field["value"]), None, True
    yield str(footer.get("text") or ""), None, False


def _labels(component: dict[str, Any]) -> Iterator[str]:
    if component.get("label"):
        yield str(component["label"])
    if component.get("placeholder"):
        yield str(component["placeholder"])
    for option in component.get("options") or ():
        yield str(option["label"])
        if option.get("description"):
            yield str(option["description"])
