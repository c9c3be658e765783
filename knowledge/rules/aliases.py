"""A name leads to one platform only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report names that another file claims too, and names that this file repeats in other case or with other spaces."""
    platform = entry.platform
    names = {_spaced(platform.name), _spaced(platform.slug)}
    listed: set[str] = set()
    for key in ("aliases", "ordinary_aliases"):
        for index, alias in enumerate(getattr(platform, key)):
            if other := _other(entry, alias, around):
                yield Problem((key, index), f'the alias "{alias}" is also claimed by {other}; one of the two must give it up')
            if _spaced(alias) in listed:
                yield Problem((key, index), f'the alias "{alias}" is listed twice in this file')
            elif key == "aliases" and _spaced(alias) in names:
                yield Problem((key, index), f'"{alias}" is the name or the slug, which count without being listed; take it out')
            listed.add(_spaced(alias))
    if other := _other(entry, platform.slug, around):
        yield Problem(("slug",), f'the slug "{platform.slug}" is also claimed by {other}')


def folded(name: str) -> str:
    """Take case, spaces and signs out of a name, as the matcher does: where two platforms share a spelling, it finds neither."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _spaced(name: str) -> str:
    # Within a file, "note taker" beside "notetaker" is no repetition: typing errors are found word by word.
    return " ".join(name.casefold().split())


def _other(entry: Entry, name: str, around: Surroundings) -> str | None:
    return next((stem for stem in around.claimed_by.get(folded(name), ()) if stem != entry.stem), None)


def claims(entries: Sequence[Entry]) -> Mapping[str, Sequence[str]]:
    """Map each name that a platform answers to (slug, name, aliases), folded, to the platforms that claim it."""
    claimed: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        platform = entry.platform
        names = (platform.slug, platform.name, *platform.aliases, *platform.ordinary_aliases)
        for name in dict.fromkeys(map(folded, names)):
            claimed[name].append(entry.stem)
    return claimed


RULE = Rule("aliases", check, blocking=False)
