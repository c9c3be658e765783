"""Lay a card out in Discord's components, without rewording it: the brief of an answer, and everything behind *Details*.

Text displays instead of embeds, because they are read with link previews switched off too. An answer's brief is one message; what
is shown whole (details, pages, a post's claims) takes as many as it needs. Each heading begins a container in the colour of its
tone, beside the verdict in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import discord

from adapters.discord.buttons import Button, buttons_below_brief, buttons_of
from adapters.discord.columns import side_by_side
from adapters.discord.escape import escaped, masked_link, one_line
from adapters.discord.splitting import MAX_TEXT, cut_to_size, size, split
from bot.replies import wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Card
from bot.replies.shorten import shorten
from bot.replies.sourced import source_words, where_read
from bot.replies.texts import cut, cut_name
from knowledge.base import Cited
from knowledge.vocabulary import Tone

COLOURS: dict[Tone, int | None] = {"good": 0x2E7D32, "caution": 0xB26A00, "bad": 0xC62828, "neutral": None}
"""Beside words only, never instead of them; dark enough to be told apart on a light and on a dark page."""
LONGEST_BEHIND = 500
"""The most of section, publisher and dates that is shown behind a source's title, so that a line with its link fits."""
MAX_PARTS = 8
"""Of a message: with a text in each and twenty buttons in four rows these are the 40 components that Discord takes."""
SMALL = "-# "
"""Beginning of a line in small print in Discord's markdown."""
_IN_SMALL_PRINT = {BlockRole.VERIFIED, BlockRole.WARNING, BlockRole.READ_IN}
LONGEST_QUESTION = 2_000
"""Most characters of an unmatched question, escaped, shown below its answer."""


class Audience(NamedTuple):
    """For whom and how a card is shown.

    `private` answers can be shared; `asker` and `question` matter only to an unmatched card, which shows the question, so
    that its asker can send just that to the curators. `whole` shows everything, without buttons.
    """

    private: bool
    asker: str = ""
    question: str = ""
    whole: bool = False


class Passage(NamedTuple):
    """A text under one heading, with the colour of its tone."""

    text: str
    colour: int | None = None


class Page(NamedTuple):
    """The texts and the rows of buttons of one message."""

    parts: list[Passage]
    rows: list[list[Button]]

    def below(self, above: str) -> Page:
        """Return the page with a line over it."""
        return self._replace(parts=[Passage(above), *self.parts])

    def view(self, mark: int | None = None) -> discord.ui.LayoutView:
        """Return the message as discord.py sends it, its first text with an id by which it can be found again."""
        view = discord.ui.LayoutView(timeout=None)
        for number, (text, colour) in enumerate(self.parts):
            display = discord.ui.TextDisplay[discord.ui.LayoutView](text, id=None if number else mark)
            view.add_item(display if colour is None else discord.ui.Container(display, accent_colour=colour))
        add_rows(view, self.rows)
        view.stop()  # presses are read from their custom_id, so discord.py need not keep the view
        return view


def add_rows(view: discord.ui.LayoutView, rows: Sequence[Sequence[Button]]) -> None:
    """Put rows of buttons below what a view has."""
    for row in rows:
        view.add_item(discord.ui.ActionRow(*row))


def render(card: Card, audience: Audience) -> list[Page]:
    """Return the messages for a card: the brief of an answer is one, anything else as many as it needs without losing a source."""
    if audience.whole:
        *before, ending = _pages(card.blocks)
        return [Page(parts, []) for parts in (*before, _linked(ending, card.page))]
    if card.reference:  # by which everything can be opened from the brief
        return [Page(_linked(_brief_parts(card), card.page), buttons_below_brief(card))]
    pages = _pages(card.blocks)
    footer = _footer(audience.question) if card.unmatched else ""
    if footer:
        full = len(pages[-1]) == MAX_PARTS or sum(size(part.text) for part in pages[-1]) + size(footer) > MAX_TEXT
        pages[-1:] = [pages[-1], [Passage(footer)]] if full else [[*pages[-1], Passage(footer)]]
    rows = buttons_of(card, private=audience.private, sender=audience.asker if footer else None)
    last = len(pages) - 1
    return [Page(parts, rows if number == last or card.claims else []) for number, parts in enumerate(pages)]


def _linked(parts: list[Passage], page: str) -> list[Passage]:
    """Return the texts of a message with a link to the answer's page in small print below them, if it has one and there is room."""
    line = f"\n{SMALL}{masked_link(wording.ANSWER_PAGE, page)}"
    if not page or sum(size(part.text) for part in parts) + size(line) > MAX_TEXT:
        return parts
    *before, last = parts
    return [*before, last._replace(text=last.text + line)]


