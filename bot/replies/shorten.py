"""Shorten a card until a surface can show it: details first, then lists, then source lines; the verdict last.

The surface says what fits, because only it knows how long its own markup is; what may go is decided here, by the role of each block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.replies import wording
from bot.replies.blocks import LONGEST_TITLE, Block, BlockRole, Heading, Points, Sources, Text
from bot.replies.texts import cut as cut

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


_SHORT = Budget(detail=240, point=240)
WITHOUT_LOSS = (
    Budget(),
    Budget(detail=600),
    Budget(detail=240),
    _SHORT,
    _SHORT._replace(dated=False),
    _SHORT._replace(dated=False, point=120, title=48),
)
"""Steps that keep every headline, date, source and change on record; only details and the wording of lists give way."""
_TIGHT = Budget(detail=120, paragraph=400, point=90, change=90, title=48, dated=False, points=8)
_TIGHTEST = _TIGHT._replace(detail=80, paragraph=160, point=60, change=60, title=24, points=3)
_LEAST = _TIGHTEST._replace(detail=40, paragraph=60, point=30, change=30, points=1, parts=1)
STEPS = (
    *WITHOUT_LOSS,
    WITHOUT_LOSS[-1]._replace(paragraph=1_000, change=160, points=16),
    _TIGHT,
    _TIGHTEST,
    *(_TIGHTEST._replace(parts=parts, sources=sources) for parts, sources in ((16, 40), (8, 30), (4, 20), (1, 20))),
    *(_LEAST._replace(sources=sources) for sources in (20, 8, 2)),
)
"""From a card as it is to what fits anywhere; whatever is left out is counted in words."""


def shorten(blocks: Sequence[Block], fits: Callable[[Sequence[Block]], bool], steps: Sequence[Budget] = STEPS) -> tuple[Block, ...] | None:
    """Return the blocks, shortened by the first step after which they fit; None if they fit after none."""
    for budget in steps:
        shortened = within(blocks, budget)
        if fits(shortened):
            return shortened
    return None


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
        case Text(text=text, label=label, role=role):
            most = budget.detail if role is BlockRole.DETAIL else budget.paragraph
            remark = wording.SHORTENED if most >= _WORTH_SAYING else "…"
            return block._replace(text=cut(text, most, remark), label=cut(label, budget.paragraph))
        case Points(label=label, points=points, role=role):
            most = budget.point if role in _DETAILED_LISTS else budget.change
            short = _fewer(tuple(cut(point, most) for point in points), budget.points)
            return block._replace(label=cut(label, budget.paragraph), points=short)
        case Sources():
            return block._replace(longest_title=budget.title, dated=budget.dated)


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
