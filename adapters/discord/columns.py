"""Two texts side by side in letters of one width, narrow enough for a phone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from adapters.discord.escape import plain

WIDTH = 15
"""Letters of a column. Two of them with what stands between are 33, which a phone shows without breaking a line."""
_BETWEEN = " │ "


def side_by_side(left: Sequence[str], right: Sequence[str]) -> str:
    """Return a code block with two columns, cell by cell; a line is under the first cells, which name the columns."""
    lines: list[str] = []
    for number, cells in enumerate(zip(left, right, strict=True)):
        columns = [textwrap.wrap(plain(cell).replace("`", "'"), WIDTH) for cell in cells]
        lines += [f"{one:<{WIDTH}}{_BETWEEN}{other}".rstrip() for one, other in zip_longest(*columns, fillvalue="")]
        if number == 0:
            lines.append(f"{'─' * WIDTH}─┼─{'─' * WIDTH}")
    return "\n".join(("```", *lines, "```"))
