"""Lay a card out as embeds with buttons, without rewording it.

Blocks before the first heading (a warning, a correction) are an embed of their own above the answer; each heading begins
the next, in the colour of its tone beside the verdict in words. So a comparison is a stack that can be read on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import discord

from adapters.discord.buttons import Button, buttons_of
from adapters.discord.escape import escaped, masked_link, one_line
from adapters.discord.splitting import MAX_EMBEDS, MAX_FOOTER, MAX_TITLE, MAX_TOTAL, cut_to_size, size, split
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.layout import Block, Choices, Heading, Points, Sources, Text, source_words
from bot.replies.shorten import WITHOUT_LOSS, cut, shorten
from knowledge.base import Cited
from knowledge.vocabulary import Tone

COLOURS: dict[Tone, int | None] = {"good": 0x2E7D32, "caution": 0xB26A00, "bad": 0xC62828, "neutral": None}
"""Beside words only, never instead of them; dark enough to be told apart on a light and on a dark page."""
LONGEST_BEHIND = 500
"""The most of section, publisher and dates that is shown behind a source's title, so that a line with its link fits into an embed."""


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
    """Return the messages for a card: one, if that only takes shortening its details and source lines, else as many as it needs.

    No source and no change on record is left out.
    """
    quoted = one_line(setting.question) if card.unmatched else ""
    footer = cut_to_size(wording.you_asked(quoted), MAX_FOOTER) if quoted else ""
    most = MAX_TOTAL - size(footer)
    blocks = shorten(card.blocks, lambda blocks: len(_messages(blocks, most)) == 1, WITHOUT_LOSS)
    messages = _messages(blocks or card.blocks, most)
    if footer:
        messages[-1][-1].set_footer(text=footer)
    share = setting.private and (card.about is not None or bool(card.claims))
    sender = setting.asker if quoted else None
    last = len(messages) - 1
    return [
        Page(embeds, buttons_of(card, share=share, sender=sender) if number == last or card.claims else [])
        for number, embeds in enumerate(messages)
    ]


def _messages(blocks: Sequence[Block], most: int) -> list[list[discord.Embed]]:
    """Return the embeds of blocks, as many to a message as it takes."""
    messages: list[list[discord.Embed]] = [[]]
    used = 0
    for section in _sections(blocks):
        for embed in _embeds(section):
            length = size(embed.title or "") + size(embed.description or "")
            if messages[-1] and (used + length > most or len(messages[-1]) == MAX_EMBEDS):
                messages.append([])
                used = 0
            messages[-1].append(embed)
            used += length
    return messages


class _Section(NamedTuple):
    """A heading and the paragraphs under it, or those before the first heading."""

    heading: Heading
    paragraphs: list[str]


def _sections(blocks: Sequence[Block]) -> list[_Section]:
    """Return the sections of a card; a card without blocks has one that is empty."""
    sections = [_Section(Heading(""), [])]
    for block in blocks:
        if isinstance(block, Heading):
            sections.append(_Section(block, []))
        elif not isinstance(block, Choices):
            sections[-1].paragraphs.append(_markdown(block))
    return [section for section in sections if section.heading.text or section.paragraphs] or sections


def _embeds(section: _Section) -> list[discord.Embed]:
    """Return one embed for a section, or more if its text is longer than a description may be."""
    title, paragraphs = escaped(section.heading.text), section.paragraphs
    if size(title) > MAX_TITLE:
        title, paragraphs = "", [f"**{title}**", *paragraphs]
    embeds = [discord.Embed(colour=COLOURS[section.heading.tone], description=text or None) for text in split(paragraphs) or ("",)]
    embeds[0].title = title or None
    return embeds


def _markdown(block: Text | Points | Sources) -> str:
    match block:
        case Text(text=text, label=label):
            return f"**{escaped(label)}:** {escaped(text)}" if label else escaped(text)
        case Points(label=label, points=points):
            return "\n".join((f"**{escaped(label)}**", *(f"- {escaped(' '.join(point.split()))}" for point in points)))
        case Sources(sources=sources, left_out=left_out):
            more = [escaped(wording.more_sources(left_out))] if left_out else []
            return "\n".join((f"**{wording.SOURCES}**", *(_source(entry, block) for entry in sources), *more))


def _source(entry: Cited, block: Sources) -> str:
    """Return a source's line: its title as a link, with section, publisher and dates behind it if they are to be shown."""
    source = entry.source
    behind = source_words(entry).removeprefix(source.title) if block.dated else ""
    link = masked_link(cut(source.title, block.longest_title), source.archived_url or source.url)
    return f"- {link}{escaped(cut(behind, LONGEST_BEHIND))}"
