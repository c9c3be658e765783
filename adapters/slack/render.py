"""Lays a card out as a Slack message, and shortens it until it fits; rewords nothing, knows nothing of requests or the Web API.

What a person may have written (a name that was misread, a sentence of a post) is put into rich text elements only, in
which Slack reads no markup, and is escaped in the plain text beside the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from adapters.slack import text as rich
from adapters.slack.buttons import Setting, is_folded, lay_out_actions, opens_details
from adapters.slack.text import (
    MAX_COLUMNS,
    MAX_FALLBACK,
    MAX_HEADER,
    MAX_ROWS,
    MAX_TEXT,
    MAX_URL,
    Json,
    address,
    clean,
    escape,
    escape_person,
    fits,
    link,
    small_print,
)
from bot.replies import wording
from bot.replies.blocks import LONGEST_TITLE, Block, BlockRole, Heading, Paragraph, Points, Sources, Table
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
_NUMBER = re.compile(r"^\d+\. ")
_MOST_DIVIDED = 10
"""With more parts than this, lines between them would take the room of parts."""


class Rendered(NamedTuple):
    """A message for Slack: the whole card as plain text, for notifications and screen readers, and as blocks."""

    text: str
    blocks: list[dict[str, Any]]


def render(card: Card, setting: Setting) -> Rendered:
    """Return the message for a card, within Slack's limits; it says where it was shortened. What fits in no way is sent as text alone."""
    context = [small_print(setting.above)] if setting.above else []
    page = [small_print(_linked(card.page, wording.ANSWER_PAGE))] if card.page else []
    links = (
        [_linked(row.read_in.url, row.name) for row in card.rows if row.read_in] if is_folded(card, setting) and opens_details(card) else []
    )
    read_in = [small_print(f"{wording.SOURCES}: {', '.join(links)}")] if links else []
    actions = [*read_in, *page, *lay_out_actions(card, setting)]
    beside = [*context, *actions]
    table = card.table if setting.tables else None
    body = shortened(glance(card, table), table, beside, brief=True) if is_folded(card, setting) else shortened(card.blocks, table, beside)
    return Rendered(plain_text(card, setting.above), [] if body is None else [*context, *body, *actions])


def glance(card: Card, table: Table | None) -> tuple[Block, ...]:
    """Return the blocks of a card that answer at one glance; of several platforms, if no table says it, each one's sentences.

    Several platforms whose names are too long for a button have their sources here, because nothing can open the details.
    """
    if card.table is None:
        return card.brief
    told = card.kind == "compare"  # of alternatives the headline says more than their table: how they stand to what is replaced
    said = tuple(block for block in card.brief if not (told and block.role is BlockRole.HEADLINE))
    if table is None:
        said += tuple(block for block in card.details if block.role in {BlockRole.VERDICT, BlockRole.HEADLINE})
    if opens_details(card):
        return said
    return (*said, Sources(card.sources, longest_title=_SHORT_TITLE, dated=False)) if card.sources else said


def shortened(
    blocks: Sequence[Block], table: Table | None = None, beside: Sequence[Json] = (), *, brief: bool = False
) -> list[Json] | None:
    """Return the Block Kit of a card's blocks, shortened to what fits beside other blocks; None if nothing does.

    A table goes before any source is lost, bold terms in lists as soon as anything is shortened.
    """
    with_table = _fitting(blocks, table, beside, brief=brief) if table else None
    return _fitting(blocks, None, beside, brief=brief) if with_table is None else with_table


def _fitting(blocks: Sequence[Block], table: Table | None, beside: Sequence[Json], *, brief: bool) -> list[Json] | None:
    def lay_out(short: Sequence[Block]) -> list[Json]:
        return lay_out_body(short, table, bold_terms=tuple(short) == tuple(blocks), brief=brief)

    short = shorten(blocks, lambda short: fits([*beside, *lay_out(short)]), lossless=table is not None)
    return None if short is None else lay_out(short)


