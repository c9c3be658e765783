"""Every file is written in the canonical order and layout, so that a diff shows only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.layout import LayoutError, lay_out
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare each file with itself laid out."""
    for part in entry.merged.parts:
        try:
            laid_out = lay_out(part.text)
        except LayoutError as error:
            yield Problem((), str(error), (part.file, 1))
            continue
        if laid_out != part.text:
            lines = zip(part.text.split("\n"), laid_out.split("\n"), strict=False)
            number = next((number for number, (is_now, should_be) in enumerate(lines, start=1) if is_now != should_be), 1)
            message = "not in canonical order and layout from here on; `smallprint knowledge fmt` mends it"
            yield Problem((), message, (part.file, number))


RULE = Rule("layout", check, blocking=False)
