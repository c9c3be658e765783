"""A card as Discord takes and shows it: every page checked against the documented limits, then read as a person reads it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from adapters.discord.render import Page, Setting, render
from bot.replies.card import Card
from tests.fakes.discord import Message, Shown, shown
from tests.fakes.discord.bodies import KNOWN_IN_MESSAGE, MESSAGE_FLAGS, check_message
from tests.fakes.discord.model import Channel, User
from tests.fakes.discord.pings import pings

PRIVATE = Setting(private=True, asker="7")
PUBLIC = Setting(private=False, asker="7")
_CHANNEL, _BOT = Channel(1, 0, "general"), User(2, "smallprint", bot=True)


class Rendered(NamedTuple):
    """The messages of a card, and what is seen of each."""

    pages: tuple[Page, ...]
    seen: tuple[Shown, ...]

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """The embeds of all messages, from top to bottom."""
        return [dict(embed.to_dict()) for page in self.pages for embed in page.embeds]

    @property
    def urls(self) -> set[str]:
        """Where the links lead."""
        return {url for seen in self.seen for url in seen.urls}

    @property
    def words(self) -> str:
        """What is read from top to bottom, without escapes, bold marks and what has no width; buttons too."""
        return "\n".join(read(seen.text) for seen in self.seen)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons of the last message."""
        return [dict(button.to_component_dict()) for button in self.pages[-1].buttons]


def read(markdown: str) -> str:
    """Markdown as it is read."""
    return re.sub(r"\\(.)|\*\*", lambda found: found[1] or "", markdown.replace("\u200b", ""))


def rendered(card: Card, setting: Setting = PRIVATE) -> Rendered:
    """Render a card; refused where Discord would refuse it, also if it should count in UTF-16."""
    pages = tuple(render(card, setting))
    bodies = tuple(map(_body, pages))
    for body in bodies:
        assert check_message(dict(body), known=KNOWN_IN_MESSAGE, flags=MESSAGE_FLAGS) == set()
        lengths = [_units(embed.get("title", ""), embed.get("description", "")) for embed in body["embeds"]]
        lengths += [_units(embed["footer"]["text"]) for embed in body["embeds"] if "footer" in embed]
        assert sum(lengths) <= 6_000
        assert all(_units(embed.get("title", "")) <= 256 for embed in body["embeds"])
        assert all(_units(embed.get("description", "")) <= 4_096 for embed in body["embeds"])
    return Rendered(pages, tuple(shown(_message(body)) for body in bodies))


def _body(page: Page) -> dict[str, Any]:
    """The JSON that discord.py sends of a page."""
    view = page.view()
    return {"embeds": [embed.to_dict() for embed in page.embeds], "components": view.to_components() if view else []}


def _units(*texts: str) -> int:
    return sum(len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in texts)


def _message(body: dict[str, Any]) -> Message:
    """The message, with the pings that it would have if every mention were allowed and embeds, read as markdown, could ping."""
    embeds = body["embeds"]
    texts = [text for embed in embeds for text in (embed.get("title", ""), embed.get("description", ""))]
    return Message(3, _CHANNEL, _BOT, "", 0.0, embeds=embeds, components=body["components"], pings=pings(texts, None))
