"""What a rule sees and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.lines import KeyPath, LineIndex
from knowledge.records import Citation, Platform


@dataclass(frozen=True, slots=True)
class Entry:
    """One platform's file, read without fault in its shape."""

    file: Path
    text: str
    platform: Platform
    lines: LineIndex


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule may compare an entry with: the day of the check, the known topics, the other entries."""

    today: date
    topics: frozenset[str]
    claimed_by: Mapping[str, Sequence[Path]]
    """The files in which each name (case folded) and each slug is claimed, in their order."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one key of the entry; `line` only where that is not the key's own."""

    path: KeyPath
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, as it is printed behind each finding, and its check.

    A file that breaks a blocking rule is not answered from until it is mended.
    """

    name: str
    check: Callable[[Entry, Surroundings], Iterable[Problem]]
    blocking: bool = True


def citations(platform: Platform) -> Iterable[tuple[KeyPath, Citation]]:
    """Every place of a file that cites a source."""
    for number, answer in enumerate(platform.answers):
        yield from _cited(("answers", number), answer.sources)
        for part in ("conditions", "earlier"):
            for index, held in enumerate(getattr(answer, part)):
                yield from _cited(("answers", number, part, index), held.sources)
    for part in ("events", "claims"):
        for number, held in enumerate(getattr(platform, part)):
            yield from _cited((part, number), held.sources)


def _cited(path: KeyPath, sources: Sequence[Citation]) -> Iterable[tuple[KeyPath, Citation]]:
    for index, citation in enumerate(sources):
        yield (*path, "sources", index), citation
