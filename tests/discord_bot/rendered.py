"""A card as Discord takes and shows it: every page checked against the documented limits, then read as a person reads it."""

from __future__ import annotations

import re
import textwrap
from typing import Any, NamedTuple

from adapters.discord.render import Audience, Page, render
from bot.replies.card import Card
from tests.fakes.discord import Message, Shown, shown
from tests.fakes.discord.bodies import KNOWN_IN_MESSAGE, MESSAGE_FLAGS, check_message
from tests.fakes.discord.components import TEXT_DISPLAY, walk
from tests.fakes.discord.model import COMPONENTS_V2, Channel, User
from tests.fakes.discord.pings import pings

PRIVATE = Audience(private=True, asker="7")
PHONE = 42
"""Letters of a line on a phone."""
WHOLE = PRIVATE._replace(whole=True)
PUBLIC = Audience(private=False, asker="7")
_CHANNEL, _BOT = Channel(1, 0, "general"), User(2, "smallprint", bot=True)


class Rendered(NamedTuple):
    """The messages of a card, and what is seen of each."""

    pages: tuple[Page, ...]
    seen: tuple[Shown, ...]

    @property
    def texts(self) -> list[str]:
        """The texts of all messages, from top to bottom."""
        return [part.text for page in self.pages for part in page.parts]

    @property
    def colours(self) -> list[int | None]:
        """The colour of each of them."""
        return [part.colour for page in self.pages for part in page.parts]

    @property
    def urls(self) -> set[str]:
        """Where the links lead."""
        return {url for seen in self.seen for url in seen.urls}

    @property
    def words(self) -> str:
        """What is read from top to bottom, without escapes, bold marks and what has no width; buttons too."""
        return "\n".join(read(seen.text) for seen in self.seen)

    @property
    def sentences(self) -> str:
        """The words, of a link only what it stands on."""
        return re.sub(r"\[([^]]*)\]\(\S+?\)", r"\1", self.words)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons of the last message."""
        return [dict(button.to_component_dict()) for row in self.pages[-1].rows for button in row]


def read(markdown: str) -> str:
    """Markdown as it is read."""
    return re.sub(r"\\(.)|\*\*", lambda found: found[1] or "", markdown.replace("\u200b", ""))


def rendered(card: Card, audience: Audience = PRIVATE) -> Rendered:
    """Render a card; refused where Discord would refuse it, also if it should count in UTF-16."""
    pages = tuple(render(card, audience))
    bodies = tuple(map(_body, pages))
    for page, body in zip(pages, bodies, strict=True):
        assert check_message(dict(body), known=KNOWN_IN_MESSAGE, flags=MESSAGE_FLAGS) == set()
        assert sum(_units(part.text) for part in page.parts) <= 4_000
    return Rendered(pages, tuple(shown(_message(body)) for body in bodies))


def lines_on_a_phone(result: Rendered) -> int:
    """How many lines of a phone the texts of a card take, besides its buttons."""
    lines = [line for text in result.texts for line in re.sub(r"\]\(.*?\)", "", read(text)).splitlines()]
    return sum(len(textwrap.wrap(line, PHONE)) or 1 for line in lines if not line.startswith("```"))


def _body(page: Page) -> dict[str, Any]:
    """The JSON that discord.py sends of a page."""
    return {"components": page.view().to_components(), "flags": COMPONENTS_V2}  # type: ignore[no-untyped-call]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _message(body: dict[str, Any]) -> Message:
    """The message, with the pings that it would have if every mention were allowed."""
    texts = [part["content"] for part in walk(body["components"]) if part["type"] == TEXT_DISPLAY]
    return Message(3, _CHANNEL, _BOT, "", 0.0, components=body["components"], pings=pings(texts, None))