def lay_out_body(blocks: Sequence[Block], table: Table | None = None, *, bold_terms: bool = True, brief: bool = False) -> list[Json]:
    """Return the Block Kit of blocks, a brief close-set; with a table, what it says is not said again below it."""
    parts = [_without_cells_of(part, table) if number else part for number, part in enumerate(parts_of(blocks))]
    body = list(_brief_part(parts[0]) if brief else _first_part(parts[0], bold_terms))
    if table is not None:
        body.append(_table(table))
    if brief:
        for part in parts[1:]:
            body += _further_part(part, bold_terms=False)
        return body
    for part in parts[1:]:
        if len(parts) <= _MOST_DIVIDED:
            body.append({"type": "divider"})
        body += _further_part(part, bold_terms)
    return body


def _without_cells_of(part: list[Block], table: Table | None) -> list[Block]:
    """Leave out of a platform's part the lines that stand in its row of the table."""
    cells = {cell for row in table.rows for cell in row} if table else ()
    return [block for block in part if not (isinstance(block, Paragraph) and block.role in _IN_TABLE and block.text in cells)]


def _first_part(part: Sequence[Block], bold_terms: bool) -> Iterator[Json]:
    """Lay out the main statement, airy: a block for each paragraph and list, one for the labelled lines together."""
    labelled: list[Json] = []
    for index, block in enumerate(part):
        if labelled and not (isinstance(block, Paragraph) and block.label):
            yield rich.block(labelled)
            labelled = []
        match block:
            case Heading(text=text, tone=tone):
                yield from _header(clean(text).strip(), tone)
            case Paragraph(label=label) if label:
                labelled += _paragraph(block)
            case Paragraph() if _is_footnote(part, index):
                pass
            case Paragraph(text=text, role=BlockRole.WARNING):
                if words := clean(text).strip():
                    yield rich.block([rich.quote(words)])
            case Sources():
                yield from _lay_out_sources(block, _footnote(part, index))
            case _:
                if elements := _elements(block, bold_terms):
                    yield rich.block(elements)
    if labelled:
        yield rich.block(labelled)


def _brief_part(part: Sequence[Block]) -> Iterator[Json]:
    """Lay out what answers at one glance: the sentence in large letters, the rest in one block, when it was checked in small print."""
    elements: list[Json] = []
    checked = []
    for index, block in enumerate(part):
        match block:
            case Heading(text=text, tone=tone):
                yield from _header(clean(text).strip(), tone)
            case Paragraph(text=text, role=BlockRole.VERIFIED | BlockRole.WARNING):
                if clean(text).strip():
                    checked.append(_with_link(block))
            case Points(points=points, role=BlockRole.STEPS):
                steps = [_NUMBER.sub("", words) for point in points if (words := clean(point).strip())]
                if steps:
                    elements.append(rich.numbered(rich.section(rich.plain(step)) for step in steps))
            case Paragraph(role=BlockRole.SCOPE) if elements and part[index - 1].role is BlockRole.HEADLINE:  # in the same paragraph
                elements[-1]["elements"] += [
                    rich.plain(" "),
                    *(words for paragraph in _paragraph(block) for words in paragraph["elements"]),
                ]
            case Sources():
                yield from _lay_out_sources(block, "")
            case _:
                elements += _elements(block, bold_terms=False)
    if elements:
        yield rich.block(elements)
    if checked:
        yield small_print(cut(" ".join(checked), MAX_TEXT))


def _with_link(block: Paragraph) -> str:
    """Return a paragraph for small print, with the link in it."""
    if block.link is None:
        return escape(clean(block.text).strip())
    before, words, behind = map(clean, block.link.split(block.text))
    return f"{escape(before)}{_linked(block.link.url, words) if words else ''}{escape(behind)}"


def _further_part(part: Sequence[Block], bold_terms: bool) -> Iterator[Json]:
    """Lay out a platform or a claim, close-set: all words in one block, its sources below."""
    elements: list[Json] = []
    for index, block in enumerate(part):
        if isinstance(block, Sources):
            if elements:
                yield rich.block(elements)
                elements = []
            yield from _lay_out_sources(block, _footnote(part, index))
        elif not _is_footnote(part, index):
            elements += _elements(block, bold_terms)
    if elements:
        yield rich.block(elements)


def _is_footnote(part: Sequence[Block], index: int) -> bool:
    """Return True if a paragraph says of the sources above it when they were read, and how sure the answer is."""
    return index > 0 and part[index].role is BlockRole.VERIFIED and isinstance(part[index - 1], Sources)


