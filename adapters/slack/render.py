"""Lays a card out as a Slack message, and shortens it until it fits; rewords nothing, knows nothing of requests or the Web API.

What a person may have written (a name that was misread, a sentence of a post) is put into rich text elements only, in
which Slack reads no markup, and is escaped in the plain text beside the blocks.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from adapters.slack import text as rich
from adapters.slack.buttons import Audience, is_folded, lay_out_actions
from adapters.slack.text import (
    MAX_COLUMNS,
    MAX_HEADER,
    MAX_ROWS,
    MAX_TEXT,
    MAX_URL,
    Json,
    address,
    answer_in,
    clean,
    escape,
    fits,
    link,
    plain_text,
    small_print,
)
from bot.replies import wording
from bot.replies.blocks import LONGEST_TITLE, Block, BlockRole, Heading, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Card
from bot.replies.shorten import parts_of, shorten
from bot.replies.sourced import source_words, where_read
from bot.replies.texts import cut, cut_name
from knowledge.base import Cited
from knowledge.vocabulary import Tone

_TONES: dict[Tone, str] = {"good": "🟢 ", "caution": "🟡 ", "bad": "🔴 ", "neutral": ""}
"""Beside the verdict's words, never in their place."""
_LONGEST_TERM = 90
"""A point that begins with a term and a colon (a date, a role, a plan) shows the term in bold up to this length."""
_WIDEST_CELL = 300
_SHORT_TITLE = 60
_IN_TABLE = {BlockRole.SCOPE, BlockRole.SINCE, BlockRole.VERIFIED}
"""Roles of lines that have a column in a table."""
_IN_SMALL_PRINT = {BlockRole.VERIFIED, BlockRole.WARNING, BlockRole.READ_IN}
_NUMBER = re.compile(r"^\d+\. ")
_MOST_DIVIDED = 10
"""With more parts than this, lines between them would take the room of parts."""


class Rendered(NamedTuple):
    """A message for Slack: the whole card as plain text, for notifications and screen readers, and as blocks."""

    text: str
    blocks: list[dict[str, Any]]


def render(card: Card, audience: Audience, *, tables: bool = True) -> Rendered:
    """Return the message for a card, within Slack's limits; it says where it was shortened. What fits in no way is sent as text alone."""
    context = [small_print(audience.above)] if audience.above else []
    page = [small_print(_linked(card.page, wording.ANSWER_PAGE))] if card.page else []
    actions = [*page, *lay_out_actions(card, audience)]
    body = lay_out(card, folded=is_folded(card, audience), tables=tables, beside=[*context, *actions])
    return Rendered(plain_text(card, audience.above), [] if body is None else [*context, *body, *actions])


def lay_out(card: Card, *, folded: bool, tables: bool, beside: Sequence[Json] = ()) -> list[Json] | None:
    """Return the Block Kit of a card's brief, or of all of it, shortened to what fits beside other blocks; None if nothing does.

    A table goes before any source is lost, bold terms in lists as soon as anything is shortened.
    """
    blocks = card.brief if folded else card.blocks
    with_table = _fitting(blocks, beside, tables=True, brief=folded) if tables and card.table else None
    return with_table or _fitting(blocks, beside, tables=False, brief=folded)


def _fitting(blocks: Sequence[Block], beside: Sequence[Json], *, tables: bool, brief: bool) -> list[Json] | None:
    def laid_out(short: Sequence[Block]) -> list[Json]:
        bold_terms = not brief and tuple(short) == tuple(blocks)
        return lay_out_body(short, bold_terms=bold_terms, tables=tables, brief=brief)

    short = shorten(blocks, lambda short: fits([*beside, *laid_out(short)]), lossless=tables)
    return None if short is None else laid_out(short)


