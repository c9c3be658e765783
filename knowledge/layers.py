"""Layers: folders stacked on one another, of which each adds to what the ones before it say, or overrides it.

A folder may have a `layer.toml` that names it, says who owns its answers, and for which workspaces it is. A folder for some
workspaces holds notes only: an answer cannot be right in one workspace and wrong in the next.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.findings import Finding
from knowledge.folders import LAYER, SHIPPED, TOPICS, files_of, folder_problems
from knowledge.merging import Layer, SourceFile
from knowledge.positions import LineIndex
from knowledge.schema import parse, read

RULE = "layer"


class LayerFile(NamedTuple):
    """`layer.toml`: how the layer is called, who owns its answers, and for which workspaces it is ("slack:T0123", "discord:456")."""

    name: str | None = None
    owner: str | None = None
    workspaces: tuple[str, ...] = ()


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
            layer_file, faults = _read_layer_file(part) if part else (None, [])
            findings += faults
            if part is None or layer_file is None or faults:
                continue
            named = Layer(folder, layer_file.name or named.name, layer_file.owner, layer_file.workspaces, rank)
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
    layer_file, faults, _ = read(part.document, LayerFile, part.finding)
    if part.document.get("workspaces") == []:
        faults.append(part.finding(("workspaces",), "names no workspace; take the key out if the folder is for everybody", RULE))
    for index, workspace in enumerate(layer_file.workspaces if layer_file else ()):
        if not _WORKSPACE.fullmatch(workspace):
            message = f'"{workspace}" is not a workspace; write "slack:" or "discord:" and the id of the workspace or server behind it'
            faults.append(part.finding(("workspaces", index), message, RULE))
    return layer_file, faults


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


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


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
