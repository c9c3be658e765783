"""Shorten a card until a surface can show it: details first, then lists, then source lines; the verdict last.

The surface says what fits, because only it knows how long its own markup is; what may go is decided here, by the role of each block.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.replies import wording
from bot.replies.blocks import LONGEST_TITLE, Block, BlockRole, Heading, Paragraph, Points, Sources, Table
from bot.replies.texts import cut

ALL = 1_000_000
"""No limit."""
_BLOCKS_OF_PART, _SOURCE_LISTS_OF_PART = 6, 4
"""Most blocks and lists of sources of one platform or claim, once parts are left out."""
_WORTH_SAYING = 120
"""In less room than this, saying that something was shortened would take most of it."""
_DETAILED_LISTS = {BlockRole.CONDITIONS, BlockRole.STEPS, BlockRole.NOTE}


class Budget(NamedTuple):
    """The most characters of a detail, a paragraph, a point, a point of a history and a source's title; whether sources are dated.

    Also the most points of a list, sources of a card, and parts (platforms, claims) of a card.
    """

    detail: int = ALL
    paragraph: int = ALL
    point: int = ALL
    change: int = ALL
    title: int = LONGEST_TITLE
    dated: bool = True
    points: int = ALL
    sources: int = ALL
    parts: int = ALL


WHOLE = Budget()
SHORT = Budget(detail=240, point=240)
UNDATED = SHORT._replace(dated=False)
SHORT_TITLES = UNDATED._replace(point=120, title=48)
WITHOUT_LOSS = (WHOLE, SHORT, UNDATED, SHORT_TITLES)
"""Budgets that keep every headline, source and change on record; only details and the wording of lists give way."""
TIGHT = SHORT_TITLES._replace(detail=120, paragraph=400, point=90, change=120, points=8)
LEAST = Budget(detail=80, paragraph=160, point=60, change=60, title=24, dated=False, points=3)
"""The last one, with as many parts and sources as there is room for; what is left out is counted in words."""


def shorten(blocks: Sequence[Block], fits: Callable[[Sequence[Block]], bool], *, lossless: bool = False) -> tuple[Block, ...] | None:
    """Return the blocks, shortened by the first budget within which they fit; None if they fit within none.

    With `lossless`, only such budgets are tried as keep every source and every change on record.
    """
    for budget in WITHOUT_LOSS if lossless else (*WITHOUT_LOSS, TIGHT):
        if fits(shortened := within(blocks, budget)):
            return shortened
    return None if lossless else _as_many_as_fit(blocks, fits)


def _as_many_as_fit(blocks: Sequence[Block], fits: Callable[[Sequence[Block]], bool]) -> tuple[Block, ...] | None:
    """Return the least of each part, and as many parts and sources as fit; None if not even one does."""

    def with_parts(count: int) -> tuple[Block, ...]:
        return within(blocks, LEAST._replace(parts=count, sources=count))

    most = max(len(parts_of(blocks)), sum(len(block.sources) for block in blocks if isinstance(block, Sources)))
    count = bisect_left(range(1, most + 1), True, key=lambda count: not fits(with_parts(count)))
    return with_parts(count) if count else None


def within(blocks: Sequence[Block], budget: Budget) -> tuple[Block, ...]:
    """Return the blocks cut to a budget."""
    parts = parts_of(blocks)
    kept = parts[: budget.parts]
    if budget.parts < ALL:
        kept = [_few_blocks(part) for part in kept]
    short = [_cut_block(block, budget) for part in kept for block in part]
    if left_out := len(parts) - len(kept):
        short.append(Points(wording.MORE, (wording.more_parts(left_out),)))
    return tuple(_few_sources(short, budget.sources))


def parts_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """Split a card into its parts: what comes first, then each platform or claim with its sources."""
    parts: list[list[Block]] = [[]]
    headed = False
    for block in blocks:
        if (headed and isinstance(block, Heading)) or block.role is BlockRole.CLAIM:
            parts.append([])
        headed = headed or isinstance(block, Heading)
        parts[-1].append(block)
    return parts


def _cut_block(block: Block, budget: Budget) -> Block:
    match block:
        case Heading(text=text):
            return block._replace(text=cut(text, budget.paragraph))
        case Paragraph(text=text, label=label, role=role):
            most = budget.detail if role is BlockRole.DETAIL else budget.paragraph
            remark = wording.SHORTENED if most >= _WORTH_SAYING else "…"
            return block._replace(text=cut(text, most, remark), label=cut(label, budget.paragraph))
        case Points(label=label, points=points, role=role):
            most = budget.point if role in _DETAILED_LISTS else budget.change
            short = _fewer(tuple(cut(point, most) for point in points), budget.points)
            return block._replace(label=cut(label, budget.paragraph), points=short)
        case Sources():
            return block._replace(longest_title=budget.title, dated=budget.dated)
        case Table():
            return block


def _few_blocks(part: Sequence[Block]) -> list[Block]:
    lists = [block for block in part if isinstance(block, Sources)][:_SOURCE_LISTS_OF_PART]
    words = [block for block in part if not isinstance(block, Sources)][:_BLOCKS_OF_PART]
    return [*words, *lists]


def _fewer(points: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Keep the first and the last of many points: a history is told by where it began and where it is now."""
    if len(points) <= most:
        return points
    tail = most // 2
    head = most - tail
    return (*points[:head], wording.more_points(len(points) - most), *points[len(points) - tail :])


def _few_sources(blocks: Sequence[Block], most: int) -> Iterator[Block]:
    """Share the room for sources evenly among the lists, and count what each list lost."""
    lists = sum(isinstance(block, Sources) for block in blocks)
    each = max(1, most // max(1, lists))
    for block in blocks:
        if isinstance(block, Sources) and len(block.sources) > each:
            yield block._replace(sources=block.sources[:each], left_out=len(block.sources) - each)
        else:
            yield block
