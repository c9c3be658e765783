"""Lists of phrases as patterns, written so that they can be read: "train*, machine learning, switch … off"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

_GAP = r"(?:\S+ ){0,4}?"
"""What `…` stands for: up to four words."""


class Phrases:
    """Phrases to find, in any capitals, compiled when they are first looked for: all lists together take a quarter of an answer's time.

    `*` stands for any ending, `…` for up to four words; {name} for any phrase of another list.
    """

    def __init__(self, listed: Sequence[str], lists: Mapping[str, Sequence[str]]) -> None:
        self._listed, self._lists = listed, lists

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_alternatives(self._listed, self._lists), re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first phrase in a text, None if there is none."""
        return self._pattern.search(text)


def phrases(listing: str) -> Phrases:
    """Return what finds any phrase of a list, separated by commas."""
    return Phrases(" ".join(listing.split()).split(", "), {})


def _alternatives(listed: Sequence[str], lists: Mapping[str, Sequence[str]]) -> str:
    return rf"\b(?:{'|'.join(_phrase(phrase, lists) for phrase in listed)})(?!\w)" if listed else r"(?!)"


def _phrase(phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    parts = re.split(r"(\{\w+\}|\*|… )", phrase)
    return "".join(_part(part, lists) for part in parts)


def _part(part: str, lists: Mapping[str, Sequence[str]]) -> str:
    if part == "*":
        return r"\w*"
    if part == "… ":
        return _GAP
    if part.startswith("{"):
        return _alternatives(lists.get(part[1:-1], ()), lists)
    return re.escape(part).replace("'", "['’]")
