"""Find the section that a citation names in the blocks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from bot.upkeep.watching.compare import words_of
from bot.upkeep.watching.extract import Block
from knowledge.watched import WHOLE

LEAST_LIKENESS = 94.0
"""A heading as like the cited one as this is taken for it (rapidfuzz ratio): another spelling, but not "share" for "use"."""
LEAST_PHRASE = 3
"""A phrase of so many words names the paragraph in which it stands."""
_INTRODUCTION = re.compile(r"(the )?(introduction|preamble|intro|opening|summary at the top)")
_NUMBER = re.compile(r"(?:section|clause|article|part|§)?\s*(\d+(?:\.\d+)*)(?![\w-])", re.IGNORECASE)
_CITED_NUMBER = re.compile(r"(?:section|clause|article|part|§)?\s*(\d+(?:\.\d+)*)\.?[a-z]?(?=$|[\s,:)])", re.IGNORECASE)
_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)\s*")

Number = tuple[int, ...]


def find_part(part: str, blocks: Sequence[Block]) -> str | None:
    """Return the text of a part of a page, a line a block; None if the page has no such part."""
    if part == WHOLE:
        return _text([block for block in blocks if block.level != 1])  # not every page has its title in its text
    if _INTRODUCTION.fullmatch(part.casefold()):
        return _introduction(blocks)
    cited = _CITED_NUMBER.match(part)
    if cited is not None and (numbered := _numbered(_number(cited[1]), blocks)):
        return numbered
    for name in _names(part):
        if found := _headed(name, blocks) or _titled(name, blocks) or _phrase(name, blocks):
            return found
    return None


def _text(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks)


def _introduction(blocks: Sequence[Block]) -> str | None:
    """Return what stands before the first heading below the title."""
    headings = [place for place, block in enumerate(blocks) if block.level]
    first = next((place for place in headings if place > 0), len(blocks))
    return _text(blocks[:first]) or None


def _number(text: str) -> Number:
    return tuple(map(int, text.split(".")))


def _numbered(wanted: Number, blocks: Sequence[Block]) -> str | None:
    """Return the longest text that begins with a number: an entry of a table of contents has the same one."""
    numbers = [_number(found[1]) if (found := _NUMBER.match(block.text)) else None for block in blocks]
    starts = [place for place, number in enumerate(numbers) if number == wanted]
    texts = [_text(blocks[start : _end_of_number(start, wanted, blocks, numbers)]) for start in starts]
    return max(texts, key=len, default=None)


def _end_of_number(start: int, wanted: Number, blocks: Sequence[Block], numbers: Sequence[Number | None]) -> int:
    """Return where a numbered section ends: at the next number beside or above it, or at a heading that is not below it."""
    level = blocks[start].level
    following = {(*wanted[:depth], wanted[depth] + 1) for depth in range(len(wanted))}
    for place in range(start + 1, len(blocks)):
        number, block = numbers[place], blocks[place]
        if number is not None and number[: len(wanted)] == wanted:
            continue
        beside = number is not None and len(number) == len(wanted) > 1 and number[:-1] == wanted[:-1] and number > wanted
        next_number = number in following and (block.level > 0 or level == 0 or len(wanted) > 1)
        above = block.level > 0 and (level == 0 or block.level <= level)
        if beside or next_number or above:
            return place
    return len(blocks)


def _names(part: str) -> Iterator[str]:
    """Yield the names by which a part may be found: all of it, then what is in brackets, outside them, behind and before a colon."""
    yield part
    if brackets := _BRACKETS.fullmatch(part):
        yield from (name for name in (brackets[2], brackets[1]) if name)
    before, colon, behind = part.partition(": ")
    if colon:
        yield from (behind, before)
    if shorter := re.sub(r"^(the |section on |section |definition of )|( row| section| question)$", "", part):
        yield shorter


def _headed(name: str, blocks: Sequence[Block]) -> str | None:
    """Return the text below the heading that is most like a name."""
    likeness, place = max(((_likeness(name, block.text), -place) for place, block in enumerate(blocks) if block.level), default=(0.0, 0))
    if likeness < LEAST_LIKENESS:
        return None
    start = -place
    level = blocks[start].level
    end = next((place for place in range(start + 1, len(blocks)) if 0 < blocks[place].level <= level), len(blocks))
    return _text(blocks[start:end])


def _likeness(name: str, heading: str) -> float:
    wanted, words = words_of(name), words_of(re.sub(r"^[\d.]+\s", "", heading))
    if not wanted or not words:
        return 0.0
    if wanted == words:
        return 101.0
    if words[: len(wanted)] == wanted:
        return 100.0
    return fuzz.ratio(" ".join(wanted), " ".join(words))


def _titled(name: str, blocks: Sequence[Block]) -> str | None:
    """Return what follows a line that is just the name but no heading, up to the next heading: the title of a row or a box."""
    wanted = words_of(name)
    start = next((place for place, block in enumerate(blocks) if wanted and words_of(block.text) == wanted), None)
    if start is None:
        return None
    return _text(blocks[start : next((place for place in range(start + 1, len(blocks)) if blocks[place].level), len(blocks))])


def _phrase(name: str, blocks: Sequence[Block]) -> str | None:
    wanted = " ".join(words_of(name))
    if len(wanted.split()) < LEAST_PHRASE:
        return None
    return next((block.text for block in blocks if f" {wanted} " in f" {' '.join(words_of(block.text))} "), None)