def _footer(question: str) -> str:
    """Return the line with an unmatched question, which `press` reads again if it is to be sent to the curators."""
    shown = one_line(question)
    while size(escaped(shown)) > LONGEST_QUESTION:
        shown = cut_to_size(shown, size(shown) - max(1, (size(escaped(shown)) - LONGEST_QUESTION) // 2))
    return f"{wording.YOU_ASKED}{escaped(shown)}" if shown else ""


def _brief_parts(card: Card) -> list[Passage]:
    blocks = tuple(_without_label(block) for block in card.brief)
    parts = _messages(shorten(blocks, _fits) or blocks[:1])[0]
    return [part._replace(text=part.text.replace("\n\n", "\n")) for part in parts]  # a blank line costs as much as one that says something


def _without_label(block: Block) -> Block:
    """Leave out the label of steps, which their numbers say too."""
    return block._replace(label="") if isinstance(block, Points) and block.role is BlockRole.STEPS else block


def _side_by_side(table: Table) -> str:
    """Return a table that a phone shows: two platforms in columns, more in a line each."""
    if len(table.rows) == 2:
        return side_by_side(*((row.name, row.answer or wording.NOT_KNOWN, row.checked) for row in table.rows))
    return "\n".join(map(_in_a_line, table.rows))


def _in_a_line(row: Row) -> str:
    return f"- {_words(row.name)}: {_words(wording.within_sentence(row.answer or wording.NOT_KNOWN))}"


def _words(text: str) -> str:
    return escaped(one_line(text))


def _pages(blocks: Sequence[Block]) -> list[list[Passage]]:
    """Return the texts of blocks by message: one, if that only takes shortening details and source lines.

    What a table says, the details of its platforms say; where links lead, the list of sources.
    """
    plain = tuple(block._replace(links=()) if isinstance(block, Paragraph) else block for block in blocks if not isinstance(block, Table))
    return _messages(shorten(plain, _fits, lossless=True) or plain)


def _fits(blocks: Sequence[Block]) -> bool:
    return len(_messages(blocks)) == 1


def _messages(blocks: Sequence[Block]) -> list[list[Passage]]:
    """Return the texts of blocks, as many to a message as it takes."""
    messages: list[list[Passage]] = [[]]
    used = 0
    for section in _sections(blocks):
        for part in _parts(section):
            if messages[-1] and (used + size(part.text) > MAX_TEXT or len(messages[-1]) == MAX_PARTS):
                messages.append([])
                used = 0
            messages[-1].append(part)
            used += size(part.text)
    return messages


class _Section(NamedTuple):
    """A heading and the paragraphs under it, or those before the first heading."""

    heading: Heading
    paragraphs: list[str]


def _sections(blocks: Sequence[Block]) -> list[_Section]:
    """Return the sections of a card that say something."""
    sections = [_Section(Heading(""), [])]
    for block in blocks:
        paragraphs = sections[-1].paragraphs
        if isinstance(block, Heading):
            sections.append(_Section(block, []))
        elif paragraphs and isinstance(block, Paragraph) and block.label and block.role is not BlockRole.CLAIM:  # tells more of the above
            paragraphs[-1] = f"{paragraphs[-1]}\n{_markdown(block)}"
        else:
            paragraphs.append(_markdown(block))
    return [section for section in sections if section.heading.text or section.paragraphs]


def _parts(section: _Section) -> list[Passage]:
    """Return one part for a section, or more if its text is longer than one message may have."""
    title = escaped(" ".join(section.heading.text.split()))
    paragraphs = [f"**{title}**", *section.paragraphs] if title else section.paragraphs
    return [Passage(text, COLOURS[section.heading.tone]) for text in split(paragraphs)]


def _markdown(block: Paragraph | Points | Sources | Table) -> str:
    match block:
        case Paragraph(label=label, role=role):
            words = "".join(masked_link(words, url) if url else escaped(words) for words, url in block.pieces)
            labelled = f"**{escaped(label)}:** {words}" if label else words
            return f"{SMALL}{' '.join(labelled.split())}" if role in _IN_SMALL_PRINT else labelled
        case Points(label=label, points=points, role=role):
            above = [f"**{escaped(label)}**"] if label else []
            return "\n".join((*above, *map(_point, points)))
        case Sources(sources=sources, left_out=left_out):
            more = [escaped(wording.more_sources(left_out))] if left_out else []
            return "\n".join(
                (f"**{wording.SOURCES}**", *(_source(number, entry, block) for number, entry in enumerate(sources, start=1)), *more)
            )
        case Table():
            return _side_by_side(block)


def _point(point: str) -> str:
    """Return a line of a list; a step has its number already."""
    line = " ".join(point.split())
    number, dot, rest = line.partition(". ")
    return f"{number}. {escaped(rest)}" if dot and number.isdecimal() else f"- {escaped(line)}"


def _source(number: int, entry: Cited, block: Sources) -> str:
    """Return a source's line: its title as a link, with section, publisher and dates behind it if they are to be shown."""
    source = entry.source
    behind = source_words(entry).removeprefix(source.title) if block.dated else ""
    link = masked_link(cut_name(source.title, block.longest_title), where_read(entry))
    return f"{number}. {link}{escaped(cut(behind, LONGEST_BEHIND))}"
