"""Merge files of several layers into one document.

Files of the same name in several folders are merged, as documents, before anything reads or checks them. A list of names or
phrases grows; an answer, condition, claim, source or topic is found again by what identifies it; any other key takes the place of
the earlier one. For every key of the merged document it stays known in which file and line it stands and what it overrides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.findings import Finding
from knowledge.positions import KeyPath, LineIndex
from knowledge.schema import dotted


class Layer(NamedTuple):
    """A folder of the base. `workspaces` are those that may see it; none means everybody. A higher `rank` overrides a lower one."""

    folder: Path
    name: str
    owner: str | None = None
    workspaces: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """A file of one layer, which may be merged with files of others."""

    layer: Layer
    file: Path
    text: str
    document: dict[str, Any]
    lines: LineIndex

    def finding(self, path: KeyPath, message: str, rule: str) -> Finding:
        """Return a finding at a key of this file."""
        return Finding(self.file, self.lines.line(path), dotted(path), message, rule)


class FilePlace(NamedTuple):
    """A place in the knowledge: the file, and the path of the key there."""

    part: SourceFile
    path: KeyPath = ()

    def __str__(self) -> str:
        """Return file and line, in the form that editors make clickable."""
        return f"{self.part.file}:{self.part.lines.line(self.path)}"


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """Files of several layers as one document, the earliest layer first.

    `origins` says where the merged document departs from its first file; `overridden` holds what stands behind an override, the
    nearest first.
    """

    parts: tuple[SourceFile, ...]
    document: dict[str, Any]
    origins: Mapping[KeyPath, FilePlace]
    overridden: Mapping[KeyPath, tuple[FilePlace, ...]]

    def place(self, path: KeyPath) -> FilePlace:
        """Return where a key of the merged document stands."""
        return _place(self.origins, path)

    def rank(self, path: KeyPath) -> int:
        """Return the rank of the layer in which a key of the merged document stands."""
        return self.place(path).part.layer.rank

    def finding(self, path: KeyPath, message: str, rule: str) -> Finding:
        """Return a finding at a key of the merged document, with the file, line and key where that stands."""
        place = self.place(path)
        return place.part.finding(place.path, message, rule)


def _place(origins: Mapping[KeyPath, FilePlace], path: KeyPath) -> FilePlace:
    length = next(length for length in range(len(path), -1, -1) if path[:length] in origins)
    place = origins[path[:length]]
    return FilePlace(place.part, (*place.path, *path[length:]))


Identity = Callable[[object], str | None]
"""Gives what a table is found again by; None if it does not say."""


class TableRules(NamedTuple):
    """The rules by which a table of a later file goes into an earlier one; a key that is not named here takes the place of the earlier one.

    A table with the key `whole` takes the place of the earlier table altogether, because a new verdict needs a new text.
    """

    whole: str | None = None
    adding: tuple[str, ...] = ()
    """Lists that grow by what they do not have yet."""
    records: Mapping[str, tuple[Identity, TableRules]] = {}
    """Lists of tables, each with how a table is found again and how it is merged."""
    tables: Mapping[str, TableRules] = {}
    """Tables that are merged key by key."""
    named: Mapping[str, TableRules] = {}
    """Tables of tables of one kind, which are found again by their names."""


def _by(*path: str) -> Identity:
    def identity(table: object) -> str | None:
        for key in path:
            table = table.get(key) if isinstance(table, dict) else None
        return table if isinstance(table, str) else None

    return identity


_ANSWER = TableRules(whole="verdict", records={"conditions": (_by("applies_to", "text"), TableRules(whole="verdict"))})
PLATFORM_FILE = TableRules(
    adding=("aliases", "ordinary_aliases", "events", "notes"),
    records={"answers": (_by("topic"), _ANSWER), "claims": (_by("text"), TableRules(whole="status"))},
    named={"sources": TableRules(whole="url")},
)
_TOPIC = TableRules(
    adding=("words", "phrases"), named={"verdicts": TableRules()}, tables={"claims": TableRules(adding=("plain", "inverting"))}
)
TOPIC_FILE = TableRules(records={"topics": (_by("id"), _TOPIC)}, tables={"lists": TableRules()})
LANGUAGE_FILE = TableRules(adding=("near_misses", "unlisted", "needs_place", "plain", "vendors"))
MATTER_FILE = TableRules(
    records={"matters": (_by("name"), TableRules(adding=("asked", "told", "not_told", "unless", "topics", "data", "elsewhere")))}
)
EXCUSE_FILE = TableRules(adding=("excused",))


def merge(parts: Sequence[SourceFile], table: TableRules) -> Merged:
    """Merge files of the same name, the earliest layer first. One file alone stays as it is."""
    merging = _Merging(parts[0])
    document = parts[0].document
    for part in parts[1:]:
        document = merging.merge((), document, part.document, table, FilePlace(part))
    return Merged(tuple(parts), document, merging.origins, merging.overridden)


def merge_sound(parts: Sequence[SourceFile], table: TableRules, is_sound: Callable[[Merged], bool]) -> Merged | None:
    """Merge the files that can be: one after the other, without those after which the whole is not sound; None if none is left."""
    kept: tuple[SourceFile, ...] = ()
    for part in parts:
        if is_sound(merge((*kept, part), table)):
            kept = (*kept, part)
    return merge(kept, table) if kept else None


class _Merging:
    """Merges documents, and keeps book of where everything comes from."""

    def __init__(self, first: SourceFile) -> None:
        self.origins: dict[KeyPath, FilePlace] = {(): FilePlace(first)}
        self.overridden: dict[KeyPath, tuple[FilePlace, ...]] = {}

    def merge(self, path: KeyPath, earlier: dict[str, Any], later: dict[str, Any], table: TableRules, place: FilePlace) -> dict[str, Any]:
        """Return the earlier table with the later one merged into it; neither is changed."""
        if table.whole in later:
            self._replace(path, earlier, later, place)
            return later
        merged = dict(earlier)
        for key, value in later.items():
            inner, there = (*path, key), FilePlace(place.part, (*place.path, key))
            if key not in merged:
                merged[key] = self._add(inner, value, there)
            else:
                merged[key] = self._merge_key(inner, merged[key], value, table, there)
        return merged

    def _merge_key(self, path: KeyPath, earlier: object, later: object, table: TableRules, place: FilePlace) -> object:
        key = str(path[-1])
        if isinstance(earlier, list) and isinstance(later, list):
            if key in table.adding:
                return self._grow(path, earlier, later, place)
            if key in table.records:
                return self._match(path, earlier, later, *table.records[key], place)
        elif isinstance(earlier, dict) and isinstance(later, dict) and key in table.named:
            every = TableRules(tables=dict.fromkeys(later, table.named[key]))
            return self.merge(path, earlier, later, every, place)
        elif isinstance(earlier, dict) and isinstance(later, dict) and key in table.tables:
            return self.merge(path, earlier, later, table.tables[key], place)
        return self._replace(path, earlier, later, place)

    def _grow(self, path: KeyPath, earlier: list[Any], later: list[Any], place: FilePlace) -> list[Any]:
        grown = list(earlier)
        for index, element in enumerate(later):
            if element not in earlier:
                grown.append(self._add((*path, len(grown)), element, FilePlace(place.part, (*place.path, index))))
        return grown

    def _match(self, path: KeyPath, earlier: list[Any], later: list[Any], same: Identity, table: TableRules, place: FilePlace) -> list[Any]:
        """Merge each table of the later list into the earlier one that it means; a second one that means the same stays, for the rules."""
        merged = list(earlier)
        by_identity = {same(element): position for position, element in reversed([*enumerate(earlier)])}
        by_identity.pop(None, None)
        for index, element in enumerate(later):
            there = FilePlace(place.part, (*place.path, index))
            position = by_identity.pop(same(element), None)
            if position is None:
                merged.append(self._add((*path, len(merged)), element, there))
            else:
                merged[position] = self.merge((*path, position), merged[position], element, table, there)
        return merged

    def _add(self, path: KeyPath, value: Any, place: FilePlace) -> Any:  # noqa: ANN401 - whatever a file holds
        self.origins[path] = place
        return value

    def _replace(self, path: KeyPath, earlier: Any, later: Any, place: FilePlace) -> Any:  # noqa: ANN401 - whatever a file holds
        if earlier == later:
            return earlier
        self.overridden[path] = (_place(self.origins, path), *self.overridden.get(path, ()))
        for below in [known for known in self.origins if known[: len(path)] == path]:
            del self.origins[below]
        self.origins[path] = place
        return later
