"""The audit trail: one JSON object a line in `edits.jsonl`, who changed what, when, why, and the lines to undo it by.

A line is written before the file that it tells of. If the process dies between the two, the line is the last one and the file is
still the old one: such a line counts for nothing and is taken out by the next edit. So no edit is without its line.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.safe_files import read, sync_folder

NAME = "edits.jsonl"
CONTEXT = 3
"""Lines above and below a change by which its place is found again after other edits."""


class Hunk(NamedTuple):
    """Lines that were replaced: the number of the first one in the new text, what was there, what is there, and what is around."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]


class Edit(NamedTuple):
    """One edit. `before` and `after` hold the keys that changed; a digest is None where there was or is no file."""

    number: int
    when: str
    who: str
    what: str
    id: str
    why: str
    file: str
    before: dict[str, Any]
    after: dict[str, Any]
    hunks: tuple[Hunk, ...]
    digest_before: str | None
    digest_after: str | None
    undoes: int | None = None


class EditLog:
    """The trail of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME

    def edits(self) -> list[Edit]:
        """Return every edit that took place, oldest first."""
        edits, _ = self._read()
        return edits

    def append(self, edit: Edit) -> None:
        """Write an edit down for good. The caller holds the folder's lock."""
        _, length = self._read()
        new = not self._path.exists()
        with self._path.open("ab") as file:
            file.truncate(length)
            file.write(json.dumps(edit._asdict(), ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self._folder)

    def _read(self) -> tuple[list[Edit], int]:
        """Return the edits that took place and the length of their lines: a torn last line is none, nor is one without its file."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return [], 0
        lines = content[: content.rfind(b"\n") + 1].splitlines(keepends=True)
        edits = [_edit(json.loads(line)) for line in lines]
        if edits and edits[-1].digest_after != edits[-1].digest_before == digest(read(self._folder / edits[-1].file)):
            return edits[:-1], sum(map(len, lines[:-1]))
        return edits, sum(map(len, lines))


def _edit(document: dict[str, Any]) -> Edit:
    hunks = tuple(Hunk(hunk[0], *(tuple(lines) for lines in hunk[1:])) for hunk in document.pop("hunks"))
    return Edit(**document, hunks=hunks)


def digest(text: str | None) -> str | None:
    """Return what tells one state of a file from another."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def hunks_between(before: str | None, after: str | None) -> tuple[Hunk, ...]:
    """Return the lines in which two texts differ; all of them if there was or is no file."""
    if before is None or after is None:
        return (Hunk(0, tuple((before or "").split("\n")), tuple((after or "").split("\n")), (), ()),)
    old, new = before.split("\n"), after.split("\n")
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Hunk(
            start,
            tuple(old[i:j]),
            tuple(new[start:end]),
            tuple(new[max(0, start - CONTEXT) : start]),
            tuple(new[end : end + CONTEXT]),
        )
        for kind, i, j, start, end in steps
        if kind != "equal"
    )


def without(text: str, hunks: Sequence[Hunk]) -> str | None:
    """Return a text without some changes, wherever their lines stand by now; None if these lines were changed since."""
    lines = text.split("\n")
    for hunk in reversed(hunks):
        place = _place(lines, hunk)
        if place is None:
            return None
        lines[place : place + len(hunk.after)] = hunk.before
    return "\n".join(lines)


def _place(lines: Sequence[str], hunk: Hunk) -> int | None:
    """Return where the lines of a change stand, the nearest to where they stood; less context is asked for only if more finds nothing."""
    for context in range(CONTEXT, -1, -1):
        if context == 0 and not "".join(hunk.after).strip():
            return None  # nothing to know the place by
        above, below = hunk.above[len(hunk.above) - context :] if context else (), hunk.below[:context]
        wanted = [*above, *hunk.after, *below]
        places = [n for n in range(len(lines) - len(wanted) + 1) if lines[n : n + len(wanted)] == wanted]
        if places:
            return min((n + len(above) for n in places), key=lambda n: abs(n - hunk.line))
    return None
