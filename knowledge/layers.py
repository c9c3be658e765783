"""Layers: folders stacked on one another, of which each adds to what the ones before it say, or overrides it.

Files of the same name in several folders are merged, as documents, before anything reads or checks them. A list of names or
phrases grows; an answer, condition, claim, source or topic is found again by what identifies it; any other key takes the place of
the earlier one. For every key of the merged document it stays known in which file and line it stands and what it overrides.

A folder may have a `layer.toml` that names it, says who owns its answers, and for which workspaces it is. A folder for some
workspaces holds notes only: an answer cannot be right in one workspace and wrong in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.findings import Finding
from knowledge.folders import LAYER, SHIPPED, TOPICS, files_of, folder_problems
from knowledge.positions import KeyPath, LineIndex
from knowledge.schema import dotted, parse, read

RULE = "layer"


class LayerFile(NamedTuple):
    """`layer.toml`: how the layer is called, who owns its answers, and for which workspaces it is ("slack:T0123", "discord:456")."""

    name: str | None = None
    owner: str | None = None
    workspaces: tuple[str, ...] = ()


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
    """Where something stands: the file, and the path of its key there."""

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
    """How a table of a later file goes into an earlier one; a key that is not named here takes the place of the earlier one.

    A table with the key `whole` takes the place of the earlier table altogether: whoever changes a verdict answers for all of it.
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


def read_layers(folders: Sequence[Path], findings: list[Finding]) -> list[Layer]:
    """Return the layers of some folders; one whose `layer.toml` has a mistake is left out, because it may not be for everybody."""
    layers = []
    for rank, folder in enumerate(folders):
        if not folder.is_dir():
            findings.append(Finding(folder, 1, "", "there is no such folder; check SMALLPRINT_KNOWLEDGE", "folder"))
            continue
        named = Layer(folder, folder.resolve().name, rank=rank)
        if (folder / LAYER).exists():
            part = read_part(named, folder / LAYER, findings)
            held, faults = _read_layer_file(part) if part else (None, [])
            findings += faults
            if part is None or held is None or faults:
                continue
            named = Layer(folder, held.name or named.name, held.owner, held.workspaces, rank)
        layers.append(named)
    return layers


def layer_problems(folders: Sequence[Path]) -> list[str]:
    """Return a sentence for each folder that cannot be read, or that does not say clearly whom it is for."""
    findings: list[Finding] = []
    problems = folder_problems(folders)
    if not problems:
        read_layers(folders, findings)
    return [*problems, *(f"SMALLPRINT_KNOWLEDGE: {finding}" for finding in findings)]


def with_base(folder: Path) -> list[Path]:
    """Return the folders with which a folder is checked: a base by itself, a layer on top of the shipped base.

    A base has topics of its own, with what their verdicts mean; a layer has a `layer.toml`, no topics, or additions to them.
    """
    topics = folder / TOPICS
    stands_alone = not (folder / LAYER).exists() and topics.is_file() and b"verdicts" in topics.read_bytes()
    return [folder] if stands_alone or folder.resolve() == SHIPPED else [SHIPPED, folder]


def _read_layer_file(part: SourceFile) -> tuple[LayerFile | None, list[Finding]]:
    held, faults, _ = read(part.document, LayerFile, part.finding)
    if part.document.get("workspaces") == []:
        faults.append(part.finding(("workspaces",), "names no workspace; take the key out if the folder is for everybody", RULE))
    for index, workspace in enumerate(held.workspaces if held else ()):
        if not _WORKSPACE.fullmatch(workspace):
            message = f'"{workspace}" is not a workspace; write "slack:" or "discord:" and the id of the workspace or server behind it'
            faults.append(part.finding(("workspaces", index), message, RULE))
    return held, faults


_WORKSPACE = re.compile(r"[a-z]+:[A-Za-z0-9]+")


def read_parts(layers: Sequence[Layer], findings: list[Finding], unread: Collection[str] = ()) -> dict[str, list[SourceFile]]:
    """Return the files of all layers by name ("zoom.toml"), those of one name in the order of their layers.

    Those with a name in `unread` are left out. A file of a layer for some workspaces that holds anything but notes is a finding, and left
    out too.
    """
    parts: dict[str, list[SourceFile]] = {}
    for layer in layers:
        for file in files_of([layer.folder]):
            if file.name != LAYER and file.name not in unread and (part := read_part(layer, file, findings)) is not None:
                beside = _beside_notes(part)
                findings += beside
                if not beside:
                    parts.setdefault(file.name, []).append(part)
    return parts


def _beside_notes(part: SourceFile) -> list[Finding]:
    """Return what a file must not hold: in a layer for some workspaces anything but notes, in a note for whom it is."""
    found = [
        part.finding(("notes", index, key), f"a note has no {key} of its own; layer.toml gives it to all notes of the folder", RULE)
        for index, note in enumerate(_list(part.document.get("notes")))
        for key in ("layer", "workspaces")
        if isinstance(note, dict) and key in note
    ]
    if part.layer.workspaces:
        message = (
            f"{part.layer.folder} is for some workspaces only, so its files hold a slug and notes; move this to a folder for everybody"
        )
        found += [part.finding((key,), message, RULE) for key in part.document if key not in {"slug", "notes"}]
    return found


def _list(held: object) -> list[Any]:
    return held if isinstance(held, list) else []


def read_part(layer: Layer, file: Path, findings: list[Finding]) -> SourceFile | None:
    """Return a TOML file of a layer; None, with a finding, if it cannot be read."""
    text = read_text(file, findings)
    document, faults = parse(text, file) if text is not None else (None, [])
    findings += faults
    return SourceFile(layer, file, text, document, LineIndex(text)) if text is not None and document is not None else None


def read_text(file: Path, findings: list[Finding]) -> str | None:
    """Return the text of a file; None, with a finding, if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        findings.append(Finding(file, 1, "", f"cannot be read ({error.strerror})", "syntax"))
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        findings.append(Finding(file, line, "", "is not UTF-8 text; save it as UTF-8", "syntax"))
    return None


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
        by_identity = {same(held): position for position, held in reversed([*enumerate(earlier)])}
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
