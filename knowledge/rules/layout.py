"""A file is written in the canonical order and layout, so that a diff shows only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.layout import LayoutError, lay_out
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare the file with itself laid out."""
    try:
        laid_out = lay_out(entry.text)
    except LayoutError as error:
        yield Problem((), str(error))
        return
    if laid_out != entry.text:
        lines = zip(entry.text.split("\n"), laid_out.split("\n"), strict=False)
        number = next((number for number, (is_now, should_be) in enumerate(lines, start=1) if is_now != should_be), 1)
        yield Problem((), "not in canonical order and layout from here on; `smallprint knowledge fmt` mends it", number)


RULE = Rule("layout", check, blocking=False)
