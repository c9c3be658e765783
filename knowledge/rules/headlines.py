"""Headlines and titles stand alone: one short sentence or two that state the fact instead of answering Yes or No."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.positions import KeyPath
from knowledge.records import Platform
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, texts

CHARACTERS: dict[str | int, int] = {"headline": 160, "title": 120}
"""The longest text by its key."""
_OPENING = re.compile(r"(?:yes|no|only)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_NAMELESS = frozenset(
    "ai app and call calls for free in is it live meeting meetings mode my note notes of on recording the to video voice".split()
)
"""Words of names that name nothing by themselves."""


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report headlines and titles that are too long, open with Yes, No or Only, name nobody, or lack their full stop."""
    platform = entry.platform
    for path, text in texts(platform):
        key = path[-1]
        if key in CHARACTERS:
            yield from _faults(path, text, CHARACTERS[key])
            if (key == "title" or "earlier" not in path) and not _names(text, platform):
                yield Problem(path, f"names neither {platform.name} nor its maker; it has to stand alone")
        if key == "title" and ": " in text:
            yield Problem(path, "has a colon, and replies put “Yes:” or “No:” in front; use a comma or a semicolon")


def _faults(path: KeyPath, headline: str, characters: int) -> Iterable[Problem]:
    if len(headline) > characters:
        yield Problem(path, f"{len(headline)} characters long; say it in {characters} and leave the rest to the detail")
    if opening := _OPENING.match(headline):
        yield Problem(path, f"begins with “{opening.group()}”; state the fact first: name the platform and what it does")
    if not headline.endswith("."):
        yield Problem(path, "does not end with a full stop")


def _names(text: str, platform: Platform) -> bool:
    """Return True if a text has a word of the platform's name, the first of its maker's, or a whole alias."""
    said = _WORDS.findall(text.casefold())
    words = {*_WORDS.findall(platform.name.casefold()), *_WORDS.findall(platform.vendor.casefold())[:1]} - _NAMELESS
    spaced = f" {' '.join(said)} "
    aliases = (" ".join(_WORDS.findall(name.casefold())) for name in (*platform.aliases, *platform.ordinary_aliases))
    return not words.isdisjoint(said) or any(f" {alias} " in spaced for alias in aliases)


RULE = Rule("headlines", check, blocking=False)
