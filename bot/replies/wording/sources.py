"""When and in which source an answer was read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies.wording.grammar import on, within_sentence


def never_checked(source: str, through: str) -> str:
    """Name the source of an answer for which no dated copy was read ("" if it names none)."""
    return (
        f"{read_in(source, through).removesuffix('.')}; not checked against a dated copy."
        if source
        else "Not checked against a dated copy."
    )


def read_in(source: str, through: str) -> str:
    """Name a source, and who quotes or copies it if it was not read itself ("")."""
    return f"Source: {source}, read through {through}." if through else f"Source: {source}."


def checked(when: str, since_then: str, source: str, through: str = "", *, overdue: bool, reread: str = "") -> str:
    """Say when an answer was checked, in which source ("" if none is named), and when the bot last saw that unchanged.

    `through` is who quotes or copies the source, if it was not read itself.
    """
    unchanged = f", unchanged on {reread}" if reread else ""
    if through:
        return f"Source: {source}; {'last ' if overdue else ''}read {on(when)} through {through}{unchanged}, {since_then}."
    within = f" in {source}" if source else ""
    day = when if when[0].isdigit() and " " in when else on(when)
    return f"{'Last checked' if overdue else 'Checked'} {day}{within}{unchanged}, {since_then}."


def source_changed(when: str) -> str:
    """Say that a page on which an answer rests reads otherwise now."""
    return f"Its source changed on {when}; under review."


def source_away(when: str, *, gone: bool, archived: bool) -> str:
    """Say from which day on the page on which an answer rests cannot be read, and whether the link leads to an archived copy."""
    away = f"Its source has been gone since {when}" if gone else f"Its source could not be reached since {when}"
    return f"{away}; the link leads to an archived copy." if archived else f"{away}."


SOURCE_KINDS = {
    "primary": "a page of {publisher}",
    "archive": "an archived page of {publisher}",
    "press": "a report by {publisher}",
    "regulator": "a document of {publisher}",
    "court": "a document of {publisher}",
    "analysis": "a page by {publisher}",
}
"""A source whose title is too long for a line."""


def by_publisher(publisher: str, kind: str) -> str:
    """Name a source by its publisher and kind; "a vendor's guide, citing Zoom" is its own kind."""
    name = re.split(r", | \(", publisher)[0]
    return within_sentence(name) if name.startswith(("A ", "An ")) else SOURCE_KINDS.get(kind, "{publisher}").format(publisher=name)


def source_numbers(numbers: Sequence[int]) -> str:
    """Refer to sources by their numbers in the list."""
    return f" [{', '.join(map(str, numbers))}]"


NO_SOURCE = "no source on this"
NO_DATE = "no date"


def section(name: str) -> str:
    """Name a section of a document: a number needs the word."""
    return f"section {name}" if name[0].isdigit() else name


def copy_of(when: str) -> str:
    """Say of which day the copy is that was read."""
    return f"copy of {when}"
