"""A name leads to one platform only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Look every name up among the other files, and among this file's own."""
    own: set[str] = set()
    for key in ("aliases", "ordinary_aliases"):
        for index, alias in enumerate(getattr(entry.platform, key)):
            folded = alias.casefold()
            if other := _other(entry, folded, around):
                yield Problem((key, index), f'the alias "{alias}" is also claimed by {other}; one of the two must give it up')
            if folded in own:
                yield Problem((key, index), f'the alias "{alias}" is listed twice in this file')
            own.add(folded)
    if other := _other(entry, entry.platform.slug, around):
        yield Problem(("slug",), f'the slug "{entry.platform.slug}" is also claimed by {other}')


def _other(entry: Entry, name: str, around: Surroundings) -> str | None:
    return next((file.stem for file in around.claimed_by.get(name, ()) if file != entry.file), None)


def claims(entries: Sequence[Entry]) -> Mapping[str, Sequence[Path]]:
    """Everything by which a platform can be called (slug, name, aliases) with the files that claim it."""
    claimed: dict[str, list[Path]] = defaultdict(list)
    for entry in entries:
        platform = entry.platform
        for name in {platform.slug, platform.name, *platform.aliases, *platform.ordinary_aliases}:
            claimed[name.casefold()].append(entry.file)
    return claimed


RULE = Rule("aliases", check, blocking=False)
