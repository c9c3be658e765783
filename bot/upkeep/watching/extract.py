"""Take the main text out of a page, as blocks in reading order, without menus, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bot.upkeep.watching.compare import words_of
from bot.upkeep.watching.remarks import is_remark

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

LEAST_WORDS = 40
"""A page with less main text than this shows it only with JavaScript, or asks for a login."""
LONGEST_BOLD_HEADING = 15
"""A bold paragraph of so many words is a heading, where a page has no better ones."""
TOP_BLOCKS = 6
"""Blocks at the top of a document that may be remarks on it."""
UNNAMED_LEVEL, BOLD_LEVEL = 7, 8
LEAST_HEADING = 3
"""A button that folds something out is a heading from so many words on; shorter ones open menus."""
MOST_AROUND = 3
"""At most so many elements around a heading are named after it."""
_TABLE = ("thead", "tbody", "tfoot", "tr", "td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset({"hi", "ref", "lb", "del", "graphic", "code"})


class UnreadableError(Exception):
    """The page holds no text that the bot can read; the words say why."""


class Block(NamedTuple):
    """A paragraph, an item or a cell; a heading has a level, 1 for the highest."""

    text: str
    level: int = 0


def main_blocks(page: str) -> tuple[Block, ...]:
    """Return the blocks of a page's main text, without remarks on the document; UnreadableError if there is hardly any."""
    body = _extracted(page)
    blocks = _without_remarks(list(_blocks(body))) if body is not None else ()
    if sum(len(block.text.split()) for block in blocks) < LEAST_WORDS:
        why = "shows its text only with JavaScript, which the bot does not run" if "<script" in page.lower() else "has hardly any text"
        raise UnreadableError(why)
    return blocks


def _extracted(page: str) -> etree._Element | None:
    """Return the body that the extractor makes of a page, None if it finds none.

    It takes its own result, without asking others (`fast`): which of several won might differ from week to week.
    """
    import trafilatura  # here, because a service that checks nothing does without its 20 MB
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    try:
        tree = load_html(page)
        if tree is None:
            return None
        _prepare(tree)
        document = trafilatura.bare_extraction(
            tree, fast=True, favor_recall=True, include_comments=False, include_formatting=True, include_tables=True, deduplicate=False
        )
    except Exception as error:  # the boundary of a library that reads what anybody may have written
        raise UnreadableError(f"cannot be taken apart ({type(error).__name__})") from None
    return document.body if isinstance(document, Document) else None


def _prepare(tree: etree._Element) -> None:
    """Keep the extractor from dropping what it takes for something else by its tag or name."""
    for button in list(tree.iter("button")):  # by which an answer folds out
        if any(parent.tag in _HEADINGS for parent in button.iterancestors()):
            button.tag = "span"
        elif button.get("aria-expanded") is not None and len(_text_of(button).split()) >= LEAST_HEADING:
            button.tag = "h5"
    for heading in list(tree.iter(*_HEADINGS)):  # of "How we share data", whose anchor "share" looks like buttons for sharing
        said = set(words_of(_text_of(heading)))
        for element in (heading, *islice(heading.iterancestors(), MOST_AROUND), *heading.iter("a")):
            if (name := element.get("id")) and set(words_of(name.replace("_", " "))) <= said:
                del element.attrib["id"]
    for table in list(tree.iter("table")):  # which only lays a page out
        if next(table.iterdescendants("table", *_HEADINGS), None) is not None:
            for element in (table, *(part for part in table.iterdescendants(*_TABLE) if next(part.iterancestors("table"), None) is table)):
                element.tag = "div"


def _text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _without_remarks(blocks: list[Block]) -> tuple[Block, ...]:
    """Leave out remarks such as the date of the last update; the top of a page ends with its second heading."""
    headings = [place for place, block in enumerate(blocks) if block.level]
    top = min([TOP_BLOCKS, *headings[1:2]])
    return tuple(block for place, block in enumerate(blocks) if not is_remark(block.text, at_top=place < top))


def _blocks(element: etree._Element) -> Iterator[Block]:
    """Yield the text of an element, its own and that of the blocks in it."""
    inline = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            inline.append(child.tail or "")
        elif child.tag in _INLINE:
            inline += [" " if child.tag == "lb" else "", "".join(map(str, child.itertext())), child.tail or ""]
        else:
            yield from _block("".join(inline), element)
            yield from _blocks(child)
            inline = [child.tail or ""]
    yield from _block("".join(inline), element)


def _block(text: str, element: etree._Element) -> Iterator[Block]:
    words = " ".join(text.split())
    if words:
        yield Block(words, _level(element, words))


def _level(element: etree._Element, words: str) -> int:
    if element.tag == "head":
        named = re.fullmatch(r"h([1-6])", element.get("rend") or "")
        return int(named[1]) if named else UNNAMED_LEVEL
    if element.tag == "p" and len(words.split()) <= LONGEST_BOLD_HEADING and _is_bold(element):
        return BOLD_LEVEL
    return 0


def _is_bold(element: etree._Element) -> bool:
    plain = (element.text or "") + "".join(child.tail or "" for child in element)
    return not plain.strip() and all(child.tag == "hi" and "#b" in (child.get("rend") or "") for child in element)
