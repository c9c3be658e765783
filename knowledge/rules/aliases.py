"""A name leads to one platform only."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Look every name up among the entries before this one, and among this entry's own."""
    own: dict[str, str] = {}
    taken = {name.casefold(): other.platform.slug for other in around.entries if other.file != entry.file for name in names(other)}
    for key in ("aliases", "ordinary_aliases"):
        for index, alias in enumerate(getattr(entry.platform, key)):
            folded = alias.casefold()
            if folded in taken:
                yield Problem((key, index), f'the alias "{alias}" is also claimed by {taken[folded]}; one of the two must give it up')
            if folded in own:
                yield Problem((key, index), f'the alias "{alias}" is listed twice in this file')
            own[folded] = key
    if entry.platform.slug in {other.platform.slug for other in around.entries if other.file != entry.file}:
        yield Problem(("slug",), f'the slug "{entry.platform.slug}" is used by another file too')


def names(entry: Entry) -> set[str]:
    """Everything by which a platform can be called: its name and its aliases."""
    platform = entry.platform
    return {platform.name, *platform.aliases, *platform.ordinary_aliases}


RULE = Rule("aliases", check, blocking=False)
