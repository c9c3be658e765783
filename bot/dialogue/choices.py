"""The platforms that fit what somebody has typed so far, for menus that complete a name."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz

from knowledge.base import Knowledge
from knowledge.records import Platform

LEAST_LIKENESS, SHORTEST_SLIP = 75.0, 3
"""A name is suggested for other letters that are so like it (rapidfuzz ratio), from so many letters on."""
_CONTAINED = 1000.0
"""Above every likeness: what is contained in a name comes first."""


def platform_choices(knowledge: Knowledge, typed: str, most: int, without: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return slug and name of the platforms that fit what was typed so far, best first; all of them if nothing was.

    What is contained in a name comes first; then names that resemble what was typed, so that a slip of a finger finds them too.
    """
    wanted = typed.casefold().strip()
    ranked = [
        (rank, platform.name.casefold(), platform.slug, platform.name)
        for platform in knowledge.platforms.values()
        if platform.slug not in without and (rank := _rank(wanted, platform)) is not None
    ]
    return tuple((slug, name) for *_, slug, name in sorted(ranked)[:most])


def _rank(wanted: str, platform: Platform) -> tuple[float, float, float] | None:
    """Return how well a platform fits, the smallest best; None if it does not."""
    name = platform.name.casefold()
    names = [name, platform.slug, *map(str.casefold, (*platform.aliases, *platform.ordinary_aliases))]
    if any(wanted in known for known in names):
        return -_CONTAINED, not name.startswith(wanted), not any(known.startswith(wanted) for known in names)
    so_far, whole = max(_likeness(wanted, known) for known in names)
    return (-so_far, -whole, 0) if so_far >= LEAST_LIKENESS else None


def _likeness(typed: str, name: str) -> tuple[float, float]:
    """Return how much a text resembles the beginning of a name, and the whole name, each 0 to 100."""
    if len(typed) < SHORTEST_SLIP:
        return 0.0, 0.0
    whole = fuzz.ratio(typed, name)
    return max(whole, fuzz.ratio(typed, name[: len(typed)]), fuzz.ratio(typed, name[: len(typed) + 1])), whole
