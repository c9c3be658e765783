"""Lists of phrases as patterns, written so that they can be read: "train*, machine learning, switch … off"."""

from __future__ import annotations

import re
from functools import cached_property

_GAP = r"(?:\S+ ){0,4}?"
"""What `…` stands for: up to four words."""


class Phrases:
    """Phrases to find, compiled when they are first looked for: all lists together take a quarter of an answer's time."""

    def __init__(self, listing: str, lists: dict[str, str]) -> None:
        self._listing, self._lists = listing, lists

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_alternatives(self._listing, self._lists), re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first phrase in a text, None if there is none."""
        return self._pattern.search(text)


def phrases(listing: str, **lists: str) -> Phrases:
    """Return what finds any phrase of a list, separated by commas, in any capitals.

    `*` stands for any ending, `…` for up to four words; {name} for any phrase of another list.
    """
    return Phrases(listing, lists)


def _alternatives(listing: str, lists: dict[str, str]) -> str:
    return rf"\b(?:{'|'.join(_phrase(phrase, lists) for phrase in ' '.join(listing.split()).split(', '))})(?!\w)"


def _phrase(phrase: str, lists: dict[str, str]) -> str:
    parts = re.split(r"(\{\w+\}|\*|… )", phrase)
    return "".join(_part(part, lists) for part in parts)


def _part(part: str, lists: dict[str, str]) -> str:
    if part == "*":
        return r"\w*"
    if part == "… ":
        return _GAP
    if part.startswith("{"):
        return _alternatives(lists[part[1:-1]], lists)
    return re.escape(part).replace("'", "['’]")
