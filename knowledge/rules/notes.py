"""A local note is short, because it stands in the first glance at an answer."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

CHARACTERS = 200


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report notes that are empty or too long."""
    for number, note in enumerate(entry.platform.notes):
        if not note.text.strip():
            yield Problem(("notes", number, "text"), "is empty")
        elif len(note.text) > CHARACTERS:
            yield Problem(("notes", number, "text"), f"{len(note.text)} characters long; say it in {CHARACTERS}, and where to read more")


RULE = Rule("notes", check, blocking=False)
