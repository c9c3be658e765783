"""Show cards with rich: as wide as the terminal is, in colour only where a terminal takes colour; rewords nothing."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TextIO

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.style import Style
from rich.text import Text as Line

from bot.replies import wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources, Table
from bot.replies.card import Button, Card
from bot.replies.sourced import source_words, where_read
from knowledge.base import Cited
from knowledge.vocabulary import Tone

Extent = Literal["all", "brief", "sources"]
"""The part of a card to show: all of it, its brief, or its brief with all sources."""
COLOURS: dict[Tone, str] = {"good": "bold green", "caution": "bold yellow", "bad": "bold red", "neutral": "bold"}
"""The title's style, beside its words and never in their place."""
NARROWEST_TABLE = 60
"""In fewer columns than this, the cells of a table hold one word a line, so its rows are shown as lists."""


def console_on(out: TextIO) -> Console:
    """Return a console that shows words as they are: no markup, no guessed highlights."""
    return Console(file=out, markup=False, highlight=False, emoji=False)


def render(card: Card, width: int = 80, extent: Extent = "all") -> str:
    """Return a card as plain text."""
    out = io.StringIO()
    show(card, Console(file=out, width=width, markup=False, highlight=False, emoji=False, color_system=None, force_terminal=False), extent)
    return out.getvalue().rstrip("\n")


def show(card: Card, console: Console, extent: Extent = "all", below: RenderableType | None = None) -> None:
    """Print a card, a blank line between its parts; `below` stands in the place of the questions that can be asked next."""
    parts = [*_parts(card, extent, console.width)]
    if (below := below or _questions(card)) is not None and extent != "sources":
        parts.append(below)
    for number, part in enumerate(parts):
        if number:
            console.print()
        console.print(part, crop=False)


def show_details(card: Card, console: Console) -> None:
    """Print what the brief of a card leaves out."""
    for block in card.details:
        for part in _block(block, console.width, linked=False):
            console.print(part, crop=False)
        console.print()


def _parts(card: Card, extent: Extent, width: int) -> Iterator[RenderableType]:
    for block in card.brief if extent == "brief" else card.blocks:
        if extent != "sources" or block in card.brief or isinstance(block, Sources):
            yield from _block(block, width, linked=extent == "brief")


def _block(block: Block, width: int, *, linked: bool) -> Iterator[RenderableType]:
    """Yield what shows a block; with `linked`, a line that says where something was read has the addresses below it."""
    match block:
        case Heading(text=text, tone=tone):
            yield _Paragraph(Line(clean(text), COLOURS[tone]))
        case Paragraph(role=BlockRole.VERIFIED | BlockRole.READ_IN):
            yield _checked(block, linked=linked)
        case Table():
            yield _table(block, width)
        case Paragraph(text=text, label=label, role=role):
            style = "yellow" if role is BlockRole.WARNING else ""
            yield _Paragraph(Line.assemble((f"{clean(label)}: " if label else "", "bold"), (clean(text), style)))
        case Points(label=label, points=points):
            if points:
                yield _list(label, [_point(point) for point in points])
        case Sources(sources=sources):
            numbered = enumerate(sources, start=1)
            yield _list(wording.SOURCES, [_source(number, entry) for number, entry in numbered])


def _checked(block: Paragraph, *, linked: bool) -> RenderableType:
    """Return the line that says when or where an answer was checked, with links on the names of sources in it."""
    pieces = [(clean(words), Style(link=url or None)) for words, url in block.pieces]
    line = Line.assemble((f"{clean(block.label)}: " if block.label else "", "bold"), *pieces)
    return Group(_Paragraph(line), *(_address(link.url, "") for link in block.links)) if linked else _Paragraph(line)


def _point(text: str) -> RenderableType:
    """Return a point with its mark in front and the lines below the first one indented; a step has its number already."""
    number, dot, rest = text.partition(". ")
    mark, words = (f"{number}.", rest) if dot and number.isdigit() else ("•", text)
    return _Paragraph(Line(clean(words)), mark)


class _Paragraph:
    """A paragraph, with or without a mark in front; its further lines begin below its first word, and no line ends with a blank."""

    def __init__(self, words: Line, mark: str = "") -> None:
        self._words, self._mark = words, f"  {mark} " if mark else ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Line]:
        mark = self._mark
        for line in self._words.wrap(console, max(1, options.max_width - len(mark))) or [Line()]:
            line.rstrip()
            yield Line.assemble(mark, line)
            mark = " " * len(mark)


def _list(label: str, items: Sequence[RenderableType]) -> RenderableType:
    return Group(Line(f"{clean(label)}:", "bold"), *items)


def _source(number: int, entry: Cited) -> RenderableType:
    link = where_read(entry)
    words = Line(clean(source_words(entry)))
    words.stylize(Style(link=link), 0, len(entry.source.title))
    mark = f"{number}."
    return Group(_Paragraph(words, mark), _address(link, " " * (len(mark) + 3)))


def _address(link: str, indent: str) -> Line:
    """Return an address in one piece, however narrow the terminal, so that it can be clicked and copied."""
    address = clean(link)
    return Line.assemble(indent, (address, Style(dim=True, link=address)), no_wrap=True, overflow="ignore")


def _table(table: Table, width: int) -> RenderableType:
    rows = [(row.cells, COLOURS[row.tone]) for row in table.rows]
    if width < NARROWEST_TABLE:
        return Group(*(_row_as_list(table.columns, row, style) for row, style in rows))
    from rich import box
    from rich.table import Table as Grid

    shown = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", leading=1)
    for column in table.columns:
        shown.add_column(column, overflow="fold")
    for (name, answer, *others), style in rows:
        shown.add_row(Line(clean(name), "bold"), Line(clean(answer), style), *(Line(clean(cell)) for cell in others))
    return shown


def _row_as_list(columns: Sequence[str], row: Sequence[str], style: str) -> RenderableType:
    first = _Paragraph(Line.assemble((f"{clean(row[0])}: ", "bold"), (clean(row[1]), style)))
    return Group(first, *(_point(f"{name}: {cell}") for name, cell in zip(columns[2:], row[2:], strict=True)))


def choices_of(card: Card) -> tuple[Button, ...]:
    """Return what can be asked next in words."""
    return tuple(button for button in card.buttons if button.typed)


def offers(marked: Iterable[tuple[str, str]]) -> RenderableType:
    """Return what can be asked next, each line with what to type for it."""
    return Group(*(_Paragraph(Line(clean(words)), f"{mark}.") for mark, words in marked))


def _questions(card: Card) -> RenderableType | None:
    """Return what can be asked next, in words that can be typed."""
    questions = [choice.typed for choice in choices_of(card)]
    return _list(wording.ASK_NEXT, [_point(question) for question in questions]) if questions else None


def clean(text: str) -> str:
    """Take out control characters, with which words could steer a terminal."""
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc")
