"""Edit distances between words: the one place that loads rapidfuzz, and only once somebody has mistyped something.

Loading it takes longer than answering a question that is spelt well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial


def within(typed: str, candidates: Sequence[str], edits: int) -> list[tuple[int, str]]:
    """The candidates that are at most so many edits away (OSA: swapped neighbours count once), with their distance."""
    return (
        [(int(distance), candidate) for candidate, distance, _ in _extract()(typed, candidates, score_cutoff=edits)] if candidates else []
    )


@cache
def _extract() -> Callable[..., list[tuple[str, float, int]]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return partial(process.extract, scorer=OSA.distance, processor=None, limit=None)


def most_alike(typed: str, candidates: Mapping[str, str], least: float, count: int) -> list[str]:
    """The keys of the candidates that look most like a name, best first; `least` is a rapidfuzz ratio from 0 to 100."""
    from rapidfuzz import fuzz, process

    near = process.extract(typed, candidates, scorer=fuzz.ratio, score_cutoff=least, limit=count, processor=str.casefold)
    return [key for _, _, key in near]
