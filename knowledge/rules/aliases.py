"""A name leads to one platform only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.records import Platform
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report names without a letter, those that another platform claims too, and those that this file repeats in other case or spaces."""
    platform = entry.platform
    names = {_spaced(platform.name), _spaced(platform.slug)}
    listed: set[str] = set()
    for key in LISTS:
        for index, alias in enumerate(getattr(platform, key)):
            if not folded(alias):
                yield Problem((key, index), f'the alias "{alias}" has no letter and no digit, so nobody could ask by it; take it out')
            elif key == "aliases" and alias.casefold() in around.everyday_words:
                yield Problem((key, index), f'the alias "{alias}" is an everyday word, which questions on anything contain; take it out')
            elif other := _other(entry, alias, around):
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


def names_in(platform: Platform) -> frozenset[str]:
    """Return every name that a platform's files give it, folded."""
    return frozenset(map(folded, (platform.slug, platform.name, *platform.aliases, *platform.ordinary_aliases)))


def _spaced(name: str) -> str:
    # Within a file, "note taker" beside "notetaker" is no repetition: typing errors are found word by word.
    return " ".join(name.casefold().split())


def _other(entry: Entry, name: str, around: Surroundings) -> str | None:
    claiming = around.claimed_by.get(folded(name), ())
    return next((stem for stem in claiming if stem != entry.stem), None) if entry.stem in claiming else None


def claims(entries: Sequence[Entry]) -> Mapping[str, Sequence[str]]:
    """Map each name that a platform answers to (slug, name, aliases), folded, to the platforms that claim it.

    An alias goes to the layer that names it last; a platform keeps its own name and slug.
    """
    claimed: dict[str, dict[str, int]] = defaultdict(dict)
    kept: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        platform = entry.platform
        for name in dict.fromkeys(map(folded, (platform.slug, platform.name))):
            claimed[name][entry.stem] = entry.merged.rank(("slug",))
            kept[name].add(entry.stem)
        for key in LISTS:
            for index, alias in enumerate(getattr(platform, key)):
                ranks = claimed[folded(alias)]
                ranks[entry.stem] = max(entry.merged.rank((key, index)), ranks.get(entry.stem, 0))
    return {
        name: [stem for stem, rank in ranks.items() if rank == max(ranks.values()) or stem in kept[name]] for name, ranks in claimed.items()
    }


def without_given_up(entry: Entry, claimed_by: Mapping[str, Sequence[str]]) -> Platform:
    """Return the platform without the aliases that a later layer gives to another one."""

    def keeps(alias: str) -> bool:
        return entry.stem in claimed_by[folded(alias)]

    platform = entry.platform
    return platform._replace(
        aliases=tuple(filter(keeps, platform.aliases)), ordinary_aliases=tuple(filter(keeps, platform.ordinary_aliases))
    )


LISTS = ("aliases", "ordinary_aliases")
NAME = "aliases"
RULE = Rule(NAME, check, blocking=False)