def lay_out_body(blocks: Sequence[Block], *, bold_terms: bool, tables: bool, brief: bool) -> list[Json]:
    """Return the Block Kit of blocks, a brief close-set; what a table says is not said again below it.

    Without tables, a brief has each platform in a sentence; the details have a part for each anyway.
    """
    first, *further = parts_of(blocks)
    if not (tables or brief):
        first = [block for block in first if not isinstance(block, Table)]
    cells = {cell for block in first if tables and isinstance(block, Table) for row in block.rows for cell in row.cells}
    body = list(_brief_part(first, tables) if brief else _first_part(first, bold_terms))
    for part in further:
        if not brief and len(further) < _MOST_DIVIDED:
            body.append({"type": "divider"})
        untold = [block for block in part if not (isinstance(block, Paragraph) and block.role in _IN_TABLE and block.text in cells)]
        body += _further_part(untold, bold_terms)
    return body


def _first_part(part: Sequence[Block], bold_terms: bool) -> Iterator[Json]:
    """Lay out the main statement, airy: a block for each paragraph and list, one for the labelled lines together."""
    labelled: list[Json] = []
    for block in part:
        if labelled and not (isinstance(block, Paragraph) and block.label):
            yield rich.block(labelled)
            labelled = []
        match block:
            case Heading(text=text, tone=tone):
                yield from _header(clean(text).strip(), tone)
            case Paragraph(label=label) if label:
                labelled += _paragraph(block)
            case Paragraph(text=text, role=BlockRole.WARNING):
                if words := clean(text).strip():
                    yield rich.block([rich.quote(words)])
            case Sources():
                yield from _lay_out_sources(block)
            case Table():
                yield _table(block)
            case _:
                if elements := _elements(block, bold_terms):
                    yield rich.block(elements)
    if labelled:
        yield rich.block(labelled)


def _brief_part(part: Sequence[Block], tables: bool) -> Iterator[Json]:
    """Lay out what answers at one glance: the sentence in large letters, the rest in one block, when it was checked in small print."""
    elements: list[Json] = []
    for index, block in enumerate(part):
        match block:
            case Heading(text=text, tone=tone):
                yield from _header(clean(text).strip(), tone)
            case Paragraph(role=role) if role in _IN_SMALL_PRINT:
                pass
            case Paragraph(role=BlockRole.SCOPE) if elements and part[index - 1].role is BlockRole.HEADLINE:  # in the same paragraph
                for paragraph in _paragraph(block):
                    elements[-1]["elements"] += [rich.plain(" "), *paragraph["elements"]]
            case Table(rows=rows) if not tables:
                elements += [element for row in rows for element in _row(row)]
            case Sources() | Table():
                if elements:
                    yield rich.block(elements)
                    elements = []
                yield from [_table(block)] if isinstance(block, Table) else _lay_out_sources(block)
            case _:
                elements += _elements(block, bold_terms=False, numbered=True)
    if elements:
        yield rich.block(elements)
    checked = (_with_links(block) for block in part if isinstance(block, Paragraph) and block.role in _IN_SMALL_PRINT)
    if words := " ".join(filter(None, checked)):
        yield small_print(cut(words, MAX_TEXT))


def _with_links(block: Paragraph) -> str:
    """Return a paragraph for small print, with the links in it; "" if it says nothing."""
    if not clean(block.text).strip():
        return ""
    label = f"{escape(clean(block.label))}: " if block.label else ""
    return label + "".join(_linked(url, clean(words)) if url else escape(clean(words)) for words, url in block.pieces).strip()


def _further_part(part: Sequence[Block], bold_terms: bool) -> Iterator[Json]:
    """Lay out a platform or a claim, close-set: all words in one block, its sources below."""
    elements: list[Json] = []
    for block in part:
        if isinstance(block, Sources):
            if elements:
                yield rich.block(elements)
                elements = []
            yield from _lay_out_sources(block)
        else:
            elements += _elements(block, bold_terms)
    if elements:
        yield rich.block(elements)


