"""Lay a card out as embeds with buttons, without rewording it.

Blocks before the first heading (a warning, a correction) are an embed of their own above the answer; each heading begins
the next, in the colour of its tone beside the verdict in words. So a comparison is a stack that can be read on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import discord

from adapters.discord.budget import MAX_EMBEDS, MAX_FOOTER, MAX_TITLE, MAX_TOTAL, cut, fit, size, split
from adapters.discord.buttons import Button, buttons_of
from adapters.discord.escape import escaped, one_line
from adapters.discord.items import Item, Section, sections_of
from bot.replies import wording
from bot.replies.card import Card
from knowledge.vocabulary import Tone

COLOURS: dict[Tone, int | None] = {"good": 0x2E7D32, "caution": 0xB26A00, "bad": 0xC62828, "neutral": None}
"""Beside words only, never instead of them; dark enough to be told apart on a light and on a dark page."""


class Setting(NamedTuple):
    """For whom and how a card is shown.

    `private` answers can be shared; `asker` and `question` matter only to an unmatched card, which shows the question, so
    that its asker can send just that to the curators.
    """

    private: bool
    asker: str = ""
    question: str = ""


class Page(NamedTuple):
    """The embeds and the buttons of one message."""

    embeds: list[discord.Embed]
    buttons: list[Button]

    def view(self) -> discord.ui.View | None:
        """Return the buttons as discord.py sends them; None if there are none."""
        return view_of(self.buttons)


def view_of(buttons: Sequence[Button]) -> discord.ui.View | None:
    """Return buttons as discord.py sends them; None if there are none."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    view.stop()  # presses are read from their custom_id, so discord.py need not keep the view
    return view if view.children else None


def render(card: Card, setting: Setting) -> list[Page]:
    """Return the messages for a card; no part of it is lost, whatever its length."""
    quoted = one_line(setting.question) if card.unmatched else ""
    footer = cut(wording.you_asked(quoted), MAX_FOOTER) if quoted else ""
    groups = _pack(fit(sections_of(card), MAX_TOTAL - size(footer)), MAX_TOTAL - size(footer))
    if footer:
        groups[-1][-1].set_footer(text=footer)
    share = setting.private and (card.about is not None or bool(card.claims))
    sender = setting.asker if quoted else None
    last = len(groups) - 1
    return [
        Page(group, buttons_of(card, share=share, sender=sender) if number == last or card.claims else [])
        for number, group in enumerate(groups)
    ]


def _pack(sections: Sequence[Section], most: int) -> list[list[discord.Embed]]:
    """Return embeds for the sections, as many to a message as it takes."""
    groups: list[list[discord.Embed]] = [[]]
    used = 0
    for section in sections:
        for embed in _embeds(section):
            length = size(embed.title or "") + size(embed.description or "")
            if groups[-1] and (used + length > most or len(groups[-1]) == MAX_EMBEDS):
                groups.append([])
                used = 0
            groups[-1].append(embed)
            used += length
    return groups


def _embeds(section: Section) -> list[discord.Embed]:
    """Return one embed for a section, or more if its text is longer than a description may be."""
    title, items = escaped(section.title), list(section.items)
    if size(title) > MAX_TITLE:
        title, items = "", [Item("kept", f"**{title}**"), *items]
    texts = split([item.text for item in items])
    embeds = [discord.Embed(colour=COLOURS[section.tone], description=text or None) for text in texts or ("",)]
    embeds[0].title = title or None
    return embeds