def _footnote(part: Sequence[Block], index: int) -> str:
    """Return the footnote below the sources at an index, "" if there is none."""
    below = part[index + 1] if index + 1 < len(part) and _is_footnote(part, index + 1) else None
    return clean(below.text) if isinstance(below, Paragraph) else ""


def _header(text: str, tone: Tone) -> Iterator[Json]:
    """Lay out the first line in large letters; what is too long for it stands below in bold as a whole."""
    if not text:
        return
    shown = f"{_TONES[tone]}{text}"
    yield {"type": "header", "text": {"type": "plain_text", "text": cut(shown, MAX_HEADER), "emoji": False}}
    if len(shown) > MAX_HEADER:
        yield rich.block([rich.section(rich.bold(text))])


def _elements(block: Block, bold_terms: bool) -> list[Json]:
    match block:
        case Heading(text=text, tone=tone):
            words = clean(text).strip()
            return [rich.section(rich.bold(f"{_TONES[tone]}{words}"))] if words else []
        case Paragraph():
            return _paragraph(block)
        case Points(label=label, points=points):
            shown = [rich.section(*_point(words, bold_terms)) for point in points if (words := clean(point).strip())]
            return [rich.section(rich.bold(clean(label).strip() or "…")), rich.bullets(shown)] if shown else []
        case Sources():
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


def _table(table: Table) -> Json:
    rows = [table.columns, *table.rows][:MAX_ROWS]
    width = min(MAX_COLUMNS, len(table.columns))
    return {
        "type": "table",
        "column_settings": [{"align": "left", "is_wrapped": True}] * width,
        "rows": [[{"type": "raw_text", "text": cut(clean(cell).strip(), _WIDEST_CELL) or "–"} for cell in row[:width]] for row in rows],
    }


def _lay_out_sources(block: Sources, footnote: str) -> Iterator[Json]:
    """Lay out a list of sources in small print, each a line with its link, and a footnote below; in blocks that are not too long."""
    left_out = [escape(wording.more_sources(block.left_out))] if block.left_out else []
    text = f"*{wording.SOURCES}*"
    for line in (
        *(_line(number, entry, block) for number, entry in enumerate(block.sources, start=1)),
        *left_out,
        *_footnote_lines(footnote),
    ):
        if len(text) + 1 + len(line) > MAX_TEXT:
            yield small_print(text)
            text = line
        else:
            text = f"{text}\n{line}"
    yield small_print(text)


def _footnote_lines(text: str) -> Iterator[str]:
    if text:
        words = escape(text)
        yield words if len(words) <= MAX_TEXT else escape(cut(text, MAX_TEXT // 5))


def _line(number: int, entry: Cited, block: Sources) -> str:
    title = clean(entry.source.title)
    rest = clean(source_words(entry))[len(title) :] if block.dated else ""
    line = f"{number}. {_linked(where_read(entry), cut_name(title, block.longest_title))}{escape(cut(rest, LONGEST_TITLE))}"
    return line if len(line) <= MAX_TEXT else f"{number}. {escape(cut_name(title, _SHORT_TITLE))}"


def _plain_line(entry: Cited) -> str:
    """Return a source with its address, for the plain text."""
    return f"• {escape(clean(source_words(entry)))} {address(where_read(entry))}"


def _linked(url: str, label: str) -> str:
    return link(url, label) if len(address(url)) <= MAX_URL else escape(label)


def plain_text(card: Card, above: str = "") -> str:
    """Return the text of a card, the answer first; below its brief a line of its own if there is one. Nothing in it is markup."""
    brief, details = ([line for block in blocks for line in _lines(block)] for blocks in (card.brief, card.details))
    text = cut("\n".join(line for line in (*brief, above, *details) if line), MAX_FALLBACK)
    return text if text.strip() else "…"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield _words(text)
        case Paragraph(text=text, label=label):
            yield f"{_words(label)}: {_words(text)}" if label else _words(text)
        case Points(label=label, points=points):
            if points:
                yield f"{_words(label)}:"
            yield from (f"• {_words(point)}" for point in points)
        case Sources(sources=sources):
            yield f"{wording.SOURCES}:"
            yield from map(_plain_line, sources)


def _words(text: str) -> str:
    return escape_person(clean(text))