def _header(text: str, tone: Tone) -> Iterator[Json]:
    """Lay out the first line in large letters; of one that is too long, the rest goes on below in bold."""
    if not text:
        return
    first, *rest = textwrap.wrap(f"{_TONES[tone]}{text}", MAX_HEADER - 2)
    yield {"type": "header", "text": {"type": "plain_text", "text": f"{first} …" if rest else first, "emoji": False}}
    if rest:
        yield rich.block([rich.section(rich.bold(f"… {' '.join(rest)}"))])


def _elements(block: Block, bold_terms: bool, *, numbered: bool = False) -> list[Json]:
    """Return the paragraphs and lists of a block; with `numbered`, Slack numbers steps, which then need no label."""
    match block:
        case Points(points=points, role=BlockRole.STEPS) if numbered:
            steps = [_NUMBER.sub("", words) for point in points if (words := clean(point).strip())]
            return [rich.numbered(rich.section(rich.plain(step)) for step in steps)] if steps else []
        case Heading(text=text, tone=tone):
            words = clean(text).strip()
            return [rich.section(rich.bold(f"{_TONES[tone]}{words}"))] if words else []
        case Paragraph():
            return _paragraph(block)
        case Points(label=label, points=points):
            shown = [rich.section(*_point(words, bold_terms)) for point in points if (words := clean(point).strip())]
            return [rich.section(rich.bold(clean(label).strip() or "…")), rich.bullets(shown)] if shown else []
        case Sources() | Table():
            return []


def _paragraph(block: Paragraph) -> list[Json]:
    text, label = clean(block.text).strip(), clean(block.label).strip()
    if not text:
        return []
    return [rich.section(rich.bold(f"{label}: "), rich.plain(text)) if label else rich.section(rich.plain(text))]


def _point(text: str, bold_terms: bool) -> Iterator[Json]:
    term, colon, rest = text.partition(": ")
    if bold_terms and colon and rest.strip() and 0 < len(term) <= _LONGEST_TERM and ". " not in term:
        yield rich.bold(f"{term}: ")
        yield rich.plain(rest)
    else:
        yield rich.plain(text)


def _row(row: Row) -> list[Json]:
    return _elements(Heading(answer_in(row), row.tone), bold_terms=False)


def _table(table: Table) -> Json:
    rows = [table.columns, *(row.cells for row in table.rows)][:MAX_ROWS]
    width = min(MAX_COLUMNS, len(table.columns))
    return {
        "type": "table",
        "column_settings": [{"align": "left", "is_wrapped": True}] * width,
        "rows": [[{"type": "raw_text", "text": cut(clean(cell).strip(), _WIDEST_CELL) or "–"} for cell in row[:width]] for row in rows],
    }


def _lay_out_sources(block: Sources) -> Iterator[Json]:
    """Lay out a list of sources in small print, each a line with its link; in blocks that are not too long."""
    left_out = [escape(wording.more_sources(block.left_out))] if block.left_out else []
    text = f"*{wording.SOURCES}*"
    for line in (
        *(_line(number, entry, block) for number, entry in enumerate(block.sources, start=1)),
        *left_out,
    ):
        if len(text) + 1 + len(line) > MAX_TEXT:
            yield small_print(text)
            text = line
        else:
            text = f"{text}\n{line}"
    yield small_print(text)


def _line(number: int, entry: Cited, block: Sources) -> str:
    title = clean(entry.source.title)
    rest = clean(source_words(entry))[len(title) :] if block.dated else ""
    line = f"{number}. {_linked(where_read(entry), cut_name(title, block.longest_title))}{escape(cut(rest, LONGEST_TITLE))}"
    return line if len(line) <= MAX_TEXT else f"{number}. {escape(cut_name(title, _SHORT_TITLE))}"


def _linked(url: str, label: str) -> str:
    return link(url, label) if len(address(url)) <= MAX_URL else escape(label)
