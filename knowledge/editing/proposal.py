"""An edit before it is written: the text before and after, what changes, and what the linter says of it."""

from __future__ import annotations

import copy
import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.editing.documents import Document, EditError, rename_citations, statements_of
from knowledge.findings import Finding
from knowledge.folders import Fingerprint
from knowledge.records import Platform

Changes = Mapping[str, tuple[Any, Any]]
"""The value before and after, by the key that changes."""


class ConflictError(EditError):
    """Somebody has changed the file since the edit was made; `diff` says how. Nothing was written."""

    def __init__(self, message: str, diff: str) -> None:
        super().__init__(f"{message}\n{diff}" if diff else message)
        self.diff = diff


class EditRefusedError(EditError):
    """The linter finds mistakes that the edit would bring in. Nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(["nothing was written; mend this first:", *map(str, findings)]))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit before it is written.

    `before` is the text that it was made against (None: no file), `after` what it makes of it; `changes` says it by keys.
    `findings` are the mistakes that it would bring in, `tolerated` those of them that do not stop it. `state` is the base's fingerprint
    when it was checked; `platform` is the one that was edited as it would be on record, None if nothing changes or it could not be read.
    """

    what: str
    id: str
    path: Path
    before: str | None
    after: str | None
    changes: Changes
    findings: tuple[Finding, ...]
    tolerated: frozenset[str]
    state: Fingerprint
    platform: Platform | None = None
    undoes: int | None = None

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings because of which it is not written."""
        return tuple(finding for finding in self.findings if finding.rule not in self.tolerated)

    @property
    def diff(self) -> str:
        """The lines that change."""
        return diff_between(self.before, self.after, self.path)

    def by_key(self) -> dict[str, list[str]]:
        """Return what is wrong by the keys that were edited ("headline"), "" for what belongs to none of them."""
        number = _number_of(self.after, self.id)
        found: dict[str, list[str]] = {}
        for finding in self.findings:
            inside = finding.file == self.path and (number is None or finding.key.startswith(f"answers[{number + 1}]."))
            key = finding.key.partition("].")[2] if inside and number is not None else finding.key
            found.setdefault(key if inside or finding.key.startswith("sources.") else "", []).append(finding.message)
        return found


def diff_between(before: str | None, after: str | None, path: Path) -> str:
    """Return the lines in which two texts of a file differ."""
    lines = difflib.unified_diff((before or "").splitlines(), (after or "").splitlines(), path.name, path.name, lineterm="", n=1)
    return "\n".join(lines)


def _number_of(text: str | None, edit_id: str) -> int | None:
    """Return which of a file's answers an id means; None if it means no answer."""
    topic = edit_id.partition("/")[2]
    if text is None or not topic:
        return None
    try:
        answers = tomllib.loads(text).get("answers", [])
    except tomllib.TOMLDecodeError:
        return None
    return next((number for number, answer in enumerate(answers) if answer.get("topic") == topic), None)


def changes_between(before: Document, after: Document, edit_id: str) -> Changes:
    """Return the values that differ by their keys; those of the answer that was edited as in its own table."""
    prefix = f"answers.{edit_id.partition('/')[2]}."
    found = _leaves("", _by_topic(before), _by_topic(_without_copies(before, after)))
    return {key.removeprefix(prefix): values for key, values in found}


def _without_copies(before: Document, after: Document) -> Document:
    """Return a document in which sources that it only names anew, as an own layer does, have their old names: nothing is said of them."""
    sources = before.get("sources", {})
    old = {
        name: same[0]
        for name, source in after.get("sources", {}).items()
        if name not in sources and (same := [known for known in sources if sources[known] == source])
    }
    after = copy.deepcopy(after)
    for statement in (
        statement for answer in after.get("answers", []) for statement in (*statements_of(answer), *answer.get("earlier", []))
    ):
        rename_citations(statement, old)
    for name in old:
        del after["sources"][name]
    return after


def _by_topic(document: Document) -> Document:
    named = {answer.get("topic", ""): answer for answer in document.get("answers", [])}
    return {**document, "answers": named} if named else document


def _leaves(key: str, before: Any, after: Any) -> Iterable[tuple[str, tuple[Any, Any]]]:  # noqa: ANN401 - any part of a document
    if before == after:
        return
    if isinstance(before, dict | None) and isinstance(after, dict | None):
        one, other = before or {}, after or {}
        for part in (*one, *(part for part in other if part not in one)):
            yield from _leaves(f"{key}.{part}" if key else part, one.get(part), other.get(part))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True), start=1):
            yield from _leaves(f"{key}[{number}]", one, other)
    else:
        yield key, (before, after)
