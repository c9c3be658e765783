"""The input and the results of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.merging import Merged
from knowledge.positions import KeyPath
from knowledge.records import Answer, Citation, Condition, Earlier, Platform


@dataclass(frozen=True, slots=True)
class Entry:
    """One platform, read without fault in its shape, and the files that it was merged from."""

    platform: Platform
    merged: Merged

    @property
    def stem(self) -> str:
        """The name of the files, which is the slug if the platform keeps the rules."""
        return self.merged.parts[0].file.stem


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings with which a rule may compare an entry: the day of the check, the known topics, the other entries."""

    today: date
    topics: frozenset[str]
    claimed_by: Mapping[str, Sequence[str]]
    """The platforms (by the names of their files) that claim each name (folded, see `aliases.folded`), in their order."""
    everyday_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake at one key of the entry; `at` names a file and line of it if the problem is at no key."""

    path: KeyPath
    message: str
    at: tuple[Path, int] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, as it is printed behind each finding, and its check.

    A file that breaks a blocking rule is not answered from until it is mended.
    """

    name: str
    check: Callable[[Entry, Surroundings], Iterable[Problem]]
    blocking: bool = True


class CitedStatement(NamedTuple):
    """An answer or one of its conditions, its path, and the sources on which it rests."""

    path: KeyPath
    statement: Answer | Condition
    cited: Sequence[Citation]


def statements(platform: Platform) -> Iterable[CitedStatement]:
    """List every answer and every condition; a condition without sources rests on those of its answer."""
    for number, answer in enumerate(platform.answers):
        path = ("answers", number)
        yield CitedStatement(path, answer, answer.sources)
        for index, condition in enumerate(answer.conditions):
            yield CitedStatement((*path, "conditions", index), condition, condition.sources or answer.sources)


def texts(platform: Platform) -> Iterable[tuple[KeyPath, str]]:
    """Yield every text of a file that people read, beside notes and events, with its path."""
    for number, answer in enumerate(platform.answers):
        records: list[tuple[KeyPath, Answer | Condition | Earlier]] = [(("answers", number), answer)]
        records += [(("answers", number, "earlier", index), earlier) for index, earlier in enumerate(answer.earlier)]
        records += [(("answers", number, "conditions", index), condition) for index, condition in enumerate(answer.conditions)]
        for path, record in records:
            yield from (
                ((*path, key), text) for key in ("headline", "title", "detail", "note") if (text := getattr(record, key, None)) is not None
            )
    for number, claim in enumerate(platform.claims):
        yield ("claims", number, "why"), claim.why


def citations(platform: Platform) -> Iterable[tuple[KeyPath, Citation]]:
    """Yield every place of a file that cites a source."""
    for number, answer in enumerate(platform.answers):
        yield from _cited(("answers", number), answer.sources)
        for part in ("conditions", "earlier"):
            for index, record in enumerate(getattr(answer, part)):
                yield from _cited(("answers", number, part, index), record.sources)
    for part in ("events", "claims"):
        for number, record in enumerate(getattr(platform, part)):
            yield from _cited((part, number), record.sources)


def _cited(path: KeyPath, sources: Sequence[Citation]) -> Iterable[tuple[KeyPath, Citation]]:
    for index, citation in enumerate(sources):
        yield (*path, "sources", index), citation
