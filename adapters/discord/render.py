"""Lays a card out as embeds with buttons; rewords nothing and knows nothing of messages or interactions.

What stands before the first heading (a warning, a correction) is an embed of its own above the answer; each heading begins
the next, in the colour of its tone beside the verdict in words. So a comparison is a stack that can be read on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from adapters.discord.budget import MAX_EMBEDS, MAX_FOOTER, MAX_TITLE, MAX_TOTAL, cut, fit, size, split
from adapters.discord.buttons import rows_of
from adapters.discord.escape import escaped, one_line
from adapters.discord.items import Item, Section, sections_of
from adapters.discord.page import Page
from bot.replies import wording
from bot.replies.card import Card
from knowledge.vocabulary import Tone

COLOURS: dict[Tone, int | None] = {"good": 0x2E7D32, "caution": 0xB26A00, "bad": 0xC62828, "neutral": None}
"""Beside words only, never instead of them; dark enough to be told apart on a light and on a dark page."""
_Embed = dict[str, Any]
"""An embed as Discord's JSON."""


class Setting(NamedTuple):
    """For whom and how a card is shown.

    `private` answers can be shared; `asker` and `question` matter only to an unmatched card, which shows the question, so
    that its asker can send just that to the curators.
    """

    private: bool
    asker: str = ""
    question: str = ""


class Renderer:
    """Renders cards."""

    def pages(self, card: Card, setting: Setting) -> tuple[Page, ...]:
        """The messages for a card: one, or more where its sources do not fit into one."""
        return render(card, setting)


def render(card: Card, setting: Setting) -> tuple[Page, ...]:
    """The messages for a card; no part of it is lost, whatever its length."""
    quoted = one_line(setting.question) if card.unmatched else ""
    footer = cut(wording.you_asked(quoted), MAX_FOOTER) if quoted else ""
    groups = _pack(fit(sections_of(card), MAX_TOTAL - size(footer)), MAX_TOTAL - size(footer))
    if footer:
        groups[-1][-1]["footer"] = {"text": footer}
    share = setting.private and (card.about is not None or bool(card.claims))
    rows = rows_of(card, share=share, sender=setting.asker if quoted else None)
    last = len(groups) - 1
    return tuple(Page.of(group, rows if number == last or card.claims else ()) for number, group in enumerate(groups))


def _pack(sections: Sequence[Section], most: int) -> list[list[_Embed]]:
    """Embeds for the sections, as many to a message as it takes."""
    groups: list[list[_Embed]] = [[]]
    used = 0
    for section in sections:
        for embed in _embeds(section):
            length = size(embed.get("title", "")) + size(embed.get("description", ""))
            if groups[-1] and (used + length > most or len(groups[-1]) == MAX_EMBEDS):
                groups.append([])
                used = 0
            groups[-1].append(embed)
            used += length
    return groups


def _embeds(section: Section) -> list[_Embed]:
    """One embed for a section, or more where its text is longer than a description may be."""
    title, items = escaped(section.title), list(section.items)
    if size(title) > MAX_TITLE:
        title, items = "", [Item("kept", f"**{title}**"), *items]
    texts = split([item.text for item in items])
    colour = COLOURS[section.tone]
    painted: _Embed = {} if colour is None else {"color": colour}
    embeds = [{**painted, "description": text} if text else {**painted} for text in texts or ("",)]
    if title:
        embeds[0]["title"] = title
    return embeds
