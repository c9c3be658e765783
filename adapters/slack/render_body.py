"""Lays the blocks of a card out in Block Kit: headers, rich text, tables, and small print with links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.slack import rich
from adapters.slack.limits import MAX_COLUMNS, MAX_HEADER, MAX_ROWS, Json, cut
from adapters.slack.mrkdwn import clean
from adapters.slack.render_sources import lay_out_sources
from adapters.slack.room import Room, parts_of, shorten
from bot.replies.layout import Block, Choices, Heading, Points, Sources, Table, Text
from knowledge.vocabulary import Tone

_TONES: dict[Tone, str] = {"good": "🟢 ", "caution": "🟡 ", "bad": "🔴 ", "neutral": ""}
"""Beside the verdict's words, never in their place."""
_LONGEST_TERM = 90
"""A point that begins with a term and a colon (a date, a role, a plan) shows the term in bold up to this length."""
_WIDEST_CELL = 300
_MOST_DIVIDED = 10
"""With more parts than this, lines between them would take the room of parts."""


def lay_out_body(blocks: Sequence[Block], room: Room, table: Table | None = None) -> list[Json]:
    """The Block Kit of a card's blocks in some room; with a table, what it says is not said again below it."""
    short = shorten(blocks, room)
    table = table if room.table else None
    lists = sum(isinstance(block, Sources) for block in short)
    room = room._replace(sources=room.sources // max(1, lists))
    parts = [_told_by(part, table) if number else part for number, part in enumerate(parts_of(short))]
    body = list(_first_part(parts[0], room))
    if table is not None:
        body.append(_table(table))
    for part in parts[1:]:
        if len(parts) <= _MOST_DIVIDED:
            body.append({"type": "divider"})
        body += _further_part(part, room)
    return body


def _told_by(part: list[Block], table: Table | None) -> list[Block]:
    """A platform's part without the lines that stand in its row of the table."""
    cells = {cell for row in table.rows for cell in row} if table else ()
    return [block for block in part if not (isinstance(block, Text) and block.label and block.text in cells)]


def _first_part(part: Sequence[Block], room: Room) -> Iterator[Json]:
    """The main statement, airy: a block for each paragraph and list, one for the labelled lines together."""
    labelled: list[Json] = []
    headed = not any(isinstance(block, Heading) for block in part)
    for index, block in enumerate(part):
        if labelled and not (isinstance(block, Text) and block.label):
            yield rich.block(labelled)
            labelled = []
        match block:
            case Heading(text=text, tone=tone):
                headed = True
                yield from _header(clean(text).strip(), tone)
            case Text(label=label) if label:
                labelled += _paragraph(block)
            case Text() if _is_footnote(part, index):
                pass
            case Text(text=text) if not headed:
                if words := clean(text).strip():
                    yield rich.block([rich.quote(words)])
            case Sources():
                yield from lay_out_sources(block, room, _footnote(part, index))
            case _:
                if elements := _elements(block, room):
                    yield rich.block(elements)
    if labelled:
        yield rich.block(labelled)


def _further_part(part: Sequence[Block], room: Room) -> Iterator[Json]:
    """A platform or a claim, close-set: all words in one block, its sources below."""
    elements: list[Json] = []
    for index, block in enumerate(part):
        if isinstance(block, Sources):
            if elements:
                yield rich.block(elements)
                elements = []
            yield from lay_out_sources(block, room, _footnote(part, index))
        elif not _is_footnote(part, index):
            elements += _elements(block, room)
    if elements:
        yield rich.block(elements)


def _is_footnote(part: Sequence[Block], index: int) -> bool:
    """Whether a paragraph follows sources: on what day they were read, how sure the answer is."""
    block = part[index]
    return index > 0 and isinstance(block, Text) and not block.label and isinstance(part[index - 1], Sources)


def _footnote(part: Sequence[Block], index: int) -> str:
    """The footnote below the sources at an index, or nothing."""
    below = part[index + 1] if index + 1 < len(part) and _is_footnote(part, index + 1) else None
    return clean(below.text) if isinstance(below, Text) else ""


def _header(text: str, tone: Tone) -> Iterator[Json]:
    """The first line in large letters; what is too long for it stands below in bold as a whole."""
    if not text:
        return
    shown = f"{_TONES[tone]}{text}"
    yield {"type": "header", "text": {"type": "plain_text", "text": cut(shown, MAX_HEADER), "emoji": False}}
    if len(shown) > MAX_HEADER:
        yield rich.block([rich.section(rich.bold(text))])


def _elements(block: Block, room: Room) -> list[Json]:
    match block:
        case Heading(text=text, tone=tone):
            words = clean(text).strip()
            return [rich.section(rich.bold(f"{_TONES[tone]}{words}"))] if words else []
        case Text():
            return _paragraph(block)
        case Points(label=label, points=points):
            shown = [rich.section(*_point(words, room)) for point in points if (words := clean(point).strip())]
            return [rich.section(rich.bold(clean(label).strip() or "…")), rich.bullets(shown)] if shown else []
        case Choices() | Sources():
            return []


def _paragraph(block: Text) -> list[Json]:
    text, label = clean(block.text).strip(), clean(block.label).strip()
    if not text:
        return []
    return [rich.section(rich.bold(f"{label}: "), rich.plain(text)) if label else rich.section(rich.plain(text))]


def _point(text: str, room: Room) -> Iterator[Json]:
    term, colon, rest = text.partition(": ")
    if room.terms and colon and rest.strip() and 0 < len(term) <= _LONGEST_TERM and ". " not in term:
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
