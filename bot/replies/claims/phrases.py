"""Lists of phrases as patterns, written so that they can be read: "train*, machine learning, switch … off"."""

from __future__ import annotations

import re

_GAP = r"(?:\S+ ){0,4}?"
"""What `…` stands for: up to four words."""


def phrases(listing: str, **lists: str) -> re.Pattern[str]:
    """Return the pattern that finds any phrase of a list, separated by commas, in any capitals.

    `*` stands for any ending, `…` for up to four words; {name} for any phrase of another list.
    """
    return re.compile(_alternatives(listing, lists), re.IGNORECASE)


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
