"""Makes a card's blocks shorter, step by step, until they fit into one message: details first, then lists, then source lines.

The verdict, the headline, for whom and since when are cut last, and only where no card of the shipped knowledge gets to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from adapters.slack.limits import MAX_TEXT, cut
from bot.replies import wording
from bot.replies.layout import Block, BlockRole, Heading, Points, Sources, Text


class Room(NamedTuple):
    """The most characters of a detail, of any other paragraph, of a point, of a source's title and of all sources together.

    Also the most points of a list, the most parts (platforms, claims) of a card, whether sources show more than their title,
    whether points show their first words in bold (which takes fifty characters for each), and whether a table is shown,
    which says what the parts below it can say.
    """

    detail: int = MAX_TEXT
    paragraph: int = MAX_TEXT
    point: int = MAX_TEXT
    source: int = 600
    sources: int = 100_000
    points: int = 1_000
    parts: int = 1_000
    source_dates: bool = True
    terms: bool = True
    table: bool = True


_ROOMY = Room()
_NO_DETAIL = _ROOMY._replace(detail=240, paragraph=1_000, terms=False)
_SHORT_POINTS = _NO_DETAIL._replace(point=240)
_FEW_POINTS = _SHORT_POINTS._replace(source_dates=False, point=120, points=16, table=False)
_TIGHT = _FEW_POINTS._replace(detail=120, paragraph=400, point=90, points=6, source=60)
_TIGHTEST = _TIGHT._replace(detail=80, paragraph=160, point=60, points=3, source=24)
_LEAST = _TIGHTEST._replace(detail=40, paragraph=60, point=30, points=1, parts=1)
STEPS = (
    _ROOMY,
    _ROOMY._replace(detail=600, paragraph=1_000),
    _NO_DETAIL,
    _SHORT_POINTS,
    _NO_DETAIL._replace(table=False),
    _NO_DETAIL._replace(source_dates=False, table=False),
    _SHORT_POINTS._replace(source_dates=False, table=False),
    _SHORT_POINTS._replace(source_dates=False, point=160, table=False),
    _FEW_POINTS,
    _TIGHT,
    _TIGHTEST,
    *(
        _TIGHTEST._replace(parts=parts, sources=sources)
        for parts, sources in ((24, 7_000), (16, 6_500), (12, 6_000), (8, 5_500), (6, 5_000), (4, 4_500), (2, 4_500), (1, 4_500))
    ),
    *(_LEAST._replace(sources=sources) for sources in (4_000, 2_000, 1_000)),
)
"""From a card as it is to what always fits; what the last ones leave out is counted in words."""
_BLOCKS_OF_PART, _LISTS_OF_PART = 6, 4
"""The most blocks and lists of sources of a part in the last steps."""
_WORTH_SAYING = 120
"""In less room than this, saying that something was shortened would take most of it."""


def parts_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """The parts of a card: what comes first, then each platform or claim with its sources."""
    parts: list[list[Block]] = [[]]
    headed = False
    for block in blocks:
        if headed if isinstance(block, Heading) else block.role is BlockRole.CLAIM:
            parts.append([])
        headed = headed or isinstance(block, Heading)
        parts[-1].append(block)
    return parts


def shorten(blocks: Sequence[Block], room: Room) -> tuple[Block, ...]:
    """The blocks within some room, apart from their sources, whose lines a surface writes itself."""
    if room is _ROOMY:
        return tuple(blocks)
    parts = parts_of(blocks)
    kept = parts[: room.parts]
    if room.parts < _ROOMY.parts:
        kept = [_few_blocks(part) for part in kept]
    shortened = [block for part in kept for block in _shorten_part(part, room)]
    if left_out := len(parts) - len(kept):
        shortened.append(Points(wording.MORE, (wording.more_parts(left_out),)))
    return tuple(shortened)


def _few_blocks(part: Sequence[Block]) -> list[Block]:
    lists = [block for block in part if isinstance(block, Sources)][:_LISTS_OF_PART]
    words = [block for block in part if not isinstance(block, Sources)][:_BLOCKS_OF_PART]
    return [*words, *lists]


def _shorten_part(blocks: Sequence[Block], room: Room) -> Iterator[Block]:
    paragraphs = 0  # since the heading: the first is the statement, what follows are details
    for block in blocks:
        match block:
            case Heading():
                paragraphs = 0
                yield block._replace(text=cut(block.text, room.paragraph))
            case Text(text=text, label=label):
                paragraphs += not label
                most = room.detail if paragraphs > 1 and not label else room.paragraph
                shown = cut(text, most, wording.SHORTENED if most >= _WORTH_SAYING else "…")
                yield block._replace(text=shown, label=cut(label, room.paragraph))
            case Points(label=label, points=points):
                points = _fewer(tuple(cut(point, room.point) for point in points), room.points)
                yield block._replace(label=cut(label, room.paragraph), points=points)
            case _:
                yield block


def _fewer(points: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The first and the last of many points: a timeline is told by where it began and where it is now."""
    if len(points) <= most:
        return points
    tail = most // 2
    head = most - tail
    return (*points[:head], wording.more_points(len(points) - most), *points[len(points) - tail :])
